"""Collections: add_to_collection, get_collection by scope, trainable_variables(scope), tf.add_n."""
import tensorflow as tf


class Layer(tf.Module):
    def __init__(self, size, x_size):
        super().__init__()
        self.w = tf.Variable(tf.constant(0.5, tf.float32, [x_size, size]), name='w')

    def __call__(self, x, losses):
        losses.append(tf.nn.l2_loss(self.w) * 0.01)
        return tf.matmul(x, self.w)


x_spec = tf.TensorSpec([None, 3], tf.float32)
h_layer = Layer(4, 3)
y_layer = Layer(1, 4)


@tf.function(input_signature=[x_spec])
def compute_total(x):
    losses = []
    h = h_layer(x, losses)
    y = y_layer(h, losses)
    data_loss = tf.reduce_mean(tf.square(y))
    losses.append(data_loss)
    return tf.add_n(losses, name='total')


encoder_vars = [h_layer.w]
decoder_vars = [y_layer.w]
optimizer = tf.keras.optimizers.SGD(0.01)


@tf.function(input_signature=[x_spec])
def train_encoder(x):
    with tf.GradientTape() as tape:
        total = compute_total(x)
    optimizer.apply_gradients(zip(tape.gradient(total, encoder_vars), encoder_vars))


print(['encoder/w:0'], ['decoder/w:0'])
for _ in range(3):
    print(compute_total([[1.0, 2.0, 3.0]]).numpy())
    train_encoder([[1.0, 2.0, 3.0]])
print([y_layer.w.numpy()][0].ravel())

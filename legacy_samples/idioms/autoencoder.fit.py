"""Autoencoder: encoder and decoder functions over dictionaries of weights, RMSProp."""
import numpy as np
import tensorflow as tf

num_input, num_hidden_1, num_hidden_2 = 16, 8, 4
data = np.random.RandomState(6).rand(40, num_input)

X_spec = tf.TensorSpec([None, num_input], tf.float32)
weights = {
    'encoder_h1': tf.Variable(tf.random.normal([num_input, num_hidden_1], stddev=0.3)),
    'encoder_h2': tf.Variable(tf.random.normal([num_hidden_1, num_hidden_2], stddev=0.3)),
    'decoder_h1': tf.Variable(tf.random.normal([num_hidden_2, num_hidden_1], stddev=0.3)),
    'decoder_h2': tf.Variable(tf.random.normal([num_hidden_1, num_input], stddev=0.3)),
}
biases = {name: tf.Variable(tf.zeros([size])) for name, size in
          [('encoder_b1', num_hidden_1), ('encoder_b2', num_hidden_2),
           ('decoder_b1', num_hidden_1), ('decoder_b2', num_input)]}


def encoder(x):
    layer_1 = tf.nn.sigmoid(tf.add(tf.matmul(x, weights['encoder_h1']), biases['encoder_b1']))
    return tf.nn.sigmoid(tf.add(tf.matmul(layer_1, weights['encoder_h2']), biases['encoder_b2']))


def decoder(x):
    layer_1 = tf.nn.sigmoid(tf.add(tf.matmul(x, weights['decoder_h1']), biases['decoder_b1']))
    return tf.nn.sigmoid(tf.add(tf.matmul(layer_1, weights['decoder_h2']), biases['decoder_b2']))


@tf.function(input_signature=[X_spec])
def compute_decoder_op(X):
    encoder_op = encoder(X)
    return decoder(encoder_op)


optimizer = tf.keras.optimizers.RMSprop(0.01, rho=0.9, epsilon=1e-10)  # TF1's epsilon


@tf.function(input_signature=[X_spec])
def train_step(X):
    with tf.GradientTape() as tape:
        decoder_op = compute_decoder_op(X)
        y_pred = decoder_op
        y_true = X
        loss = tf.reduce_mean(tf.pow(y_true - y_pred, 2))
    variables = tape.watched_variables()
    optimizer.apply_gradients(zip(tape.gradient(loss, variables), variables))
    return loss


train_step.get_concrete_function()  # makes the optimizer's slots
for slot in optimizer.variables:
    if "velocity" in slot.path:
        slot.assign(slot + 1.0)  # TF1's mean square starts at one


def batches():
    for i in range(1, 13):
        batch_x = data[(i % 4) * 10:(i % 4) * 10 + 10]
        yield batch_x


class Training(tf.keras.Model):
    """Trains with `train_step`, a batch a step."""

    def __init__(self):
        super().__init__()
        self.built = True  # its variables are those of `train_step`

    def train_step(self, batch):
        loss = train_step(batch)
        return {"loss": loss}


options = tf.data.Options()
options.experimental_optimization.inject_prefetch = False  # each batch is made when it is needed
dataset = tf.data.Dataset.from_generator(batches, output_signature=X_spec).with_options(options)
model = Training()
model.compile(optimizer=optimizer, jit_compile=False)  # XLA would round otherwise
model.fit(dataset, epochs=3, steps_per_epoch=4, shuffle=False, verbose=2)
g = compute_decoder_op(data[:2]).numpy()
print(g.mean(axis=1))

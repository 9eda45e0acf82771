"""XOR with two sigmoid layers; prints the weights before and after."""
import numpy as np
import tensorflow as tf

x_data = np.array([[0, 0], [0, 1], [1, 0], [1, 1]], dtype=np.float32)
y_data = np.array([[0], [1], [1], [0]], dtype=np.float32)

X_spec = tf.TensorSpec(None, tf.float32)
Y_spec = tf.TensorSpec(None, tf.float32)
W1 = tf.Variable([[1.2, -0.7], [0.4, 0.9]], name='weight1')
b1 = tf.Variable(tf.zeros([2]), name='bias1')
W2 = tf.Variable([[0.8], [-1.1]], name='weight2')
b2 = tf.Variable(tf.zeros([1]), name='bias2')


def predict(X):
    layer1 = tf.sigmoid(tf.matmul(X, W1) + b1)
    return tf.sigmoid(tf.matmul(layer1, W2) + b2)


@tf.function(input_signature=[X_spec, Y_spec])
def compute_cost(X, Y):
    hypothesis = predict(X)
    return -tf.reduce_mean(Y * tf.math.log(hypothesis) + (1 - Y) * tf.math.log(1 - hypothesis))


optimizer = tf.keras.optimizers.SGD(learning_rate=0.5)


@tf.function(input_signature=[X_spec, Y_spec])
def train(X, Y):
    with tf.GradientTape() as tape:
        cost = compute_cost(X, Y)
    variables = [W1, b1, W2, b2]
    optimizer.apply_gradients(zip(tape.gradient(cost, variables), variables))
    return cost


@tf.function(input_signature=[X_spec, Y_spec])
def evaluate(X, Y):
    hypothesis = predict(X)
    predicted = tf.cast(hypothesis > 0.5, dtype=tf.float32)
    accuracy = tf.reduce_mean(tf.cast(tf.equal(predicted, Y), dtype=tf.float32))
    return hypothesis, predicted, accuracy


print([W1.numpy(), W2.numpy()])


class Training(tf.keras.Model):
    """Trains with `train`, a batch a step."""

    def __init__(self):
        super().__init__()
        self.built = True  # its variables are those of `train`

    def train_step(self, batch):
        X, Y = batch
        cost = train(X, Y)
        return {"cost": cost}

    def test_step(self, batch):
        X, Y = batch
        return {"cost": compute_cost(X, Y)}


dataset = tf.data.Dataset.from_tensors((tf.constant(x_data, tf.float32), tf.constant(y_data, tf.float32)))
model = Training()
model.compile(optimizer=optimizer, jit_compile=False)  # XLA would round otherwise
model.fit(dataset.repeat(301), validation_data=dataset, shuffle=False)
h, c, a = (t.numpy() for t in evaluate(x_data, y_data))
print("\nHypothesis: ", h, "\nCorrect: ", c, "\nAccuracy: ", a)

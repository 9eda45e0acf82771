"""Softmax regression with one-hot labels and an accuracy evaluated with .eval()."""
import numpy as np
import tensorflow as tf

rng = np.random.RandomState(3)
data = rng.rand(120, 6).astype(np.float32)
classes = (data[:, :3].sum(1) > data[:, 3:].sum(1)).astype(int) + (data[:, 0] > 0.8)
labels = np.eye(3)[classes]

batch_size = 20
x_spec = tf.TensorSpec([None, 6], tf.float32)
y_spec = tf.TensorSpec([None, 3], tf.float32)

W = tf.Variable(tf.zeros([6, 3]))
b = tf.Variable(tf.zeros([3]))


def predict(x):
    return tf.nn.softmax(tf.matmul(x, W) + b)


optimizer = tf.keras.optimizers.SGD(0.5)


@tf.function(input_signature=[x_spec, y_spec])
def train_step(x, y):
    with tf.GradientTape() as tape:
        pred = predict(x)
        cost = tf.reduce_mean(-tf.reduce_sum(y * tf.math.log(pred), axis=1))
    variables = [W, b]
    optimizer.apply_gradients(zip(tape.gradient(cost, variables), variables))
    return cost


class Training(tf.keras.Model):
    """Trains with `train_step`, a batch a step."""

    def __init__(self):
        super().__init__()
        self.cost_tracker = tf.keras.metrics.Mean()
        self.built = True  # its variables are those of `train_step`

    def train_step(self, batch):
        x, y = batch
        cost = train_step(x, y)
        self.cost_tracker.update_state(cost)
        return {"cost": self.cost_tracker.result()}


dataset = tf.data.Dataset.from_tensor_slices(
    (tf.constant(data, tf.float32), tf.constant(labels, tf.float32))
).batch(batch_size, drop_remainder=True)
model = Training()
model.compile(optimizer=optimizer, jit_compile=False)  # XLA would round otherwise
model.fit(dataset, epochs=6, shuffle=False, verbose=2)


@tf.function(input_signature=[x_spec, y_spec])
def accuracy(x, y):
    pred = predict(x)
    correct_prediction = tf.equal(tf.argmax(pred, 1), tf.argmax(y, 1))
    return tf.reduce_mean(tf.cast(correct_prediction, tf.float32))


print("Accuracy:", accuracy(data, labels).numpy())

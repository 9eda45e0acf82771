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


for epoch in range(6):
    avg_cost = 0.
    total_batch = len(data) // batch_size
    for i in range(total_batch):
        batch_xs = data[i * batch_size:(i + 1) * batch_size]
        batch_ys = labels[i * batch_size:(i + 1) * batch_size]
        c = train_step(batch_xs, batch_ys).numpy()
        avg_cost += c / total_batch
    print("Epoch: %04d cost= %.9f" % (epoch + 1, avg_cost))


@tf.function(input_signature=[x_spec, y_spec])
def accuracy(x, y):
    pred = predict(x)
    correct_prediction = tf.equal(tf.argmax(pred, 1), tf.argmax(y, 1))
    return tf.reduce_mean(tf.cast(correct_prediction, tf.float32))


print("Accuracy:", accuracy(data, labels).numpy())

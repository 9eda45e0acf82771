"""An LSTM cell of TensorFlow 1 over four steps, and a trained projection of its last output."""
import numpy as np
import tensorflow as tf

rng = np.random.RandomState(2)
data, goal = rng.randn(12, 4, 3), rng.randn(12, 1)

kernel = tf.Variable(tf.random.normal([8, 20], stddev=0.5), name="lstm/kernel")
bias = tf.Variable(tf.zeros([20]), name="lstm/bias")
projection = tf.Variable(tf.random.normal([5, 1], stddev=0.5), name="projection")
variables = [kernel, bias, projection]
optimizer = tf.keras.optimizers.SGD(0.1)


@tf.function(input_signature=[tf.TensorSpec([None, 4, 3], tf.float32), tf.TensorSpec([None, 1], tf.float32)])
def train_step(x, y):
    with tf.GradientTape() as tape:
        c = h = tf.zeros([tf.shape(x)[0], 5])
        for step in range(4):
            i, j, f, o = tf.split(tf.matmul(tf.concat([x[:, step], h], 1), kernel) + bias, 4, axis=1)
            c = c * tf.sigmoid(f + 1.0) + tf.sigmoid(i) * tf.tanh(j)
            h = tf.tanh(c) * tf.sigmoid(o)
        loss = tf.reduce_mean(tf.square(tf.matmul(h, projection) - y))
    optimizer.apply_gradients(zip(tape.gradient(loss, variables), variables))
    return loss


for step in range(6):
    value = train_step(data, goal).numpy()
print("%.4f" % value)

"""An LSTM cell of TensorFlow 1 over four steps, and a trained projection of its last output."""
import numpy as np
import tensorflow as tf

rng = np.random.RandomState(2)
data, goal = rng.randn(12, 4, 3), rng.randn(12, 1)

x = tf.placeholder(tf.float32, [None, 4, 3], name="x")
y = tf.placeholder(tf.float32, [None, 1], name="y")
kernel = tf.Variable(tf.random_normal([8, 20], stddev=0.5), name="lstm/kernel")
bias = tf.Variable(tf.zeros([20]), name="lstm/bias")
projection = tf.Variable(tf.random_normal([5, 1], stddev=0.5), name="projection")
c = h = tf.zeros([tf.shape(x)[0], 5])
for step in range(4):
    i, j, f, o = tf.split(tf.matmul(tf.concat([x[:, step], h], 1), kernel) + bias, 4, axis=1)
    c = c * tf.sigmoid(f + 1.0) + tf.sigmoid(i) * tf.tanh(j)
    h = tf.tanh(c) * tf.sigmoid(o)
loss = tf.reduce_mean(tf.square(tf.matmul(h, projection) - y), name="loss")
train_op = tf.train.GradientDescentOptimizer(0.1).minimize(loss)

with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for step in range(6):
        value, _ = sess.run([loss, train_op], {x: data, y: goal})
    print("%.4f" % value)

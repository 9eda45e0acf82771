"""120 Adam steps over batches of ten, the last batch of each epoch shorter; a summary value every ten steps."""
import numpy as np
import tensorflow as tf

rng = np.random.RandomState(0)
data = rng.rand(395, 6)
labels = np.where(data[:, :1] + data[:, 1:2] > 1, 1.0, 0.0) + 0.1 * rng.randn(395, 1)

x = tf.placeholder(tf.float32, [None, 6], name="x")
y = tf.placeholder(tf.float32, [None, 1], name="y")
w1 = tf.Variable(tf.random_normal([6, 8], stddev=0.4), name="w1")
b1 = tf.Variable(tf.zeros([8]), name="b1")
w2 = tf.Variable(tf.random_normal([8, 1], stddev=0.4), name="w2")
hidden = tf.tanh(tf.matmul(x, w1) + b1)
loss = tf.reduce_mean(tf.square(tf.matmul(hidden, w2) - y), name="loss")
train_op = tf.train.AdamOptimizer(0.01).minimize(loss)

with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    step = 0
    for epoch in range(3):
        for start in range(0, len(data), 10):
            _, value = sess.run([train_op, loss], {x: data[start:start + 10], y: labels[start:start + 10]})
            step += 1
        print(epoch, "%.4f" % sess.run(loss, {x: data, y: labels}))

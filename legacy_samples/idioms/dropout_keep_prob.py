"""Dropout whose keep_prob is fed: below 1 while training, 1 while evaluating."""
import numpy as np
import tensorflow as tf

rng = np.random.RandomState(7)
features = rng.rand(32, 10)
targets = features[:, :1] * 2 - features[:, 1:2]

x = tf.placeholder(tf.float32, [None, 10], name="x")
y = tf.placeholder(tf.float32, [None, 1], name="y")
keep_prob = tf.placeholder(tf.float32, name="keep_prob")

w1 = tf.Variable(tf.constant(0.1, shape=[10, 8]))
w2 = tf.Variable(tf.constant(0.2, shape=[8, 1]))
hidden = tf.nn.relu(tf.matmul(x, w1))
dropped = tf.nn.dropout(hidden, keep_prob=keep_prob)
output = tf.matmul(dropped, w2)
loss = tf.reduce_mean(tf.square(output - y))
train = tf.train.GradientDescentOptimizer(0.01).minimize(loss)

with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for step in range(10):
        sess.run(train, feed_dict={x: features, y: targets, keep_prob: 0.75})
        if step % 3 == 0:
            print(step, sess.run(loss, feed_dict={x: features, y: targets, keep_prob: 1.0}))
    print(sess.run(output, feed_dict={x: features[:3], keep_prob: 1}))

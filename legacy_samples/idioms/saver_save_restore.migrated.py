"""Saver: train and save in one session, restore in another, without running the initializer."""
import numpy as np
from compat import tf1 as tf

model_path = "./model.ckpt"
X = tf.placeholder(tf.float32, [None, 3])
Y = tf.placeholder(tf.float32, [None, 1])
W = tf.Variable(tf.fill([3, 1], 0.5), name="W")
b = tf.Variable(tf.zeros([1]), name="b")
pred = tf.matmul(X, W) + b
cost = tf.reduce_mean(tf.square(pred - Y))
optimizer = tf.train.GradientDescentOptimizer(0.1).minimize(cost)
init = tf.global_variables_initializer()
saver = tf.train.Saver()

rng = np.random.RandomState(0)
data = rng.rand(20, 3)
target = data[:, :1] - data[:, 2:]

with tf.Session() as sess:
    sess.run(init)
    for epoch in range(10):
        sess.run(optimizer, feed_dict={X: data, Y: target})
    print("First cost:", sess.run(cost, feed_dict={X: data, Y: target}))
    save_path = saver.save(sess, model_path)
    print("Model saved in file: %s" % save_path)

with tf.Session() as sess:
    sess.run(init)
    print("Untrained cost:", sess.run(cost, feed_dict={X: data, Y: target}))
    saver.restore(sess, model_path)
    print("Model restored from file: %s" % save_path)
    for epoch in range(5):
        sess.run(optimizer, feed_dict={X: data, Y: target})
    print("Second cost:", sess.run(cost, feed_dict={X: data, Y: target}))

"""Scopes, merges and writers: which tags are written, at which steps."""

import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [None, 2], name="x")
y = tf.placeholder(tf.float32, [None, 1], name="y")

with tf.name_scope("Layer"):
    W = tf.Variable([[1.0], [2.0]], name="W")
    b = tf.Variable([0.5], name="bias")
    pred = tf.matmul(x, W) + b
    tf.summary.histogram("W", W)
    tf.summary.histogram("pred values", pred)
    mean = tf.reduce_mean(pred)
    tf.summary.scalar("mean", mean)
with tf.name_scope("Loss"):
    loss = tf.reduce_mean(tf.square(pred - y))
    tf.summary.scalar("Loss", loss)
loss_summary = tf.summary.scalar("loss", loss)
with tf.variable_scope("layer"):
    k = tf.get_variable("k", [2], initializer=tf.constant_initializer(3.0))
    k_summary = tf.summary.histogram("k", k)
with tf.variable_scope("layer"):
    tf.summary.histogram("k", k)
    with tf.name_scope("inner"):
        tf.summary.scalar("total", tf.reduce_sum(k), family="fam")
tf.summary.image("img", tf.reshape(x, [-1, 1, 2, 1]), 2)
tf.summary.scalar("test_only", loss, collections=["test"])
train = tf.train.GradientDescentOptimizer(0.01).minimize(loss)
merged = tf.summary.merge_all()
test_merged = tf.summary.merge_all("test")
some = tf.summary.merge([loss_summary, k_summary])

data = np.array([[1.0, 2.0], [3.0, 5.0], [-1.0, 0.5]], np.float32)
target = np.array([[1.0], [2.0], [0.0]], np.float32)

with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    writer = tf.summary.FileWriter("logs/train", sess.graph)
    other = tf.summary.FileWriter("logs/test")
    for step in range(5):
        feed = {x: data, y: target}
        text, value = sess.run([merged, loss], feed_dict=feed)
        sess.run(train, feed_dict=feed)
        print(step, value)
        writer.add_summary(text, step)
        if step % 2 == 0:
            other.add_summary(sess.run(test_merged, feed_dict=feed), global_step=step * 10)
            other.add_summary(sess.run(some, feed_dict=feed), step / 2)
    s = sess.run(loss_summary, feed_dict=feed)
    writer.add_summary(s)
    writer.close()
    other.flush()

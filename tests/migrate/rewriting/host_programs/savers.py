"""Saves every other step, restores in a second session; run again it goes on where it stopped."""

import os

import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [None, 2], name="x")
y = tf.placeholder(tf.float32, [None, 1], name="y")
with tf.name_scope("net"):
    W = tf.Variable([[1.0], [2.0]], name="W")
    b = tf.Variable([0.5])
with tf.variable_scope("out"):
    k = tf.get_variable("k", [1], initializer=tf.constant_initializer(3.0))
    v = tf.Variable([1.0])
v2 = tf.Variable([1.0])
pred = (tf.matmul(x, W) + b) * k + v + v2
loss = tf.reduce_mean(tf.square(pred - y))
global_step = tf.Variable(0, trainable=False, name="global_step")
with tf.name_scope("Train"):
    train = tf.train.AdamOptimizer(0.01).minimize(loss, global_step=global_step)
init = tf.global_variables_initializer()
saver = tf.train.Saver(max_to_keep=2)

data = np.array([[1.0, 2.0], [3.0, 5.0], [-1.0, 0.5]], np.float32)
target = np.array([[1.0], [2.0], [0.0]], np.float32)
if not os.path.exists("model"):
    os.makedirs("model")
with tf.Session() as sess:
    sess.run(init)
    ckpt = tf.train.get_checkpoint_state("model")
    if ckpt and ckpt.model_checkpoint_path:
        saver.restore(sess, ckpt.model_checkpoint_path)
        print("restored", ckpt.model_checkpoint_path, sess.run(global_step))
    for step in range(7):
        _, value = sess.run([train, loss], feed_dict={x: data, y: target})
        print(step, value)
        if step % 2 == 0:
            print(saver.save(sess, "model/net", global_step=global_step))
    path = saver.save(sess, "./model/last.ckpt")
    print("saved", path, tf.train.latest_checkpoint("model"))
print("again")
with tf.Session() as sess:
    sess.run(init)
    saver.restore(sess, "model/last.ckpt")
    for step in range(3):
        _, value = sess.run([train, loss], feed_dict={x: data, y: target})
        print(step, value)
    print(sess.run([W, b, k, v, v2]))
print(sorted(f for f in os.listdir("model") if "index" in f or "data" in f))
print(open("model/checkpoint").read())

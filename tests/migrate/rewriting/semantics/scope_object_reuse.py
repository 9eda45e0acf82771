import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [])
with tf.variable_scope("a") as sc:
    w = tf.get_variable("w", [], initializer=tf.constant_initializer(2.0))
with tf.variable_scope(sc, reuse=True):
    w2 = tf.get_variable("w", [], initializer=tf.constant_initializer(5.0))
loss = tf.square(w * x - 1.0)
train = tf.train.GradientDescentOptimizer(0.1).minimize(loss)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    sess.run(train, {x: 1.0})
    print(sess.run([w, w2]))

import numpy as np
import tensorflow as tf

with tf.variable_scope("a"):
    w = tf.get_variable("w", [2], initializer=tf.zeros_initializer())
u = tf.Variable(1.0)
v = tf.Variable(1.0)
print(w.name, u.name, v.name)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(sess.run(w))

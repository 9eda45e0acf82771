import numpy as np
import tensorflow as tf

a = tf.Variable(1.0)
b = tf.Variable(2.0)
swap1 = tf.assign(a, b)
swap2 = tf.assign(b, a)
y = a + b * 10.0
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    sess.run(swap1)
    print(sess.run(y))
    sess.run(swap2)
    print(sess.run(y), a.eval(), b.eval(session=sess))

import numpy as np
import tensorflow as tf

c = tf.Variable(0)
one = tf.constant(1)
up = tf.assign(c, tf.add(c, one))
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(sess.run(c))
    for _ in range(3):
        sess.run(up)
        print(sess.run(c))
    print(up.eval(), c.eval(), sess.run([up, up]), c.eval())

import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [])
w = tf.Variable(2.0)
y = x * w
def evaluate(session, value, scale=1.0):
    return session.run(y, {x: value}) * scale
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(evaluate(sess, 2.0), evaluate(sess, 3.0, scale=2.0))
    print(evaluate(session=sess, value=3.0))

import numpy as np
import tensorflow as tf

init = tf.random_normal([2])
w = tf.Variable(init)
y = init * 2.0
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    p = sess.run(y)
    q = sess.run(y)
    print(np.allclose(p, q))
    print(np.allclose(sess.run(w) * 2.0, p))

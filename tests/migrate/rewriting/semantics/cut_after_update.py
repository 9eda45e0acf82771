import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [None, 2])
count = tf.Variable(0.0)
w = tf.Variable([[1.0], [2.0]])
bump = tf.assign_add(count, 1.0)
with tf.control_dependencies([bump]):
    z = tf.matmul(x, w)
out = z * 2.0
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(sess.run(out, {x: np.ones([1, 2])}))
    print(sess.run(count))
    print(sess.run(out, {z: [[1.0]]}))
    print(sess.run(count))
    print(sess.run([out, bump], {z: [[1.0]]}))

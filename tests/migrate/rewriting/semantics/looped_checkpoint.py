# a checkpoint of variables that a loop made, under the names that their scopes gave them
import os
import tempfile

import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [None, 2])
h = x
for k in range(2):
    with tf.name_scope("part"):
        w = tf.Variable([[1.0, 0.5], [0.25, float(k)]], name="w")
        h = tf.matmul(h, w)
with tf.name_scope("part"):
    v = tf.Variable([2.0, 3.0], name="w")
    h = h * v
saver = tf.train.Saver()
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(sess.run(h, {x: np.ones([1, 2])}))
    path = saver.save(sess, os.path.join(tempfile.mkdtemp(), "model"))
    print(sorted(name for name, _ in tf.train.list_variables(path)))

# layers of a loop that are saved
import os
import tempfile

import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [None, 2])
h = x
for k in range(2):
    h = tf.layers.dense(h, 2, name="fc%d" % k, kernel_initializer=tf.constant_initializer(0.3 + 0.1 * k))
saver = tf.train.Saver()
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(sess.run(h, {x: np.ones([1, 2])}))
    path = saver.save(sess, os.path.join(tempfile.mkdtemp(), "model"))
    print(sorted(name for name, _ in tf.train.list_variables(path)))

# scopes of the same names were opened before: TensorFlow 1 gives the later ones other names
import os
import tempfile

import tensorflow as tf

sizes = [2, 3]
x = tf.placeholder(tf.float32, [None, 4])
parts = []
for size in sizes:
    with tf.name_scope("part-%s" % size):
        parts.append(tf.reduce_sum(x[:, :size], 1))
total = tf.add_n(parts)
weights = []
for size in sizes:
    with tf.name_scope("part-%s" % size):
        w = tf.Variable(tf.constant(0.5, shape=[size, 1]), name="w")
        weights.append(w)
y = total + tf.reduce_sum(weights[0]) + tf.reduce_sum(weights[1])
saver = tf.train.Saver()
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(sess.run(y, {x: [[1.0, 2.0, 3.0, 4.0]]}))
    path = saver.save(sess, os.path.join(tempfile.mkdtemp(), "model"))
    print(sorted(name for name, _ in tf.train.list_variables(path)))

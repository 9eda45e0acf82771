import numpy as np
import tensorflow as tf


class Rows(object):
    def __init__(self, sizes, width):
        self.ids = tf.placeholder(tf.int32, [None, 4])
        self.t = tf.placeholder(tf.float32, [None, 1])
        with tf.name_scope("table"):
            self.W = tf.Variable(tf.constant(np.arange(12.0).reshape(6, 2) / 10.0, tf.float32), name="W")
            rows = tf.nn.embedding_lookup(self.W, self.ids)
        outputs = []
        for i, size in enumerate(sizes):
            with tf.name_scope("part-%s" % size):
                W = tf.Variable(tf.constant(0.1, shape=[size * 2, width]), name="W")
                b = tf.Variable(tf.constant(0.2, shape=[width]), name="b")
                outputs.append(tf.tanh(tf.matmul(tf.reshape(rows[:, :size], [-1, size * 2]), W) + b))
        together = tf.concat(outputs, 1)
        with tf.name_scope("output"):
            W = tf.Variable(tf.constant(0.3, shape=[width * len(sizes), 1]), name="W")
            b = tf.Variable(tf.zeros([1]), name="b")
            y = tf.matmul(together, W) + b
        with tf.name_scope("loss"):
            self.loss = tf.reduce_mean(tf.square(y - self.t))


rows = Rows([1, 3], 2)
optimizer = tf.train.AdamOptimizer(0.05)
grads_and_vars = optimizer.compute_gradients(rows.loss)
train_op = optimizer.apply_gradients(grads_and_vars)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for step in range(4):
        feed = {rows.ids: [[0, 1, 1, 5], [1, 1, step, 0]], rows.t: [[1.0], [-1.0]]}
        _, value = sess.run([train_op, rows.loss], feed)
        print(step, "%.5f" % value)
    print(np.round(sess.run(rows.W), 4).tolist())

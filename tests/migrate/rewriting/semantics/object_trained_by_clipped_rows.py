import numpy as np
import tensorflow as tf


class Rows(object):
    def __init__(self):
        self.ids = tf.placeholder(tf.int32, [None])
        self.W = tf.Variable(tf.constant(np.arange(6.0).reshape(3, 2), tf.float32))
        self.loss = tf.reduce_mean(tf.square(tf.nn.embedding_lookup(self.W, self.ids)))


rows = Rows()
optimizer = tf.train.AdamOptimizer(0.05)
grads_and_vars = optimizer.compute_gradients(rows.loss)
grads_and_vars = [(tf.clip_by_norm(g, 0.5), v) for g, v in grads_and_vars]
train_op = optimizer.apply_gradients(grads_and_vars)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for step in range(3):
        sess.run(train_op, {rows.ids: [0, 1, 1]})
    print(np.round(sess.run(rows.W), 4).tolist())

import numpy as np
import tensorflow as tf

ids = tf.placeholder(tf.int32, [None])
emb = tf.Variable(np.ones((4, 2), np.float32))
w = tf.Variable(2.0)
rows = tf.gather(emb * 1.0, ids)
loss = tf.reduce_sum(tf.square(rows) * w)
opt = tf.train.AdamOptimizer(0.1)
train = opt.apply_gradients(opt.compute_gradients(loss))
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for i in [[0], [1, 1], [2], [1]]:
        sess.run(train, {ids: i})
    print(sess.run(emb), sess.run(w))

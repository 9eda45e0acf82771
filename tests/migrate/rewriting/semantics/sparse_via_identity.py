import numpy as np
import tensorflow as tf

ids = tf.placeholder(tf.int32, [None])
emb = tf.Variable(np.ones((4, 2), np.float32))
same = tf.identity(emb)
loss = tf.reduce_sum(tf.square(tf.gather(same, ids)))
train = tf.train.MomentumOptimizer(0.1, 0.9).minimize(loss)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for i in [[0], [1, 1], [2], [1]]:
        sess.run(train, {ids: i})
    print(sess.run(emb))

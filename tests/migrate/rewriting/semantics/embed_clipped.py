import numpy as np
import tensorflow as tf

ids = tf.placeholder(tf.int32, [None])
emb = tf.Variable(np.ones((4, 2), np.float32))
loss = tf.reduce_sum(tf.square(tf.nn.embedding_lookup(emb, ids)))
opt = tf.train.AdamOptimizer(0.1)
tv = tf.trainable_variables()
g, n = tf.clip_by_global_norm(tf.gradients(loss, tv), 1.0)
train = opt.apply_gradients(zip(g, tv))
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for i in [[0], [1, 1], [2], [1]]:
        sess.run(train, {ids: i})
    print(sess.run(emb))

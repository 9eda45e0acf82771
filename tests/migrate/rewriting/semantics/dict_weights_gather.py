import numpy as np
import tensorflow as tf

ids = tf.placeholder(tf.int32, [None])
weights = {"emb": tf.Variable(np.ones((4, 2), np.float32)), "w": tf.Variable(2.0)}
def net(i):
    e = tf.gather(weights["emb"], i)
    return tf.reduce_sum(tf.square(e)) * weights["w"]
loss = net(ids)
train = tf.train.RMSPropOptimizer(0.1).minimize(loss)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for i in [[0], [1, 1], [2], [1]]:
        sess.run(train, {ids: i})
    print(sess.run(weights["emb"]), sess.run(weights["w"]))

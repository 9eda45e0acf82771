# variables of scopes that the passes open, and one that all passes share
import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [None, 2])
shared = tf.Variable([1.0, -1.0], name="shared")
h = x
for k in [0, 1, 2]:
    with tf.variable_scope("layer%d" % k):
        w = tf.get_variable("w", [2, 2], initializer=tf.constant_initializer(0.3 + 0.1 * k))
        frozen = tf.get_variable("frozen", [2], initializer=tf.constant_initializer(0.5), trainable=False)
        h = tf.nn.elu(tf.matmul(h, w)) * shared + frozen
loss = tf.reduce_sum(tf.square(h))
train_op = tf.train.AdamOptimizer(0.1).minimize(loss)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for step in range(3):
        _, value = sess.run([train_op, loss], {x: np.ones([1, 2])})
        print("%.4f" % value)
    print(np.round(sess.run(shared), 4), np.round(sess.run(h, {x: np.ones([1, 2])}), 4))

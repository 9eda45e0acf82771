import numpy as np
import tensorflow as tf

print("building")
x = tf.placeholder(tf.float32, [3, 2])
w = tf.Variable(tf.ones([2, 4]))
h = tf.nn.relu(tf.matmul(x, w))
m = tf.concat([h, h], 1)
print("shapes", m.shape, h.get_shape().as_list())
total = tf.reduce_sum(m)
print("rank {}".format(len(m.shape)))
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    xs = np.ones([3, 2], np.float32)
    for i in range(2):
        print(i, sess.run(total, {x: xs}))

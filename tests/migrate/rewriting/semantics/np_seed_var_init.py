import numpy as np
import tensorflow as tf

np.random.seed(3)
def weight(shape):
    return tf.Variable(np.random.randn(*shape).astype(np.float32))
x = tf.placeholder(tf.float32, [None, 2])
def layer(t, n, m):
    w = weight([n, m])
    b = tf.Variable(np.random.randn(m).astype(np.float32))
    return tf.matmul(t, w) + b
h = layer(x, 2, 3)
noise = np.random.rand()
y = layer(h, 3, 1)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(sess.run(y, {x: [[1.0, 2.0]]}), noise)

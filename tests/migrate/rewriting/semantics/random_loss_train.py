import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [])
noise = tf.random_uniform([])
w = tf.Variable(1.0)
loss = tf.square(w * x - noise)
train = tf.train.GradientDescentOptimizer(0.5).minimize(loss)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for i in range(3):
        _, n, l, wv = sess.run([train, noise, loss, w], {x: 1.0})
        print(np.allclose(wv, n, atol=1e-5))

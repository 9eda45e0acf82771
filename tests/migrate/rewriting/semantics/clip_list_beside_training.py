"""WGAN: weights are clipped in the run that trains and reads them; TF1 mostly clipped first."""
import numpy as np
import tensorflow as tf

rng = np.random.RandomState(3)
x = tf.placeholder(tf.float32, [None, 4])
w = tf.Variable(tf.constant(rng.randn(4, 1).astype("float32") * 0.3))
b = tf.Variable(tf.zeros([1]))
loss = tf.reduce_mean(tf.matmul(x, w) + b)
train = tf.train.GradientDescentOptimizer(0.02).minimize(-loss)
clip = [p.assign(tf.clip_by_value(p, -0.1, 0.1)) for p in [w, b]]
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for step in range(3):
        _, value, _ = sess.run([train, loss, clip], {x: rng.rand(8, 4)})
        print("%.5f" % value)

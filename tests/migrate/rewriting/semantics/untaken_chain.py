import numpy as np
import tensorflow as tf

OPTIMIZER = "momentum"

x = tf.placeholder(tf.float32, [None, 2])
w = tf.Variable([[1.0], [2.0]])
loss = tf.reduce_mean(tf.square(tf.matmul(x, w)))
feed = {}
if OPTIMIZER == "sgd":
    rates = [tf.placeholder(tf.float32)]
    train = tf.train.GradientDescentOptimizer(rates[0]).minimize(loss)
elif OPTIMIZER == "momentum":
    train = tf.train.MomentumOptimizer(0.05, 0.9).minimize(loss)
else:
    raise ValueError(OPTIMIZER)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for i in range(3):
        if OPTIMIZER == "sgd":
            sess.run(train, {x: np.ones([3, 2]), rates[0]: 0.1})
        else:
            sess.run(train, {x: np.ones([3, 2])})
        print(i, sess.run(w).ravel())

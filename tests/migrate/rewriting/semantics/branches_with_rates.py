import numpy as np
import tensorflow as tf

mode = "deep"
x = tf.placeholder(tf.float32, [None, 2])
w = tf.Variable(tf.ones([2, 1]))
if mode == "deep":
    print("a deep model")
    rate = 0.05
    y = tf.tanh(tf.matmul(x, w))
elif mode == "wide":
    rate = 0.1
    y = tf.matmul(x, w)
else:
    raise ValueError(mode)
loss = tf.reduce_mean(tf.square(y - 1.0))
train = tf.train.GradientDescentOptimizer(rate).minimize(loss)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for i in range(3):
        _, value = sess.run([train, loss], {x: np.ones([3, 2]) * i})
        print(i, rate, "%.5f" % value)

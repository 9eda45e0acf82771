import numpy as np
import tensorflow as tf

sizes = [3, 2]
x = tf.placeholder(tf.float32, [None, 4])
outputs = []
for i, size in enumerate(sizes):
    if i > 0:
        inputs = outputs[-1]
        n_in = sizes[i - 1]
    else:
        inputs = x * 2.0
        n_in = 4
    w = tf.Variable(tf.fill([n_in, size], 0.1 * (i + 1)))
    outputs.append(tf.matmul(inputs, w))
loss = tf.reduce_sum(outputs[-1])
train = tf.train.GradientDescentOptimizer(0.1).minimize(loss)

with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for _ in range(3):
        sess.run(train, {x: np.ones([1, 4])})
        print("%.5f" % sess.run(loss, {x: np.ones([1, 4])}))

import numpy as np
import tensorflow as tf

data = np.arange(6, dtype=np.float32).reshape(2, 3) / 10
w = tf.Variable(tf.ones([3, 3]) * 0.3)
x = tf.placeholder(tf.float32, [None, 3])
layers = [x]
for i in range(3):
    layers.append(tf.tanh(tf.matmul(layers[-1], w)))
total = tf.reduce_sum(layers[-1])
train = tf.train.GradientDescentOptimizer(0.1).minimize(total)

with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for step in range(2):
        values = sess.run(layers, {x: data})
        print(len(values), type(values).__name__, type(values[0]).__name__)
        cost, outs = sess.run([total, layers], feed_dict={x: data})
        print("%.5f" % cost, len(outs), np.round(outs[-1], 5).tolist())
        _, outs = sess.run([train, layers], {x: data})
        print(np.round(outs[0], 5).tolist(), outs[1].dtype)
        sess.run(train, {x: data})
    for v in sess.run(layers, {x: data}):
        print(v.shape, "%.5f" % v.sum())

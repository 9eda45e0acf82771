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
        print(len(values), '%.4f' % values[-1].sum(), type(values).__name__)
        cost, outs = sess.run([total, layers], feed_dict={x: data})
        print('%.4f' % cost, len(outs))
        sess.run(train, {x: data})
        _, c2, o2 = sess.run([train, total, layers], {x: data})
        print('%.5f' % c2, len(o2))
    for v in sess.run(layers, {x: data}):
        print(v.shape)

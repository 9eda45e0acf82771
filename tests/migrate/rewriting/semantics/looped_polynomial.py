# the name of the first variable is that of the sum too
import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32)
y = tf.placeholder(tf.float32)
total = tf.Variable([0.5], name="bias")
for power in range(1, 4):
    w = tf.Variable([0.1 * power], name="weight_%d" % power)
    total = tf.add(tf.multiply(tf.pow(x, power), w), total)
cost = tf.reduce_sum(tf.pow(total - y, 2)) / 5
optimizer = tf.train.GradientDescentOptimizer(0.01).minimize(cost)
xs = np.linspace(-1, 1, 5)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for step in range(5):
        sess.run(optimizer, {x: xs, y: np.sin(xs)})
        print("%.5f" % sess.run(cost, {x: xs, y: np.sin(xs)}))
    print(np.round(sess.run(total, {x: xs}), 4))

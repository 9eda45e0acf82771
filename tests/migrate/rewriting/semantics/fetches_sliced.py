import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [None])
w = tf.Variable(2.0)
out = x * w
loss = tf.reduce_mean(tf.square(out - 1.0))
largest = tf.reduce_max(out)
train = tf.train.GradientDescentOptimizer(0.1).minimize(loss)
count = tf.Variable(0)
counted = tf.assign_add(count, 1)
data = np.array([1.0, 2.0, 3.0], np.float32)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for i in range(3):
        a, b = sess.run([loss, largest, train], {x: data})[:2]
        print("%.5f %.5f" % (a, b))
    results = sess.run([train, loss, largest], {x: data})
    print(len(results), results[0], "%.5f %.5f" % (results[1], results[2]))
    rest = sess.run([train, out, loss, largest], {x: data})[2:]
    print(len(rest), "%.5f" % rest[1])
    only = sess.run([loss, train], {x: data})[:1]
    print("%.5f" % only[0])
    print("%.5f" % sess.run(w))

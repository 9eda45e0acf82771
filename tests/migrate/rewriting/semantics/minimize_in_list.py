import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [])
w = tf.Variable(1.0)
loss = tf.square(w * x - 3.0)
trains = [tf.train.GradientDescentOptimizer(r).minimize(loss) for r in (0.1, 0.2)]
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for t in trains:
        sess.run(t, {x: 1.0})
        print(sess.run(w))

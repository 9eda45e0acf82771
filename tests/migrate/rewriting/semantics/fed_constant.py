import numpy as np
import tensorflow as tf

rate = tf.constant(0.5)
offset = tf.zeros([2])
x = tf.placeholder(tf.float32, [None, 2])
w = tf.Variable([[1.0], [2.0]])
out = tf.matmul((x + offset) * rate, w)
loss = tf.reduce_mean(tf.square(out))
step = tf.train.GradientDescentOptimizer(rate * 0.1).minimize(loss)
d_rate = tf.gradients(loss, rate)[0]
xs = np.array([[1.0, 2.0], [3.0, -1.0]], np.float32)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(sess.run(out, {x: xs}))
    print(sess.run(out, {x: xs, rate: 2.0}))
    print(sess.run(out, {x: xs, offset: [1.0, -1.0]}))
    print(sess.run(out, {x: xs, rate: 3, offset: np.ones(2)}))
    print(sess.run(d_rate, {x: xs}), sess.run(d_rate, {x: xs, rate: 2.0}))
    for i in range(2):
        _, value = sess.run([step, loss], {x: xs, rate: 0.1 * (i + 1)})
        print(value)
    sess.run(step, {x: xs})
    print(sess.run(w))

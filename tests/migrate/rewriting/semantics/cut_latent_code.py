import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [None, 4], name="x")
w_in = tf.Variable(np.linspace(-0.5, 0.5, 8).reshape(4, 2), dtype=tf.float32)
w_out = tf.Variable(np.linspace(0.1, 0.9, 8).reshape(2, 4), dtype=tf.float32)
z = tf.tanh(tf.matmul(x, w_in))
hidden = tf.matmul(z, w_out)
out = tf.nn.sigmoid(hidden)
loss = tf.reduce_mean(tf.square(out - x))
train = tf.train.AdamOptimizer(0.05).minimize(loss)
data = np.random.RandomState(0).uniform(size=(6, 4))
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for i in range(5):
        _, value = sess.run([train, loss], {x: data})
        print(i, value)
    code = sess.run(z, {x: data})
    print(code)
    print(sess.run(out, {z: code}))
    print(sess.run(out, {z: np.array([[0.5, -0.5], [1, 1]])}))
    for value in sess.run([out, hidden], {z: [[0.25, 0.25]]}):
        print(value)

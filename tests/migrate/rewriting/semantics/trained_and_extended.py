import numpy as np
import tensorflow as tf


def bias(shape):
    initial = tf.constant(0.1, shape=shape)
    return tf.Variable(initial)


x = tf.placeholder(tf.float32, [None, 2])
y = tf.placeholder(tf.float32, [None, 1])
w = tf.Variable(tf.zeros([2, 1]))
b = bias([1])
scale = tf.Variable(1.5, name="scale")
out = (tf.matmul(x, w) + b) * scale
loss = tf.reduce_mean(tf.square(out - y))
train = tf.train.AdamOptimizer(0.05).minimize(loss)
xs = np.array([[1.0, 2.0], [0.5, -1.0]], np.float32)
ys = np.array([[1.0], [2.0]], np.float32)
sess = tf.Session()
sess.run(tf.global_variables_initializer())
for _ in range(3):
    print(sess.run([loss, train], {x: xs, y: ys})[0])

loss = tf.reduce_mean(tf.abs(out - y))
train = tf.train.MomentumOptimizer(0.05, 0.9).minimize(loss)
sess.run(tf.global_variables_initializer())
for _ in range(3):
    print(sess.run([loss, train], {x: xs, y: ys})[0])
sess.run(tf.global_variables_initializer())
print(sess.run(loss, {x: xs, y: ys}), sess.run(scale))
sess.run(train, {x: xs, y: ys})
print(sess.run(loss, {x: xs, y: ys}))

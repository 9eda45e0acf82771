# Adam, layers and a loop of calls
import numpy as np
import tensorflow as tf

def block(x, i):
    print("block %d" % i)
    h = tf.layers.dense(x, 4, activation=tf.nn.relu, kernel_initializer=tf.constant_initializer(0.1), name="d%d" % i)
    print("h:", h)
    return h

def build(x):
    for i in range(3):
        x = tf.square(x) * 0.5
        print("x", i, x)
    return x

x = tf.placeholder(tf.float32, [None, 4])
h = build(x)
h = block(h, 1)
h = block(h, 2)
loss = tf.reduce_mean(tf.square(h - 1.0))
train_op = tf.train.AdamOptimizer(0.1).minimize(loss)
print("built")
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for i in range(3):
        print(sess.run([loss, train_op], {x: np.ones([2, 4])})[0])

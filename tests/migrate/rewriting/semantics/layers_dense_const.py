import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [None, 2])
h = tf.layers.dense(x, 3, activation=tf.nn.relu, kernel_initializer=tf.constant_initializer(0.5), bias_initializer=tf.constant_initializer(0.1))
y = tf.layers.dense(h, 1, kernel_initializer=tf.ones_initializer(), use_bias=False, name="out")
loss = tf.reduce_mean(tf.square(y - 1.0))
train = tf.train.AdamOptimizer(0.1).minimize(loss)
print(len(tf.trainable_variables()))
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for i in range(3):
        _, l = sess.run([train, loss], {x: [[1.0, 2.0]]})
        print(l)

import numpy as np
import tensorflow as tf
import tensorflow.contrib.slim as slim

state = tf.placeholder(shape=[1], dtype=tf.int32)
code = slim.one_hot_encoding(state, 3)
other = tf.contrib.layers.one_hot_encoding(state + 1, num_classes=4, scope="codes")
action = tf.placeholder(shape=[1], dtype=tf.int32)
output = slim.fully_connected(
    code, 2, biases_initializer=None, activation_fn=tf.nn.sigmoid, weights_initializer=tf.ones_initializer()
)
flat = tf.reshape(output, [-1])
chosen = tf.argmax(flat, 0)
loss = -tf.log(tf.slice(flat, action, [1])) * 0.5
update = tf.train.GradientDescentOptimizer(0.1).minimize(loss)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for i in range(4):
        _, found = sess.run([update, other], {state: [i % 3], action: [i % 2]})
        print(found, found.dtype)
        print(sess.run([flat, chosen, code], {state: [0]}))

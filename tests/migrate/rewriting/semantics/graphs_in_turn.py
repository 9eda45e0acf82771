import numpy as np
import tensorflow as tf
from tensorflow.python.framework import ops

# first model
ops.reset_default_graph()
sess = tf.Session()
x_data = tf.placeholder(shape=[1], dtype=tf.float32)
y_target = tf.placeholder(shape=[1], dtype=tf.float32)
A = tf.Variable(tf.constant([2.0]))
unused = tf.Variable(7.0)
my_output = tf.multiply(x_data, A)
loss = tf.square(my_output - y_target)
my_opt = tf.train.AdamOptimizer(0.02)
train_step = my_opt.minimize(loss)
print(len(tf.trainable_variables()))
init = tf.global_variables_initializer()
sess.run(init)
for i in range(4):
    sess.run(train_step, feed_dict={x_data: [1.0 + i], y_target: [3.0]})
    if (i + 1) % 2 == 0:
        print("A", sess.run(A), sess.run(loss, feed_dict={x_data: [1.0], y_target: [3.0]}))

# second model
ops.reset_default_graph()
sess = tf.Session()
x_data = tf.placeholder(shape=[None], dtype=tf.float32)
y_target = tf.placeholder(shape=[None], dtype=tf.float32)
A = tf.Variable(tf.constant([10.0]))
my_output = tf.add(x_data, A)
loss = tf.reduce_mean(tf.square(my_output - y_target))
my_opt = tf.train.MomentumOptimizer(0.05, 0.5)
train_step = my_opt.minimize(loss)
init = tf.global_variables_initializer()
sess.run(init)
print(len(tf.trainable_variables()))
for i in range(4):
    sess.run(train_step, feed_dict={x_data: [1.0, 2.0], y_target: [3.0, i]})
    print("A", sess.run(A), sess.run(loss, feed_dict={x_data: [1.0], y_target: [3.0]}))
print(sess.run(tf.round(my_output), feed_dict={x_data: [0.4, 0.6]}))
A, x_data = sess.run([A, my_output], feed_dict={x_data: [1.0]})
print(A, x_data)

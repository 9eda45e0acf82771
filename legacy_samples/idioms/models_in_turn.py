"""Two models in one script, the second after the graph was reset; both use the same names."""
import numpy as np
import tensorflow as tf
from tensorflow.python.framework import ops

# Regression
ops.reset_default_graph()
sess = tf.Session()
x_vals = np.linspace(0.5, 1.5, 20)
x_data = tf.placeholder(shape=[None], dtype=tf.float32)
y_target = tf.placeholder(shape=[None], dtype=tf.float32)
A = tf.Variable(tf.constant([1.0]))
my_output = tf.multiply(x_data, A)
loss = tf.reduce_mean(tf.square(my_output - y_target))
my_opt = tf.train.GradientDescentOptimizer(0.2)
train_step = my_opt.minimize(loss)
init = tf.global_variables_initializer()
sess.run(init)
for i in range(5):
    sess.run(train_step, feed_dict={x_data: x_vals, y_target: x_vals * 3.0})
    print("A %.5f" % sess.run(A)[0], "%.5f" % sess.run(loss, feed_dict={x_data: x_vals, y_target: x_vals * 3.0}))

# Classification
ops.reset_default_graph()
sess = tf.Session()
x_vals = np.concatenate((np.linspace(-3, -1, 10), np.linspace(1, 3, 10)))
labels = np.repeat([0.0, 1.0], 10)
x_data = tf.placeholder(shape=[None], dtype=tf.float32)
y_target = tf.placeholder(shape=[None], dtype=tf.float32)
A = tf.Variable(tf.constant([2.0]))
my_output = tf.add(x_data, A)
xentropy = tf.nn.sigmoid_cross_entropy_with_logits(logits=my_output, labels=y_target)
loss = tf.reduce_mean(xentropy)
my_opt = tf.train.MomentumOptimizer(0.5, 0.9)
train_step = my_opt.minimize(loss)
init = tf.global_variables_initializer()
sess.run(init)
for i in range(5):
    sess.run(train_step, feed_dict={x_data: x_vals, y_target: labels})
    print("A %.5f" % sess.run(A)[0], "%.5f" % sess.run(loss, feed_dict={x_data: x_vals, y_target: labels}))
print(sess.run(tf.round(tf.sigmoid(my_output)), feed_dict={x_data: x_vals[8:12]}))

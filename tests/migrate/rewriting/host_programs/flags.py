"""Flags that are read while the module runs."""

import tensorflow as tf

flags = tf.app.flags
flags.DEFINE_float("learning_rate", 0.5, "Initial learning rate.")
flags.DEFINE_integer("max_steps", default_value=4, docstring="Number of steps.")
tf.app.flags.DEFINE_boolean("verbose", False, "Print each step.")
FLAGS = flags.FLAGS


def helper(n=FLAGS.max_steps):
    return n + tf.app.flags.FLAGS.max_steps


x = tf.placeholder(tf.float32, [None])
scale = tf.Variable(1.0)
loss = tf.reduce_mean(tf.square(scale * x - 3.0 * x))
train_op = tf.train.GradientDescentOptimizer(FLAGS.learning_rate).minimize(loss)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for step in range(FLAGS.max_steps):
        sess.run(train_op, feed_dict={x: [0.5, 1.0]})
        if FLAGS.verbose:
            print(step)
    print(round(float(sess.run(scale)), 5), helper())

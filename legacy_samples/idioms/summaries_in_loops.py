"""Summaries of all variables and of their gradients, made in loops, and those of a helper, merged by merge_all."""
import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [None, 3], name='x')
y = tf.placeholder(tf.float32, [None, 1], name='y')


def hidden(inputs, weights):
    layer = tf.nn.relu(tf.matmul(inputs, weights))
    tf.summary.histogram('activations', layer)
    return layer


with tf.variable_scope('layer1'):
    w1 = tf.get_variable('weights', [3, 4], initializer=tf.constant_initializer(0.5))
w2 = tf.Variable(tf.ones([4, 1]) * 0.25, name='out')
loss = tf.reduce_mean(tf.square(tf.matmul(hidden(x, w1), w2) - y))
tf.summary.scalar('loss', loss)

optimizer = tf.train.GradientDescentOptimizer(0.125)
grads_and_vars = optimizer.compute_gradients(loss)
train_op = optimizer.apply_gradients(grads_and_vars)

# Summaries of all variables and their gradients
for var in tf.trainable_variables():
    tf.summary.histogram(var.op.name, var)
for grad, var in grads_and_vars:
    if grad is not None:
        tf.summary.histogram(var.op.name + '/gradients', grad)
        tf.summary.scalar('{}/sparsity'.format(var.op.name), tf.nn.zero_fraction(grad))
merged = tf.summary.merge_all()

data = np.random.RandomState(0).randint(0, 3, (8, 3))
answer = data.sum(1, keepdims=True)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    writer = tf.summary.FileWriter('./logs', sess.graph)
    for i in range(2):
        writer.add_summary(sess.run(merged, feed_dict={x: data, y: answer}), i)
        sess.run(train_op, feed_dict={x: data, y: answer})
    writer.close()
    print('%.6f' % sess.run(loss, feed_dict={x: data, y: answer}))

"""One function trains and saves a network, another builds it anew after the graph was reset and restores it."""
import numpy as np
import tensorflow as tf

x = np.linspace(-1, 1, 16)[:, np.newaxis]
y = np.power(x, 2)


def save():
    print('This is save')
    tf_x = tf.placeholder(tf.float32, [None, 1])
    tf_y = tf.placeholder(tf.float32, [None, 1])
    hidden = tf.layers.dense(tf_x, 4, tf.nn.relu)
    output = tf.layers.dense(hidden, 1)
    loss = tf.losses.mean_squared_error(tf_y, output)
    train_op = tf.train.GradientDescentOptimizer(0.1).minimize(loss)
    sess = tf.Session()
    sess.run(tf.global_variables_initializer())
    saver = tf.train.Saver()
    for step in range(5):
        sess.run(train_op, {tf_x: x, tf_y: y})
    saver.save(sess, './params', write_meta_graph=False)
    print('Save Loss=%.5f' % sess.run(loss, {tf_x: x, tf_y: y}))


def reload():
    print('This is reload')
    tf_x = tf.placeholder(tf.float32, [None, 1])
    tf_y = tf.placeholder(tf.float32, [None, 1])
    hidden = tf.layers.dense(tf_x, 4, tf.nn.relu)
    output = tf.layers.dense(hidden, 1)
    loss = tf.losses.mean_squared_error(tf_y, output)
    sess = tf.Session()
    saver = tf.train.Saver()
    saver.restore(sess, './params')
    print('Reload Loss=%.5f' % sess.run(loss, {tf_x: x, tf_y: y}))


save()
tf.reset_default_graph()
reload()

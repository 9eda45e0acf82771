import numpy as np
import tensorflow as tf
import tensorflow.contrib.slim as slim

x = tf.placeholder(tf.float32, [None, 8, 8, 1])
y = tf.placeholder(tf.int32, [None])
init = tf.constant_initializer(0.05)
with slim.arg_scope(
    [slim.conv2d, slim.fully_connected], weights_initializer=init, weights_regularizer=slim.l2_regularizer(0.01)
):
    net = slim.conv2d(x, 4, [3, 3], scope="conv1")
    net = slim.max_pool2d(net, [2, 2], scope="pool1")
    with slim.arg_scope([slim.conv2d], padding="VALID", stride=2):
        net = slim.conv2d(net, 2, [3, 3], scope="conv2")
    net = slim.flatten(net, scope="flat")
    net = slim.fully_connected(net, 5, activation_fn=tf.nn.tanh, scope="fc")
    logits = slim.fully_connected(net, 3, activation_fn=None, scope="logits")
loss = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=y, logits=logits))
total = loss + tf.add_n(tf.get_collection(tf.GraphKeys.REGULARIZATION_LOSSES))
train = tf.train.GradientDescentOptimizer(0.5).minimize(total)
xs = np.linspace(-1, 1, 3 * 64).reshape(3, 8, 8, 1)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for i in range(3):
        print(sess.run([total, train], {x: xs, y: [0, 1, 2]})[0])
    print(sess.run(logits, {x: xs}))

"""contrib.layers conv2d / max_pool2d / flatten with their own defaults (relu, SAME)."""
import numpy as np
import tensorflow as tf
from tensorflow.contrib import layers

x = tf.placeholder(tf.float32, [None, 6, 6, 2])
labels = tf.placeholder(tf.int32, [None])
net = layers.conv2d(x, 3, [3, 3], scope='conv1')
net = layers.max_pool2d(net, [2, 2])
net = layers.flatten(net)
logits = layers.fully_connected(net, 3, activation_fn=None, scope='logits')
loss = tf.losses.softmax_cross_entropy(tf.one_hot(labels, 3), logits)
train_op = tf.train.GradientDescentOptimizer(0.05).minimize(loss)

rng = np.random.RandomState(19)
images, classes = rng.rand(8, 6, 6, 2), rng.randint(0, 3, 8)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for i in range(4):
        _, value = sess.run([train_op, loss], feed_dict={x: images, labels: classes})
        print(i, '%.6f' % value)
    print(sess.run(tf.shape(net), {x: images}))
    print(sess.run(tf.nn.softmax(logits), {x: images[:2]}))

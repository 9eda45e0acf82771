"""Convolutional network in the style of the expert MNIST tutorial, on small synthetic images."""
import numpy as np
import tensorflow as tf

rng = np.random.RandomState(2)
images = rng.rand(16, 64).astype('float32')
labels = np.eye(2, dtype='float32')[(images[:, :32].mean(1) > images[:, 32:].mean(1)).astype(int)]


def conv2d(x, W):
    return tf.nn.conv2d(x, W, strides=[1, 1, 1, 1], padding='SAME')


def max_pool_2x2(x):
    return tf.nn.max_pool(x, ksize=[1, 2, 2, 1], strides=[1, 2, 2, 1], padding='SAME')


x = tf.placeholder(tf.float32, [None, 64])
y_ = tf.placeholder(tf.float32, [None, 2])
keep_prob = tf.placeholder(tf.float32)

x_image = tf.reshape(x, [-1, 8, 8, 1])
W_conv1 = tf.Variable(tf.truncated_normal([3, 3, 1, 4], stddev=0.1))
b_conv1 = tf.Variable(tf.constant(0.1, shape=[4]))
h_conv1 = tf.nn.relu(conv2d(x_image, W_conv1) + b_conv1)
h_pool1 = max_pool_2x2(h_conv1)

W_fc1 = tf.Variable(tf.truncated_normal([4 * 4 * 4, 16], stddev=0.1))
b_fc1 = tf.Variable(tf.constant(0.1, shape=[16]))
h_pool_flat = tf.reshape(h_pool1, [-1, 4 * 4 * 4])
h_fc1 = tf.nn.relu(tf.matmul(h_pool_flat, W_fc1) + b_fc1)
h_fc1_drop = tf.nn.dropout(h_fc1, keep_prob)

W_fc2 = tf.Variable(tf.truncated_normal([16, 2], stddev=0.1))
b_fc2 = tf.Variable(tf.constant(0.1, shape=[2]))
y_conv = tf.matmul(h_fc1_drop, W_fc2) + b_fc2

cross_entropy = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(labels=y_, logits=y_conv))
train_step = tf.train.AdamOptimizer(1e-2).minimize(cross_entropy)
correct_prediction = tf.equal(tf.argmax(y_conv, 1), tf.argmax(y_, 1))
accuracy = tf.reduce_mean(tf.cast(correct_prediction, tf.float32))

with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for i in range(6):
        if i % 2 == 0:
            train_accuracy = accuracy.eval(feed_dict={x: images, y_: labels, keep_prob: 1.0})
            print('step %d, training accuracy %g' % (i, train_accuracy))
        train_step.run(feed_dict={x: images, y_: labels, keep_prob: 1.0})
    print('loss %g' % cross_entropy.eval(feed_dict={x: images, y_: labels, keep_prob: 1.0}))

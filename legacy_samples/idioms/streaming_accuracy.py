"""A classifier whose accuracy is streamed by tf.metrics over the batches of an epoch."""

import numpy as np
import tensorflow as tf

batch_size = 5
data = np.linspace(-1, 1, 60).reshape(20, 3).astype(np.float32)
target = (data.sum(axis=1) > 0.2).astype(np.int64)

x = tf.placeholder(tf.float32, [None, 3], name="x")
y = tf.placeholder(tf.int64, [None], name="y")
weights = tf.Variable(tf.zeros([3, 2]))
bias = tf.Variable(tf.zeros([2]))
logits = tf.matmul(x, weights) + bias
loss = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=y, logits=logits))
train_op = tf.train.GradientDescentOptimizer(0.5).minimize(loss)

# accuracy over all batches since the last reset
accuracy, update_accuracy = tf.metrics.accuracy(labels=y, predictions=tf.argmax(logits, 1))
mean_loss = tf.metrics.mean(loss)[1]

with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for epoch in range(4):
        sess.run(tf.local_variables_initializer())
        for start in range(0, 20, batch_size):
            feed = {x: data[start:start + batch_size], y: target[start:start + batch_size]}
            sess.run(train_op, feed_dict=feed)
            sess.run(update_accuracy, feed_dict=feed)
            average = sess.run(mean_loss, feed_dict=feed)
        print("epoch %d: loss %.4f, accuracy %.3f" % (epoch, average, sess.run(accuracy)))

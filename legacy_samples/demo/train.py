"""Trains a classifier with one hidden layer on the points of data.py."""
import numpy as np
import tensorflow as tf

from data import batches, make_points, one_hot

BATCH_SIZE = 25
EPOCHS = 8

# Starting values are fixed, so that two runs can be compared.
start = np.random.RandomState(1)

# Graph
x = tf.placeholder(tf.float32, [None, 2], name="x")
y = tf.placeholder(tf.float32, [None, 2], name="y")

w1 = tf.Variable(start.normal(0.0, 0.5, (2, 8)).astype("float32"), name="w1")
b1 = tf.Variable(tf.zeros([8]), name="b1")
w2 = tf.Variable(start.normal(0.0, 0.5, (8, 2)).astype("float32"), name="w2")
b2 = tf.Variable(tf.zeros([2]), name="b2")

hidden = tf.nn.relu(tf.matmul(x, w1) + b1)
logits = tf.matmul(hidden, w2) + b2
loss = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(labels=y, logits=logits))
train_op = tf.train.AdamOptimizer(0.01).minimize(loss)

prediction = tf.argmax(logits, 1)
correct = tf.equal(prediction, tf.argmax(y, 1))
accuracy = tf.reduce_mean(tf.cast(correct, tf.float32))

# Data
train_points, train_labels = make_points(200, seed=2)
test_points, test_labels = make_points(80, seed=3)
train_targets = one_hot(train_labels, 2)
test_targets = one_hot(test_labels, 2)

# Training
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for epoch in range(EPOCHS):
        total = 0.0
        for batch_x, batch_y in batches(train_points, train_targets, BATCH_SIZE):
            _, current = sess.run([train_op, loss], feed_dict={x: batch_x, y: batch_y})
            total += current  # the loss before this step's update
        print("epoch %d  loss %.4f" % (epoch + 1, total * BATCH_SIZE / len(train_points)))

    print("test accuracy %.4f" % sess.run(accuracy, feed_dict={x: test_points, y: test_targets}))
    print("first predictions", sess.run(prediction, feed_dict={x: test_points[:10]}).tolist())

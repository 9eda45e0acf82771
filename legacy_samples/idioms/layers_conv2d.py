"""tf.layers.conv2d, max_pooling2d, flatten and dropout(training=...) in a function with reuse."""
import numpy as np
import tensorflow as tf


def conv_net(x, n_classes, dropout, reuse, is_training):
    with tf.variable_scope('ConvNet', reuse=reuse):
        x = tf.reshape(x, shape=[-1, 8, 8, 1])
        conv1 = tf.layers.conv2d(x, 4, 3, activation=tf.nn.relu)
        conv1 = tf.layers.max_pooling2d(conv1, 2, 2)
        fc1 = tf.layers.flatten(conv1)
        fc1 = tf.layers.dense(fc1, 16)
        fc1 = tf.layers.dropout(fc1, rate=dropout, training=is_training)
        out = tf.layers.dense(fc1, n_classes)
    return out


rng = np.random.RandomState(14)
images = rng.rand(20, 64).astype(np.float32)
labels = rng.randint(0, 3, 20)

features = tf.placeholder(tf.float32, [None, 64])
targets = tf.placeholder(tf.int64, [None])
logits_train = conv_net(features, 3, 0.25, reuse=False, is_training=True)
logits_test = conv_net(features, 3, 0.25, reuse=True, is_training=False)
loss_op = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(logits=logits_train, labels=targets))
train_op = tf.train.GradientDescentOptimizer(0.1).minimize(loss_op)
probabilities = tf.nn.softmax(logits_test)

with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for step in range(5):
        sess.run(train_op, feed_dict={features: images, targets: labels})
    print(sess.run(probabilities, feed_dict={features: images[:3]}))
    print([v.name for v in tf.trainable_variables()])

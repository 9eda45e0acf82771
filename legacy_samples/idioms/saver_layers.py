"""Saver over layers: a checkpoint keeps their variables, and the optimizer's, under the names that TF1 gave them."""
import numpy as np
import tensorflow as tf


def block(x, units, training):
    hidden = tf.layers.dense(x, units, use_bias=False)
    return tf.nn.relu(tf.layers.batch_normalization(hidden, training=training))


images = tf.placeholder(tf.float32, [None, 4, 4, 1])
labels = tf.placeholder(tf.int32, [None])
training = tf.placeholder(tf.bool, [])
net = tf.layers.conv2d(images, 3, 3, padding="same", activation=tf.nn.relu)
net = tf.layers.conv2d(net, 2, 3, padding="same", activation=tf.nn.relu, name="second")
net = tf.layers.flatten(net)
with tf.variable_scope("head"):
    net = block(net, 6, training)
    net = block(net, 5, training)
logits = tf.contrib.layers.fully_connected(net, 3, activation_fn=None)
loss = tf.losses.sparse_softmax_cross_entropy(labels, logits)
with tf.control_dependencies(tf.get_collection(tf.GraphKeys.UPDATE_OPS)):
    train_op = tf.train.AdamOptimizer(0.01).minimize(loss)

saver = tf.train.Saver()
trained = tf.train.Saver(tf.trainable_variables())
rng = np.random.RandomState(0)
x, y = rng.rand(12, 4, 4, 1), rng.randint(0, 3, 12)

with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for step in range(3):
        sess.run(train_op, feed_dict={images: x, labels: y, training: True})
    print("loss: %.4f" % sess.run(loss, feed_dict={images: x, labels: y, training: False}))
    path = saver.save(sess, "./layers.ckpt")
    weights = trained.save(sess, "./weights.ckpt")
    for name, shape in tf.train.list_variables(path):
        print(name, shape)
    print(len(tf.train.list_variables(weights)))

with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    saver.restore(sess, path)
    print("restored: %.4f" % sess.run(loss, feed_dict={images: x, labels: y, training: False}))
    for step in range(3):
        sess.run(train_op, feed_dict={images: x, labels: y, training: True})
    print("loss: %.4f" % sess.run(loss, feed_dict={images: x, labels: y, training: False}))

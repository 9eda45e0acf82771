import numpy as np
import tensorflow as tf


def train_on(loss, rate=0.1):
    update_ops = tf.get_collection(tf.GraphKeys.UPDATE_OPS)
    with tf.control_dependencies(update_ops):
        return tf.train.GradientDescentOptimizer(rate).minimize(loss)


x = tf.placeholder(tf.float32, [None, 3])
training = tf.placeholder(tf.bool)
h = tf.layers.dense(x, 4, kernel_initializer=tf.constant_initializer(0.2))
h = tf.layers.batch_normalization(h, momentum=0.5, training=training)
loss = tf.reduce_mean(tf.square(tf.layers.dense(h, 1, kernel_initializer=tf.constant_initializer(0.3)) - 1.0))
train = train_on(loss)
xs = np.arange(12.0).reshape(4, 3)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for i in range(4):
        _, value = sess.run([train, loss], {x: xs, training: True})
        print("%.5f" % value)
    print("%.5f" % sess.run(loss, {x: xs, training: False}))

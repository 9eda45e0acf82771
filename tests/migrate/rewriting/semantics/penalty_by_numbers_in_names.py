# A number in a name of which nothing is known decides a test for that number at run time only.
import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [None, 2])
y = tf.placeholder(tf.float32, [None, 2])
h = x
for i in range(3):
    with tf.variable_scope("layer%d" % i):
        w = tf.get_variable("w", [2, 2], initializer=tf.constant_initializer(0.5))
        h = tf.matmul(h, w)
weights = [tf.nn.l2_loss(v) for v in tf.trainable_variables() if "layer1" in v.name]
loss = tf.reduce_mean(tf.square(h - y)) + 0.1 * tf.add_n(weights)
train_op = tf.train.GradientDescentOptimizer(0.1).minimize(loss)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    feed = {x: np.ones([3, 2]), y: np.zeros([3, 2])}
    for step in range(3):
        _, value = sess.run([train_op, loss], feed)
        print(step, "%.5f" % value)

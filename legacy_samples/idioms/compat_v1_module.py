"""A late TF1 program: tensorflow.compat.v1 under the name tf, v2 behaviour switched off."""
import numpy as np
import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()

x = tf.placeholder(tf.float32, shape=[None, 2], name="x")
y = tf.placeholder(tf.float32, shape=[None, 1], name="y")
with tf.variable_scope("linear"):
    w = tf.get_variable("w", shape=[2, 1], initializer=tf.zeros_initializer())
    b = tf.get_variable("b", shape=[1], initializer=tf.ones_initializer())
prediction = tf.matmul(x, w) + b
loss = tf.losses.huber_loss(y, prediction)
train_op = tf.train.AdamOptimizer(0.1).minimize(loss)

rng = np.random.RandomState(37)
data = rng.rand(10, 2)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for step in range(10):
        _, value = sess.run([train_op, loss], feed_dict={x: data, y: data.sum(1, keepdims=True) * 3})
        if step % 3 == 0:
            print(step, value)

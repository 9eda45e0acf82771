"""compute_gradients, clip each, apply_gradients; and clip_by_global_norm over tf.gradients."""
import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [None, 3])
y = tf.placeholder(tf.float32, [None, 1])
w = tf.Variable(tf.zeros([3, 1]))
b = tf.Variable(0.0)
loss = tf.reduce_mean(tf.square(tf.matmul(x, w) + b - y))

optimizer = tf.train.GradientDescentOptimizer(0.1)
gvs = optimizer.compute_gradients(loss)
capped_gvs = [(tf.clip_by_value(grad, -1., 1.), var) for grad, var in gvs]
train_op = optimizer.apply_gradients(capped_gvs)

params = tf.trainable_variables()
grads = tf.gradients(loss, params)
clipped, norm = tf.clip_by_global_norm(grads, 0.5)
train_by_norm = tf.train.AdamOptimizer(0.05).apply_gradients(zip(clipped, params))

rng = np.random.RandomState(9)
xs = rng.rand(16, 3) * 4
ys = xs.sum(axis=1, keepdims=True) * 3
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for step in range(5):
        sess.run(train_op, feed_dict={x: xs, y: ys})
    print(sess.run(loss, feed_dict={x: xs, y: ys}))
    for step in range(5):
        print("norm %.5f" % sess.run(norm, feed_dict={x: xs, y: ys}))
        sess.run(train_by_norm, feed_dict={x: xs, y: ys})
    print(sess.run([w, b]))

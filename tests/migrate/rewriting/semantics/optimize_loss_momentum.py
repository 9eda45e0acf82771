# The update of optimize_loss: momentum by its name, clipped.
import numpy as np
import tensorflow as tf

rng = np.random.RandomState(0)
data, target = rng.rand(8, 3), rng.rand(8, 2)

x = tf.placeholder(tf.float32, [None, 3])
y = tf.placeholder(tf.float32, [None, 2])
w = tf.Variable(np.arange(6).reshape(3, 2).astype(np.float32) / 4)
b = tf.Variable(tf.zeros([2]))
loss = tf.reduce_mean(tf.square(tf.matmul(x, w) + b - y))
global_step = tf.Variable(0, trainable=False, name="global_step")
rate = tf.train.exponential_decay(0.2, global_step, 2, 0.9, staircase=True)
train_op = tf.contrib.layers.optimize_loss(loss, global_step, optimizer="Momentum", learning_rate=0.05, clip_gradients=0.3)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for i in range(6):
        value, step, _ = sess.run([loss, global_step, train_op], {x: data, y: target})
        print(i, "%.5f" % value, sess.run(global_step))
    print(" ".join("%.4f" % v for v in sess.run(w).ravel()))

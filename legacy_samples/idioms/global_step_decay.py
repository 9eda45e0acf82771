"""global_step handed to minimize, exponential_decay with staircase; the step is fetched."""
import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [None, 2])
y = tf.placeholder(tf.float32, [None])
w = tf.Variable([0.5, -0.5])
loss = tf.reduce_mean(tf.square(tf.reduce_sum(x * w, axis=1) - y))

global_step = tf.Variable(0, trainable=False, name='global_step')
learning_rate = tf.train.exponential_decay(0.1, global_step, decay_steps=5, decay_rate=0.5, staircase=True)
optimizer = tf.train.GradientDescentOptimizer(learning_rate)
train_op = optimizer.minimize(loss, global_step=global_step)

rng = np.random.RandomState(2)
inputs = rng.rand(20, 2)
outputs = inputs[:, 0] - 3 * inputs[:, 1]

with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for _ in range(12):
        sess.run(train_op, feed_dict={x: inputs, y: outputs})
        step, lr = sess.run([global_step, learning_rate])
        if step % 4 == 0:
            print(step, lr, sess.run(loss, feed_dict={x: inputs, y: outputs}))
    print(sess.run(w))

import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [])
w = tf.Variable(1.0)
step = tf.train.get_or_create_global_step()
lr = tf.train.exponential_decay(0.1, step, 2, 0.5)
loss = tf.square(w * x - 3.0)
train = tf.train.AdamOptimizer(lr).minimize(loss, global_step=step)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for i in range(5):
        _, l = sess.run([train, loss], {x: 1.0})
        print(l, sess.run(lr), sess.run(step))

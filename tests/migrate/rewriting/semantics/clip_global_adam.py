import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [])
w = tf.Variable(2.0)
b = tf.Variable(0.5)
loss = tf.square(w * x + b)
tvars = tf.trainable_variables()
grads, norm = tf.clip_by_global_norm(tf.gradients(loss, tvars), 1.0)
opt = tf.train.AdamOptimizer(0.1)
train = opt.apply_gradients(zip(grads, tvars))
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for i in range(3):
        _, n = sess.run([train, norm], {x: 3.0})
        print(n)
    print(sess.run([w, b]))

import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [])
a = tf.Variable(1.0)
b = tf.Variable(2.0)
loss = tf.square(a * x - 3.0)
opt = tf.train.GradientDescentOptimizer(0.1)
gvs = opt.compute_gradients(loss)
print(len(gvs))
capped = [(g if g is None else tf.clip_by_value(g, -0.5, 0.5), v) for g, v in gvs]
train = opt.apply_gradients(capped)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    sess.run(train, {x: 1.0})
    print(sess.run([a, b]))

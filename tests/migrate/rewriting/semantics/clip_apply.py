import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [])
w = tf.Variable(2.0)
b = tf.Variable(0.5)
loss = tf.square(w * x + b)
opt = tf.train.GradientDescentOptimizer(0.1)
gv = opt.compute_gradients(loss)
capped = [(tf.clip_by_value(g, -1.0, 1.0), v) for g, v in gv]
train = opt.apply_gradients(capped)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for i in range(3):
        sess.run(train, {x: 3.0})
    print(sess.run([w, b]))

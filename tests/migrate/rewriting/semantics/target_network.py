import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [None, 2])
def q(name):
    with tf.variable_scope(name):
        w = tf.get_variable("w", [2, 1], initializer=tf.constant_initializer(1.0))
        return tf.matmul(x, w), w
main, mw = q("main")
target, tw = q("target")
copy = tw.assign(mw)
loss = tf.reduce_mean(tf.square(main - tf.stop_gradient(target) - 1.0))
train = tf.train.AdamOptimizer(0.1).minimize(loss, var_list=[mw])
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for i in range(4):
        _, l = sess.run([train, loss], {x: [[1.0, 2.0]]})
        if i % 2:
            sess.run(copy)
        print(l, sess.run(target, {x: [[1.0, 2.0]]}))

import numpy as np
import tensorflow as tf

s = tf.placeholder(tf.float32, [None, 3])
with tf.variable_scope("eval"):
    w = tf.get_variable("w", [3, 2], initializer=tf.constant_initializer(0.5))
    b = tf.get_variable("b", [2], initializer=tf.constant_initializer(0.1))
    q = tf.matmul(s, w) + b
with tf.variable_scope("target"):
    tw = tf.get_variable("w", [3, 2], initializer=tf.constant_initializer(0.2))
    tb = tf.get_variable("b", [2], initializer=tf.constant_initializer(0.3))
    tq = tf.matmul(s, tw) + tb
loss = tf.reduce_mean(tf.square(q - 1.0))
train_op = tf.train.GradientDescentOptimizer(0.1).minimize(loss)
e_params = tf.get_collection(tf.GraphKeys.TRAINABLE_VARIABLES, scope="eval")
t_params = tf.get_collection(tf.GraphKeys.TRAINABLE_VARIABLES, scope="target")
soft = [tf.assign(t, 0.9 * t + 0.1 * e) for t, e in zip(t_params, e_params)]
replace = [t.assign(e) for t, e in zip(t_params, e_params)]
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for i in range(3):
        sess.run(train_op, {s: [[1, 2, 3]]})
        sess.run(soft)
        print(sess.run([q, tq], {s: [[1, 2, 3]]}))
    sess.run([replace])
    print(sess.run(tq, {s: [[1, 2, 3]]}))

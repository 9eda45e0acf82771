# gradients of variables that loops make, in their order: the norm of all, and a list of them by scope
import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [None, 2])
first = tf.Variable([[0.5, -0.5], [1.0, 0.25]], name="first")
h = tf.matmul(x, first)
for k in range(3):
    with tf.variable_scope("middle"):
        w = tf.get_variable("w%d" % k, [2, 2], initializer=tf.constant_initializer(0.3 + 0.1 * k))
        b = tf.get_variable("b%d" % k, [2], initializer=tf.constant_initializer(0.1 * k))
        h = tf.nn.elu(tf.matmul(h, w) + b)
with tf.variable_scope("last"):
    last = tf.get_variable("w", [2, 1], initializer=tf.constant_initializer(0.7))
loss = tf.reduce_sum(tf.square(tf.matmul(h, last)))
optimizer = tf.train.AdamOptimizer(0.1)
gradients, variables = zip(*optimizer.compute_gradients(loss))
clipped, norm = tf.clip_by_global_norm(gradients, 1.0)
train_op = optimizer.apply_gradients(zip(clipped, variables))
middle = tf.get_collection(tf.GraphKeys.TRAINABLE_VARIABLES, scope="middle")
middle_op = tf.train.GradientDescentOptimizer(0.05).minimize(loss, var_list=middle)
penalty = tf.add_n([tf.nn.l2_loss(v) for v in tf.trainable_variables()])
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for step in range(3):
        _, value, size = sess.run([train_op, loss, norm], {x: np.ones([1, 2])})
        print("%.4f %.4f" % (value, size))
        sess.run(middle_op, {x: np.ones([2, 2])})
    print("%.4f" % sess.run(penalty), np.round(sess.run(last), 4), np.round(sess.run(first), 4))

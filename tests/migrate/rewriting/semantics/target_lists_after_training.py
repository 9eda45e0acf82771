import numpy as np
import tensorflow as tf


class Net:
    def __init__(self):
        self.x, self.y, self.train, self.extra_train, self.q = self.build()
        t_params = tf.get_collection(tf.GraphKeys.GLOBAL_VARIABLES, scope="target")
        e_params = tf.get_collection(tf.GraphKeys.GLOBAL_VARIABLES, scope="eval")
        self.replace = [tf.assign(t, e) for t, e in zip(t_params, e_params)]
        self.target_sum = tf.add_n([tf.reduce_sum(v) for v in t_params])
        self.sess = tf.Session()
        self.sess.run(tf.global_variables_initializer())

    def build(self):
        x = tf.placeholder(tf.float32, [None, 2])
        y = tf.placeholder(tf.float32, [None])
        start = tf.constant_initializer(0.25)
        with tf.variable_scope("extra"):
            guess = tf.layers.dense(x, 1, kernel_initializer=start)
        bonus, extra_train = self.build_extra(x, guess)
        with tf.variable_scope("eval"):
            q = tf.layers.dense(x, 3, kernel_initializer=start)
        with tf.variable_scope("target"):
            q_ = tf.layers.dense(x, 3, kernel_initializer=tf.constant_initializer(0.5))
        loss = tf.reduce_mean(tf.square(y + bonus + tf.reduce_max(q_, 1) - tf.reduce_sum(q, 1)))
        train = tf.train.AdamOptimizer(0.1, name="own").minimize(
            loss, var_list=tf.get_collection(tf.GraphKeys.TRAINABLE_VARIABLES, "eval")
        )
        return x, y, train, extra_train, q

    def build_extra(self, x, guess):
        bonus = tf.reduce_sum(tf.square(x - guess), 1)
        op = tf.train.GradientDescentOptimizer(0.1).minimize(
            tf.reduce_mean(bonus), var_list=tf.get_collection(tf.GraphKeys.TRAINABLE_VARIABLES, "extra")
        )
        return bonus, op


net = Net()
xs = np.array([[1.0, -1.0], [0.5, 2.0]], np.float32)
for i in range(4):
    if i % 2:
        net.sess.run(net.replace)
    net.sess.run(net.train, {net.x: xs, net.y: [1.0, 2.0]})
    net.sess.run(net.extra_train, {net.x: xs})
    print(net.sess.run(net.q, {net.x: xs}), net.sess.run(net.target_sum))

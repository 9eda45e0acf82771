import numpy as np
import tensorflow as tf


class Critic(object):
    def __init__(self, size, bound):
        self.sess = tf.Session()
        self.x = tf.placeholder(tf.float32, [None, size])
        scaled = tf.multiply(self.x, bound)
        with tf.variable_scope("eval"):
            self.q = tf.layers.dense(scaled, 2, kernel_initializer=tf.constant_initializer(0.5))
        with tf.variable_scope("target"):
            self.q_ = tf.layers.dense(scaled, 2, kernel_initializer=tf.constant_initializer(0.25))
        self.own = tf.get_collection(tf.GraphKeys.GLOBAL_VARIABLES, scope="eval")
        self.other = tf.get_collection(tf.GraphKeys.GLOBAL_VARIABLES, scope="target")
        self.replace = [tf.assign(t, 0.9 * t + 0.1 * e) for t, e in zip(self.other, self.own)]
        loss = tf.reduce_mean(tf.square(self.q_ - self.q))
        self.train = tf.train.AdamOptimizer(0.01).minimize(loss, var_list=self.own)
        self.sess.run(tf.global_variables_initializer())

    def learn(self, x):
        self.sess.run(self.replace)
        self.sess.run(self.train, {self.x: x})
        return self.sess.run(self.q, {self.x: x})


critic = Critic(3, np.array([1.0, 2.0, 3.0]))
for _ in range(3):
    print(critic.learn(np.ones([1, 3])))

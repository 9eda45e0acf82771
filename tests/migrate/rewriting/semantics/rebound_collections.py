import numpy as np
import tensorflow as tf


class Net:
    def __init__(self, n):
        self.n = n
        self._build()
        e = tf.get_collection("eval_params")
        t = tf.get_collection("target_params")
        self.replace = [tf.assign(a, b) for a, b in zip(t, e)]
        self.sess = tf.Session()
        self.sess.run(tf.global_variables_initializer())

    def _build(self):
        def layers(s, names, size, init):
            with tf.variable_scope("l1"):
                w = tf.get_variable("w", [self.n, size], initializer=init, collections=names)
                return tf.matmul(s, w)

        self.s = tf.placeholder(tf.float32, [None, self.n], name="s")
        with tf.variable_scope("eval"):
            names, size, init = ["eval_params", tf.GraphKeys.GLOBAL_VARIABLES], 3, tf.constant_initializer(0.5)
            self.q = layers(self.s, names, size, init)
        self.s_ = tf.placeholder(tf.float32, [None, self.n], name="s_")
        with tf.variable_scope("target"):
            names = ["target_params", tf.GraphKeys.GLOBAL_VARIABLES]
            init = tf.constant_initializer(0.25)
            self.q_next = layers(self.s_, names, size, init)
        self.loss = tf.reduce_mean(tf.square(self.q - 1.0))
        self.train = tf.train.GradientDescentOptimizer(0.1).minimize(self.loss)

    def learn(self, s):
        q, q_next = self.sess.run([self.q, self.q_next], {self.s: s, self.s_: s})
        self.sess.run(self.train, {self.s: s})
        return q, q_next


net = Net(2)
for i in range(3):
    print(net.learn(np.ones([1, 2])))
net.sess.run(net.replace)
print(net.learn(np.ones([1, 2])))

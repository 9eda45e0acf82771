import numpy as np
import tensorflow as tf


class Actor:
    def __init__(self, sess, n):
        self.sess = sess
        self.s = tf.placeholder(tf.float32, [1, n], "state")
        self.a = tf.placeholder(tf.int32, None, "act")
        self.error = tf.placeholder(tf.float32, None, "error")
        logits = tf.layers.dense(self.s, 2, kernel_initializer=tf.constant_initializer(0.2), name="acts")
        self.probs = tf.nn.softmax(logits)
        self.value = tf.reduce_mean(tf.log(self.probs[0, self.a]) * self.error)
        self.train_op = tf.train.AdamOptimizer(0.01).minimize(-self.value)

    def learn(self, s, a, error):
        s = s[np.newaxis, :]
        feed_dict = {self.s: s, self.a: a, self.error: error}
        _, value = self.sess.run([self.train_op, self.value], feed_dict)
        return value

    def choose(self, s):
        return self.sess.run(self.probs, {self.s: s[np.newaxis, :]}).ravel()


sess = tf.Session()
actor = Actor(sess, n=3)
sess.run(tf.global_variables_initializer())
for i in range(3):
    print(actor.learn(np.ones(3), i % 2, 0.5 + i))
print(actor.choose(np.array([1.0, 2.0, 3.0])))

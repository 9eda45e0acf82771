import numpy as np
import tensorflow as tf

STEPS = 3
METHOD = [
    dict(name="penalty", target=0.01, lam=0.5),  # penalty
    dict(name="clip", epsilon=0.2),  # clipping
][1]
choose = METHOD
choose["name"] = "penalty"
choose["target"], choose["lam"] = 0.01, 0.5


class Policy(object):
    def __init__(self):
        self.sess = tf.Session()
        self.x = tf.placeholder(tf.float32, [None, 3], "x")
        self.adv = tf.placeholder(tf.float32, [None, 1], "adv")
        with tf.variable_scope("pi"):
            self.mu = tf.layers.dense(self.x, 1, kernel_initializer=tf.constant_initializer(0.1))
        with tf.variable_scope("loss"):
            ratio = self.mu * self.adv
            if METHOD["name"] == "penalty":
                self.lam = tf.placeholder(tf.float32, None, "lambda")
                self.gap = tf.reduce_mean(tf.square(self.mu))
                self.loss = -tf.reduce_mean(ratio) + self.lam * self.gap
            else:  # clipping, found to be better
                self.loss = -tf.reduce_mean(
                    tf.minimum(ratio, tf.clip_by_value(ratio, 1.0 - METHOD["epsilon"], 1.0 + METHOD["epsilon"]))
                )
        self.train = tf.train.AdamOptimizer(0.01).minimize(self.loss)
        self.sess.run(tf.global_variables_initializer())

    def update(self, x, adv):
        if METHOD["name"] == "penalty":
            for _ in range(STEPS):
                _, gap = self.sess.run([self.train, self.gap], {self.x: x, self.adv: adv, self.lam: METHOD["lam"]})
                if gap > 4 * METHOD["target"]:
                    break
            METHOD["lam"] = np.clip(METHOD["lam"] * 2, 1e-4, 10)
        else:
            [self.sess.run(self.train, {self.x: x, self.adv: adv}) for _ in range(STEPS)]
        return self.sess.run(self.gap, {self.x: x})


policy = Policy()
data = np.linspace(-1, 2, 12).reshape(4, 3).astype(np.float32)
for i in range(3):
    loss = policy.update(data, np.array([[1.0], [2.0], [3.0], [4.0]]))
    print(i, loss, ("lambda %.4f" % METHOD["lam"]) if METHOD["name"] == "penalty" else "")

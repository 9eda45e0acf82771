import tensorflow as tf


class Model:
    def __init__(self, scales):
        self.scales = scales
        self.x = tf.placeholder(tf.float32, [])
        self.out = self.x * self.scales[0]
        self.sess = tf.Session()

    def run(self, x):
        return self.sess.run(self.out, {self.x: x})


m = Model([2.0, 3.0])
m.scales[0] = 7.0
print(m.run(1.0), len(m.scales))

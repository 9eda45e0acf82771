import tensorflow as tf


class Model:
    def __init__(self, s):
        x = s * 10.0
        self.offset = x
        self.x, self.out, self.double, self.w = \
            self._build(s)
        self.sess = tf.Session()
        self.sess.run(tf.global_variables_initializer())

    def _build(self, s):
        x = tf.placeholder(tf.float32, [])
        w = tf.Variable(s)
        y, double = self._inner(x, w, s)
        z = self._last(y)
        return x, z, double, w

    def _inner(self, x, w, s):
        y = x * w
        s = y + s
        x = s * 2.0
        return y, x

    def _last(self, x):
        y = x + self.offset
        return y * 100.0

    def run(self, x):
        return self.sess.run([self.out, self.double], {self.x: x})


out, double = Model(3.0).run(1.0)
print("%.3f %.3f" % (out, double))

import tensorflow as tf


class Net:
    def __init__(self, scale):
        self.x = tf.placeholder(tf.float32, [])
        self.w = tf.get_variable("w", [], initializer=tf.ones_initializer())
        self.out = self.x * self.w * scale
        self.up = tf.assign_add(self.w, 1.0)


with tf.variable_scope("net"):
    a = Net(1.0)
with tf.variable_scope("net", reuse=True):
    b = Net(10.0)
with tf.variable_scope("other"):
    c = Net(100.0)
sess = tf.Session()
sess.run(tf.global_variables_initializer())
sess.run(a.up)
print(sess.run(a.out, {a.x: 1.0}), sess.run(b.out, {b.x: 1.0}), sess.run(c.out, {c.x: 1.0}))

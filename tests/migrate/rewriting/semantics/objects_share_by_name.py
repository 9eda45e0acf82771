import tensorflow as tf


class Net:
    def __init__(self, scale):
        self.x = tf.placeholder(tf.float32, [])
        with tf.variable_scope("net", reuse=tf.AUTO_REUSE):
            self.w = tf.get_variable("w", [], initializer=tf.ones_initializer())
        self.out = self.x * self.w * scale
        self.up = tf.assign_add(self.w, 1.0)


a = Net(1.0)
b = Net(10.0)
sess = tf.Session()
sess.run(tf.global_variables_initializer())
sess.run(a.up)
print(sess.run(a.out, {a.x: 1.0}), sess.run(b.out, {b.x: 1.0}))

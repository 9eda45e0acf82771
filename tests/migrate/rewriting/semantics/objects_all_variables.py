import tensorflow as tf


class Net:
    def __init__(self, first):
        self.w = tf.Variable(first)
        self.double = [tf.assign(v, v * 2.0) for v in tf.trainable_variables()]


a = Net(1.0)
b = Net(10.0)
sess = tf.Session()
sess.run(tf.global_variables_initializer())
sess.run(b.double)
print(sess.run(a.w), sess.run(b.w))

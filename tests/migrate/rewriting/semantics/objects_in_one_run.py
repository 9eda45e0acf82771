import tensorflow as tf


class Net:
    def __init__(self, first):
        self.x = tf.placeholder(tf.float32, [])
        self.w = tf.Variable(first)
        self.out = self.x * self.w


a = Net(1.0)
b = Net(10.0)
sess = tf.Session()
sess.run(tf.global_variables_initializer())
print(sess.run([a.out, b.out], {a.x: 2.0, b.x: 3.0}))

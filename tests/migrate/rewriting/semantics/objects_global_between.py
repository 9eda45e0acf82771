import tensorflow as tf

scale = 2.0


class Net:
    def __init__(self, first):
        self.x = tf.placeholder(tf.float32, [])
        self.w = tf.Variable(first)
        self.out = self.x * self.w * scale


a = Net(1.0)
scale = 3.0
b = Net(1.0)
sess = tf.Session()
sess.run(tf.global_variables_initializer())
print(sess.run(a.out, {a.x: 2.0}))
print(sess.run(b.out, {b.x: 2.0}))

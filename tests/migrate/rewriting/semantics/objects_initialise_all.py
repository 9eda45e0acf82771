import tensorflow as tf


class Net:
    def __init__(self, sess, first):
        self.sess = sess
        self.w = tf.Variable(first)
        self.up = tf.assign_add(self.w, 1.0)
        self.sess.run(tf.global_variables_initializer())


sess = tf.Session()
a = Net(sess, 1.0)
sess.run(a.up)
b = Net(sess, 10.0)
print(sess.run(a.w), sess.run(b.w))

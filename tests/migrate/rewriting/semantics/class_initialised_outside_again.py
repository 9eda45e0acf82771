import tensorflow as tf


class Model:
    def __init__(self, sess):
        self.sess = sess
        self.x = tf.placeholder(tf.float32, [])
        self.w = tf.Variable(1.0)
        self.up = tf.assign_add(self.w, self.x)

    def step(self, x):
        self.sess.run(self.up, {self.x: x})


sess = tf.Session()
model = Model(sess)
sess.run(tf.global_variables_initializer())
model.step(2.0)
print(sess.run(model.w))
sess.run(tf.global_variables_initializer())
print(sess.run(model.w))

import tensorflow as tf


class Settings(object):
    def __init__(self, scale):
        self.scale = scale


class Net:
    def __init__(self, settings):
        self.x = tf.placeholder(tf.float32, [])
        self.w = tf.Variable(1.0)
        self.out = self.x * self.w * settings.scale


settings = Settings(2.0)
one = Net(settings)
settings.scale = 5.0
two = Net(settings)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(sess.run(one.out, {one.x: 1.0}))
    print(sess.run(two.out, {two.x: 1.0}))

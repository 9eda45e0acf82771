import tensorflow as tf

class Net(object):
    def __init__(self):
        with tf.variable_scope("net"):
            self.global_step = tf.Variable(0, trainable=False, name="global_step")
            self.w = tf.Variable(1.0, name="w")
            self.loss = tf.square(self.w)
        lr = tf.train.exponential_decay(0.1, self.global_step, 1, 0.5)
        self.train = tf.train.GradientDescentOptimizer(lr).minimize(self.loss, global_step=tf.train.get_or_create_global_step())

n = Net()
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for i in range(3):
        sess.run(n.train)
        print(sess.run([n.w, n.global_step]))

import tensorflow as tf


class Net:
    def __init__(self, size):
        self.size = size
        self.rate = 0.1
        self.x = tf.placeholder(tf.float32, [None, size])
        self.hidden = self.block(self.x, "one")
        self.rate = 0.2
        self.out = self.block(self.hidden, "two", units=1)
        self.loss = tf.reduce_mean(tf.square(self.out))
        self.train = tf.train.GradientDescentOptimizer(self.rate).minimize(self.loss)

    def act(self, x):
        return tf.maximum(x, self.rate * x)

    def block(self, x, name, units=3):
        with tf.variable_scope(name):
            w = tf.get_variable("w", [x.get_shape()[1], units], initializer=tf.constant_initializer(0.5))
            return self.act(tf.matmul(x, w))


net = Net(2)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for _ in range(3):
        sess.run(net.train, {net.x: [[-1.0, -2.0], [1.0, 0.5]]})
        print(sess.run([net.hidden, net.out], {net.x: [[-1.0, -2.0], [1.0, 0.5]]}))

import tensorflow as tf


class Net:
    def __init__(self, scale, name="net"):
        self.x = tf.placeholder(tf.float32, [None, 2])
        with tf.variable_scope(name):
            w = tf.get_variable("w", [2, 1], initializer=tf.ones_initializer())
            b = tf.get_variable("b", [1], initializer=tf.zeros_initializer())
            self.out = (tf.matmul(self.x, w) + b) * scale
        self.loss = tf.reduce_mean(tf.square(self.out - 1.0))
        self.train_op = tf.train.GradientDescentOptimizer(0.01).minimize(self.loss)


def fit(sess, net, count):
    for i in range(count):
        feed = {net.x: [[1.0, i], [0.0, 2.0]]}
        _, loss = sess.run([net.train_op, net.loss], feed_dict=feed)
        print(loss)


with tf.variable_scope("first"):
    a = Net(1.0)
with tf.variable_scope("second"):
    b = Net(2.0, name="other")
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    fit(sess, a, 2)
    fit(sess, b, 2)
    best = a if sess.run(a.loss, {a.x: [[1.0, 1.0]]}) < sess.run(b.loss, {b.x: [[1.0, 1.0]]}) else b
    print(best is b, sess.run(best.out, {best.x: [[1.0, 1.0]]}))
    nets = {"a": a, "b": b}
    for key in sorted(nets):
        print(key, sess.run(nets[key].out, {nets[key].x: [[1.0, 0.5]]}))

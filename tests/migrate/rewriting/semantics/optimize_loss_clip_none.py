import tensorflow as tf

class Net(object):
    def __init__(self, clip):
        self.step = tf.Variable(0, trainable=False)
        self.w = tf.Variable([3.0, 4.0])
        self.loss = tf.reduce_sum(tf.square(self.w))
        self.op = tf.contrib.layers.optimize_loss(self.loss, self.step, 0.1, "SGD", clip_gradients=clip)

n = Net(None)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for i in range(3):
        sess.run(n.op)
    print(sess.run([n.w, n.step]))

import tensorflow as tf


class Net:
    def __init__(self, depth):
        self.x = tf.placeholder(tf.float32, [2])
        self.acts = [self.x]
        for k in range(depth):
            self.acts.append(self.acts[-1] * 2.0)
        self.total = tf.reduce_sum(self.acts[-1])
        self.sess = tf.Session()

    def values(self, data):
        return self.sess.run(self.acts, {self.x: data})

    def both(self, data):
        total, acts = self.sess.run([self.total, self.acts], feed_dict={self.x: data})
        return total, acts


net = Net(2)
print(net.values([1, 2]))
print("%.1f" % net.both([1, 2])[0], net.both([1, 2])[1])
print(net.sess.run(net.acts, {net.x: [3, 3]}))

import numpy as np
import tensorflow as tf

rate = 0.1
x = tf.placeholder(tf.float32, [None, 3], name="x")
y_ = tf.placeholder(tf.float32, [None, 2], name="y")

W = tf.Variable(tf.ones([3, 2]) * 0.1)
b = tf.Variable(tf.zeros([2]))
logits = tf.matmul(x, W) + b
y = tf.nn.softmax(logits)


def train():
    loss = tf.reduce_mean(-tf.reduce_sum(y_ * tf.log(y), axis=1))
    train_step = tf.train.GradientDescentOptimizer(rate).minimize(loss)
    correct = tf.equal(tf.argmax(y, 1), tf.argmax(y_, 1))
    accuracy = tf.reduce_mean(tf.cast(correct, tf.float32))
    data, labels = np.arange(12).reshape(4, 3) / 10.0, np.eye(2)[[0, 1, 1, 0]]
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        for i in range(3):
            _, value = sess.run([train_step, loss], {x: data, y_: labels})
            print("%.5f" % value)
        print(sess.run(accuracy, {x: data, y_: labels}))


if __name__ == "__main__":
    train()

"""The graph stands at module level, a function of the file runs it with a session it is handed."""
import numpy as np
from compat import tf1 as tf

x = tf.placeholder(tf.float32, [None, 2], name='x')
t = tf.placeholder(tf.float32, [None, 1], name='t')
w = tf.Variable([[0.2], [-0.4]], name='w')
y = tf.sigmoid(tf.matmul(x, w))
loss = -tf.reduce_sum(t * tf.log(y) + (1 - t) * tf.log(1 - y))
train_step = tf.train.GradientDescentOptimizer(0.1).minimize(loss)
correct = tf.equal(tf.to_float(tf.greater(y, 0.5)), t)
accuracy = tf.reduce_mean(tf.to_float(correct))


def train(sess, inputs, targets, epochs):
    for epoch in range(epochs):
        sess.run(train_step, feed_dict={x: inputs, t: targets})
        if epoch % 10 == 0:
            print(epoch, evaluate(sess, inputs, targets))


def evaluate(sess, inputs, targets):
    return sess.run([loss, accuracy], feed_dict={x: inputs, t: targets})


if __name__ == "__main__":
    X = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
    Y = np.array([[0], [1], [1], [1]])
    session = tf.Session()
    session.run(tf.global_variables_initializer())
    train(session, X, Y, 40)
    print(session.run(w).tolist())
    session.close()

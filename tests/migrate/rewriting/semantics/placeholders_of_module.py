import numpy as np
import tensorflow as tf

n = 3
x = tf.placeholder("float", [None, n])
y = tf.placeholder("float")


def model(data):
    hidden = {"weights": tf.Variable(tf.ones([n, 4])), "biases": tf.Variable(tf.zeros([4]))}
    out = {"weights": tf.Variable(tf.ones([4, 2])), "biases": tf.Variable(tf.zeros([2]))}
    l1 = tf.nn.relu(tf.add(tf.matmul(data, hidden["weights"]), hidden["biases"]))
    return tf.matmul(l1, out["weights"]) + out["biases"]


def train_network(x):
    prediction = model(x)
    cost = tf.reduce_mean(tf.square(prediction - y))
    optimizer = tf.train.GradientDescentOptimizer(0.01).minimize(cost)
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        for epoch in range(2):
            _, c = sess.run([optimizer, cost], feed_dict={x: np.ones([2, 3]), y: np.ones([2, 2])})
            print(epoch, "%.5f" % c)


train_network(x)

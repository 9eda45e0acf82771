import numpy as np
import tensorflow as tf

n_hidden, n_classes = 4, 2
X = tf.placeholder(tf.float32, [None, 3])
Y = tf.placeholder(tf.float32, [None, n_classes])
keep_prob = tf.placeholder(tf.float32)
weights = {"h1": tf.Variable(tf.ones([3, n_hidden]) * 0.2), "out": tf.Variable(tf.ones([n_hidden, n_classes]) * 0.1)}
biases = {"b1": tf.Variable(tf.zeros([n_hidden])), "out": tf.Variable(tf.zeros([n_classes]))}


def network(x):
    layer = tf.nn.relu(tf.add(tf.matmul(x, weights["h1"]), biases["b1"]))
    layer = layer * keep_prob
    with tf.variable_scope("scaled"):
        scale = tf.get_variable("scale", [n_classes], initializer=tf.constant_initializer(2.0))
    return (tf.matmul(layer, weights["out"]) + biases["out"]) * scale


pred = network(X)
cost = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits_v2(logits=pred, labels=Y))


def train(epochs):
    optimizer = tf.train.GradientDescentOptimizer(0.1).minimize(cost)
    correct = tf.reduce_mean(tf.cast(tf.equal(tf.argmax(pred, 1), tf.argmax(Y, 1)), tf.float32))
    data, labels = np.arange(12).reshape(4, 3) / 10.0, np.eye(2)[[0, 1, 1, 0]]
    sess = tf.Session()
    sess.run(tf.global_variables_initializer())
    for epoch in range(epochs):
        _, c = sess.run([optimizer, cost], feed_dict={X: data, Y: labels, keep_prob: 0.5})
        print(epoch, "%.5f" % c)
    print("%.3f" % correct.eval({X: data, Y: labels, keep_prob: 1.0}, session=sess))


train(3)

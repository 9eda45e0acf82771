import numpy as np
import tensorflow as tf

weights = {"a": tf.Variable([[0.5, -1.0], [0.25, 2.0]]), "b": tf.Variable([[1.0], [-0.5]])}


def net(x, w, keep):
    first = tf.nn.dropout(tf.nn.sigmoid(tf.matmul(x, w["a"])), keep)
    out = tf.matmul(first, w["b"])
    return {"first": first, "layers": (x, first, out), "out": out}


x = tf.placeholder(tf.float32, [None, 2])
y = tf.placeholder(tf.float32, [None, 1])
keep = tf.placeholder(tf.float32)
cost = tf.reduce_mean(tf.square(net(x, weights, keep)["out"] - y))
train = tf.train.GradientDescentOptimizer(0.1).minimize(cost)
sess = tf.Session()
sess.run(tf.global_variables_initializer())
data = np.array([[1.0, 2.0], [0.5, -1.0], [2.0, 0.0]], np.float32)
for i in range(4):
    sess.run(train, {x: data, y: data[:, :1], keep: 1.0})
layers = sess.run(net(x, weights, keep)["layers"], feed_dict={x: data, keep: 1.0})
for layer in layers:
    print(layer.shape, layer)
first = sess.run(net(x, weights, keep)["first"], feed_dict={x: data[:1], keep: 1.0})
print(first, sess.run([net(x, weights, 1.0)["out"], cost], {x: data, y: data[:, 1:], keep: 1.0}))
sess.run(train, {x: data, y: data[:, 1:], keep: 1.0})
print(sess.run(net(x, weights, keep)["layers"][-1], feed_dict={x: data, keep: 1.0}))

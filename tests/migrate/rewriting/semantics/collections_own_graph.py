import numpy as np
import tensorflow as tf


def get_weight_variable(shape, regularizer):
    weights = tf.get_variable("weights", shape, initializer=tf.constant_initializer(0.1))
    if regularizer != None:
        tf.add_to_collection("losses", regularizer(weights))
    return weights


def inference(input_tensor, regularizer):
    with tf.variable_scope("layer_1"):
        weights = get_weight_variable([4, 5], regularizer)
        biases = tf.get_variable("biases", [5], initializer=tf.constant_initializer(0.0))
        layer_1 = tf.nn.relu(tf.matmul(input_tensor, weights) + biases)
    with tf.variable_scope("layer_2"):
        weights = get_weight_variable([5, 3], regularizer)
        biases = tf.get_variable("biases", [3], initializer=tf.constant_initializer(0.0))
        layer_2 = tf.matmul(layer_1, weights) + biases
    return layer_2


X = np.arange(24).reshape(6, 4) / 20.0
Y = np.eye(3)[[0, 1, 2, 0, 1, 2]]


def train():
    x = tf.placeholder(tf.float32, [None, 4], name="x")
    y_ = tf.placeholder(tf.float32, [None, 3], name="y_")
    regularizer = tf.contrib.layers.l2_regularizer(0.01)
    y = inference(x, regularizer)
    global_step = tf.Variable(0, trainable=False)
    cross_entropy = tf.nn.sparse_softmax_cross_entropy_with_logits(logits=y, labels=tf.argmax(y_, 1))
    loss = tf.reduce_mean(cross_entropy) + tf.add_n(tf.get_collection("losses"))
    train_step = tf.train.GradientDescentOptimizer(0.5).minimize(loss, global_step=global_step)
    with tf.Session() as sess:
        tf.global_variables_initializer().run()
        for i in range(1, 4):
            _, loss_value, step = sess.run([train_step, loss, global_step], feed_dict={x: X, y_: Y})
            print("Step %d, loss = %.5f." % (i, loss_value))


def evaluate():
    with tf.Graph().as_default() as g:
        x = tf.placeholder(tf.float32, [None, 4], name="x-input")
        y_ = tf.placeholder(tf.float32, [None, 3], name="y-input")
        y = inference(x, None)
        accuracy = tf.reduce_mean(tf.cast(tf.equal(tf.argmax(y, 1), tf.argmax(y_, 1)), tf.float32))
        with tf.Session() as sess:
            sess.run(tf.global_variables_initializer())
            print("accuracy = %g" % sess.run(accuracy, feed_dict={x: X, y_: Y}))


train()
evaluate()

import numpy as np
import tensorflow as tf


def get_weights(shape, regularizer):
    weights = tf.get_variable("weights", shape, initializer=tf.constant_initializer(0.3))
    if regularizer != None: tf.add_to_collection("losses", regularizer(weights))
    return weights


def inference(x, regularizer):
    with tf.variable_scope("layer1"):
        weights = get_weights([3, 4], regularizer)
        hidden = tf.nn.tanh(tf.matmul(x, weights))
    with tf.variable_scope("layer2"):
        weights = get_weights([4, 1], regularizer)
        return tf.matmul(hidden, weights)


def train(steps):
    x = tf.placeholder(tf.float32, [None, 3])
    with tf.variable_scope("net", reuse=tf.AUTO_REUSE):
        y = inference(x, tf.contrib.layers.l2_regularizer(0.1))
    loss = tf.reduce_mean(tf.square(y - 1.0)) + tf.add_n(tf.get_collection("losses"))
    train_op = tf.train.GradientDescentOptimizer(0.2).minimize(loss)
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        for i in range(steps):
            _, value = sess.run([train_op, loss], {x: np.arange(6.0).reshape(2, 3)})
            print("%.5f" % value)


def main(argv=None):
    train(2)
    train(2)


if __name__ == "__main__":
    main()

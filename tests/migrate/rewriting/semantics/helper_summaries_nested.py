import tensorflow as tf
import numpy as np


def fields(data):
    at = 0
    while at < len(data):
        tag, size, shift, at = data[at], 0, 0, at + 1
        while True:
            size, shift, at = size | (data[at] & 127) << shift, shift + 7, at + 1
            if not data[at - 1] & 128:
                break
        yield data[at : at + size]
        at += size


def train():
    sess = tf.InteractiveSession()
    with tf.name_scope("input"):
        x = tf.placeholder(tf.float32, [None, 3], name="x-input")
        t = tf.placeholder(tf.float32, [None, 2], name="y-input")

    def weight_variable(shape):
        initial = tf.constant(0.1, shape=shape)
        return tf.Variable(initial)

    def variable_summaries(var):
        """The numbers of a variable."""
        with tf.name_scope("summaries"):
            mean = tf.reduce_mean(var)
            tf.summary.scalar("mean", mean)
            with tf.name_scope("stddev"):
                stddev = tf.sqrt(tf.reduce_mean(tf.square(var - mean)))
            tf.summary.scalar("stddev", stddev)
            tf.summary.scalar("largest", tf.reduce_max(var))
            tf.summary.histogram("histogram", var)

    def layer(inputs, n_in, n_out, layer_name, act=tf.nn.sigmoid):
        with tf.name_scope(layer_name):
            with tf.name_scope("weights"):
                weights = weight_variable([n_in, n_out])
                variable_summaries(weights)
            with tf.name_scope("biases"):
                biases = weight_variable([n_out])
                variable_summaries(biases)
            with tf.name_scope("Wx_plus_b"):
                out = tf.matmul(inputs, weights) + biases
                tf.summary.histogram("out", out)
            activations = act(out, name="activation")
            tf.summary.histogram("activations", activations)
            return activations

    hidden = layer(x, 3, 4, "layer1")
    y = layer(hidden, 4, 2, "layer2", act=tf.identity)
    with tf.name_scope("loss"):
        loss = tf.reduce_mean(tf.square(y - t))
    tf.summary.scalar("loss", loss)
    with tf.name_scope("train"):
        step = tf.train.GradientDescentOptimizer(0.5).minimize(loss)
    merged = tf.summary.merge_all()
    tf.global_variables_initializer().run()

    def feed_dict(train):
        return {x: np.eye(3) if train else np.ones([2, 3]), t: np.ones([3 if train else 2, 2])}

    for i in range(3):
        if i % 2 == 0:
            text, value = sess.run([merged, loss], feed_dict=feed_dict(False))
            print("%.5f" % value)
            for value in fields(text):
                print(value[2 : 2 + value[1]].decode(), len(value))
        else:
            sess.run(step, feed_dict=feed_dict(True))


train()

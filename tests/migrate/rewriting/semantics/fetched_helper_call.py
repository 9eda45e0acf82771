import numpy as np
import tensorflow as tf

z = tf.placeholder(tf.float32, [None, 2])
weights = {"w": tf.Variable([[1.0], [2.0]]), "b": tf.Variable(0.5)}


def scaled(x):
    return x * 2.0


def generate(z, w=weights):
    h = tf.matmul(scaled(z), w["w"])
    return tf.tanh(h + w["b"])


loss = tf.reduce_mean(tf.square(generate(z)))
train = tf.train.GradientDescentOptimizer(0.1).minimize(loss)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for i in range(3):
        sess.run(train, {z: np.ones([2, 2]) * i})
        sample = sess.run(generate(z), feed_dict={z: np.ones([1, 2]) * 0.1})
        both = sess.run([generate(z), loss], {z: [[0.1, 0.2]]})
        print(sample, both)
    print(sess.run(generate(z), feed_dict={z: [[0.3, 0.4]]}))
    print(sess.run(generate(scaled(z)), feed_dict={z: [[0.3, 0.4]]}))

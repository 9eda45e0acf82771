import numpy as np
import tensorflow as tf
from tensorflow.contrib.framework import arg_scope
from tensorflow.contrib.layers import batch_norm, dropout, fully_connected

x = tf.placeholder(tf.float32, [None, 3])
y = tf.placeholder(tf.float32, [None, 2])
mode = tf.placeholder(tf.bool)
init = tf.constant_initializer(0.3)
params = {"is_training": mode, "decay": 0.8, "updates_collections": None}
with arg_scope(
    [fully_connected],
    activation_fn=tf.nn.tanh,
    weights_initializer=init,
    weights_regularizer=tf.contrib.layers.l2_regularizer(0.1),
    normalizer_fn=batch_norm,
    normalizer_params=params,
):
    h1 = fully_connected(x, 4, scope="h1")
    d1 = dropout(h1, 1.0, is_training=mode)
    # the arguments of an inner scope win
    with arg_scope([fully_connected], activation_fn=None):
        h2 = fully_connected(d1, 3)
        h3 = fully_connected(h2, 3, normalizer_fn=None)
    out = fully_connected(h3, 2, activation_fn=None, normalizer_fn=None, biases_initializer=tf.ones_initializer())
plain = fully_connected(out, 1, weights_initializer=init)
loss = tf.reduce_mean(tf.square(out - y)) + 0.1 * tf.reduce_sum(plain) + tf.losses.get_regularization_loss()
train = tf.train.GradientDescentOptimizer(0.1).minimize(loss)
xs = np.linspace(-1, 1, 12).reshape(4, 3)
ys = np.array([[0, 1], [1, 0], [1, 1], [0, 0]])
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for i in range(3):
        print(sess.run([loss, train], {x: xs, y: ys, mode: True})[0])
    print(sess.run(out, {x: xs, mode: False}))
    print(sess.run(plain, {x: xs, mode: True}))

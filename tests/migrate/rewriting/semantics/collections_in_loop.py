import numpy as np
import tensorflow as tf


def get_weight(shape, lambda1):
    var = tf.Variable(tf.ones(shape) * 0.3, dtype=tf.float32)
    tf.add_to_collection("losses", tf.contrib.layers.l2_regularizer(lambda1)(var))
    return var


x = tf.placeholder(tf.float32, shape=(None, 2))
y_ = tf.placeholder(tf.float32, shape=(None, 1))
layer_dimension = [2, 4, 3, 1]
n_layers = len(layer_dimension)
cur_layer = x
in_dimension = layer_dimension[0]
for i in range(1, n_layers):
    out_dimension = layer_dimension[i]
    weight = get_weight([in_dimension, out_dimension], 0.003)
    bias = tf.Variable(tf.constant(0.1, shape=[out_dimension]))
    cur_layer = tf.nn.elu(tf.matmul(cur_layer, weight) + bias)
    in_dimension = layer_dimension[i]
y = cur_layer
mse_loss = tf.reduce_mean(tf.square(y_ - y))
tf.add_to_collection("losses", mse_loss)
loss = tf.add_n(tf.get_collection("losses"))
train_op = tf.train.AdamOptimizer(0.01).minimize(loss)
X = np.arange(10).reshape(5, 2) / 10.0
Y = np.arange(5).reshape(5, 1) / 3.0
with tf.Session() as sess:
    tf.global_variables_initializer().run()
    for i in range(5):
        sess.run(train_op, feed_dict={x: X, y_: Y})
        print("After %d steps, loss: %f" % (i, sess.run(loss, feed_dict={x: X, y_: Y})))

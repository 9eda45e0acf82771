"""Autoencoder: encoder and decoder functions over dictionaries of weights, RMSProp."""
import numpy as np
import tensorflow as tf

num_input, num_hidden_1, num_hidden_2 = 16, 8, 4
data = np.random.RandomState(6).rand(40, num_input)

X = tf.placeholder("float", [None, num_input])
weights = {
    'encoder_h1': tf.Variable(tf.random_normal([num_input, num_hidden_1], stddev=0.3)),
    'encoder_h2': tf.Variable(tf.random_normal([num_hidden_1, num_hidden_2], stddev=0.3)),
    'decoder_h1': tf.Variable(tf.random_normal([num_hidden_2, num_hidden_1], stddev=0.3)),
    'decoder_h2': tf.Variable(tf.random_normal([num_hidden_1, num_input], stddev=0.3)),
}
biases = {name: tf.Variable(tf.zeros([size])) for name, size in
          [('encoder_b1', num_hidden_1), ('encoder_b2', num_hidden_2),
           ('decoder_b1', num_hidden_1), ('decoder_b2', num_input)]}


def encoder(x):
    layer_1 = tf.nn.sigmoid(tf.add(tf.matmul(x, weights['encoder_h1']), biases['encoder_b1']))
    return tf.nn.sigmoid(tf.add(tf.matmul(layer_1, weights['encoder_h2']), biases['encoder_b2']))


def decoder(x):
    layer_1 = tf.nn.sigmoid(tf.add(tf.matmul(x, weights['decoder_h1']), biases['decoder_b1']))
    return tf.nn.sigmoid(tf.add(tf.matmul(layer_1, weights['decoder_h2']), biases['decoder_b2']))


encoder_op = encoder(X)
decoder_op = decoder(encoder_op)
y_pred = decoder_op
y_true = X
loss = tf.reduce_mean(tf.pow(y_true - y_pred, 2))
optimizer = tf.train.RMSPropOptimizer(0.01).minimize(loss)

init = tf.global_variables_initializer()
with tf.Session() as sess:
    sess.run(init)
    for i in range(1, 13):
        batch_x = data[(i % 4) * 10:(i % 4) * 10 + 10]
        _, l = sess.run([optimizer, loss], feed_dict={X: batch_x})
        if i % 4 == 0 or i == 1:
            print('Step %i: Minibatch Loss: %f' % (i, l))
    g = sess.run(decoder_op, feed_dict={X: data[:2]})
    print(g.mean(axis=1))

import tensorflow as tf
import numpy as np


def add_layer(inputs, in_size, out_size, n_layer, activation_function=None):
    layer_name = 'layer%s' % n_layer
    with tf.name_scope(layer_name):
        with tf.name_scope('weights'):
            Weights = tf.Variable(tf.ones([in_size, out_size]), name='W')
            tf.summary.histogram(layer_name + '/weights', Weights)
        with tf.name_scope('biases'):
            biases = tf.Variable(tf.zeros([1, out_size]) + 0.1, name='b')
            tf.summary.histogram('{}/biases'.format(layer_name), biases)
        with tf.name_scope('Wx_plus_b'):
            Wx_plus_b = tf.add(tf.matmul(inputs, Weights), biases)
        if activation_function is None:
            outputs = Wx_plus_b
        else:
            outputs = activation_function(Wx_plus_b)
        tf.summary.histogram(f'{layer_name}/outputs', outputs)
    return outputs


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


with tf.name_scope('inputs'):
    xs = tf.placeholder(tf.float32, [None, 1], name='x_input')
    ys = tf.placeholder(tf.float32, [None, 1], name='y_input')
l1 = add_layer(xs, 1, 3, n_layer=1, activation_function=tf.nn.relu)
prediction = add_layer(l1, 3, 1, n_layer=2, activation_function=None)
with tf.name_scope('loss'):
    loss = tf.reduce_mean(tf.reduce_sum(tf.square(ys - prediction), reduction_indices=[1]))
    tf.summary.scalar('loss', loss)
with tf.name_scope('train'):
    train_step = tf.train.GradientDescentOptimizer(0.1).minimize(loss)
sess = tf.Session()
merged = tf.summary.merge_all()
sess.run(tf.global_variables_initializer())
x_data = np.linspace(-1, 1, 30)[:, np.newaxis]
y_data = np.square(x_data) - 0.5
for i in range(6):
    sess.run(train_step, feed_dict={xs: x_data, ys: y_data})
    if i % 2 == 0:
        result = sess.run(merged, feed_dict={xs: x_data, ys: y_data})
        for value in fields(result):
            print(value[2 : 2 + value[1]].decode(), len(value))
        print("%.5f" % sess.run(loss, feed_dict={xs: x_data, ys: y_data}))

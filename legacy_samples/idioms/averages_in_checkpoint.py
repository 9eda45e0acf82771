"""Regularization losses that a helper collects, moving averages, and a checkpoint that keeps the averages too."""
import numpy as np
import tensorflow as tf


def get_weights(shape, regularizer):
    weights = tf.get_variable('weights', shape, initializer=tf.constant_initializer(0.25))
    if regularizer != None: tf.add_to_collection('losses', regularizer(weights))
    return weights


def inference(inputs, regularizer):
    with tf.variable_scope('layer1'):
        weights = get_weights([3, 4], regularizer)
        biases = tf.get_variable('biases', [4], initializer=tf.constant_initializer(0.0))
        hidden = tf.nn.relu(tf.matmul(inputs, weights) + biases)
    with tf.variable_scope('layer2'):
        weights = get_weights([4, 1], regularizer)
        return tf.matmul(hidden, weights)


def train(data, answer):
    x = tf.placeholder(tf.float32, [None, 3])
    y = tf.placeholder(tf.float32, [None, 1])
    out = inference(x, tf.contrib.layers.l2_regularizer(0.01))
    global_step = tf.Variable(0, trainable=False, name='step')
    averages = tf.train.ExponentialMovingAverage(0.9, global_step)
    average_op = averages.apply(tf.trainable_variables())
    loss = tf.reduce_mean(tf.square(out - y)) + tf.add_n(tf.get_collection('losses'))
    train_op = tf.train.GradientDescentOptimizer(0.05).minimize(loss, global_step=global_step)
    saver = tf.train.Saver()
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        for i in range(4):
            sess.run(train_op, feed_dict={x: data, y: answer})
            sess.run(average_op)
            if i == 2:
                path = saver.save(sess, './model', global_step=global_step)
        print('%.5f' % sess.run(loss, feed_dict={x: data, y: answer}))
        saver.restore(sess, path)
        print('%.5f' % sess.run(loss, feed_dict={x: data, y: answer}))
    for name, shape in tf.train.list_variables(path):
        print(name, shape, '%.4f' % tf.train.load_variable(path, name).sum())


def main(argv=None):
    data = np.random.RandomState(0).rand(8, 3)
    train(data, data.sum(1, keepdims=True))


if __name__ == '__main__':
    tf.app.run()

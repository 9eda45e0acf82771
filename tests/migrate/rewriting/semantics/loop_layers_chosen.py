import numpy as np
import tensorflow as tf


def inference(x, keep_prob, n_in, n_hiddens, n_out):
    def weight_variable(shape):
        initial = tf.reshape(tf.lin_space(-0.5, 0.5, shape[0] * shape[1]), shape)
        return tf.Variable(initial)

    def bias_variable(shape):
        initial = tf.zeros(shape)
        return tf.Variable(initial)

    for i, n_hidden in enumerate(n_hiddens):
        if i == 0:
            input = x
            input_dim = n_in
        else:
            input = output
            input_dim = n_hiddens[i - 1]

        W = weight_variable([input_dim, n_hidden])
        b = bias_variable([n_hidden])
        h = tf.nn.relu(tf.matmul(input, W) + b)
        output = tf.nn.dropout(h, keep_prob)

    W_out = weight_variable([n_hiddens[-1], n_out])
    b_out = bias_variable([n_out])
    y = tf.nn.softmax(tf.matmul(output, W_out) + b_out)
    return y


def loss(y, t):
    return tf.reduce_mean(-tf.reduce_sum(t * tf.log(tf.clip_by_value(y, 1e-10, 1.0)), axis=1))


def training(loss):
    optimizer = tf.train.GradientDescentOptimizer(0.1)
    train_step = optimizer.minimize(loss)
    return train_step


if __name__ == "__main__":
    n_in = 4
    n_hiddens = [5, 6]
    x = tf.placeholder(tf.float32, shape=[None, n_in])
    t = tf.placeholder(tf.float32, shape=[None, 2])
    keep_prob = tf.placeholder(tf.float32)
    y = inference(x, keep_prob, n_in=n_in, n_hiddens=n_hiddens, n_out=2)
    loss = loss(y, t)
    train_step = training(loss)
    init = tf.global_variables_initializer()
    sess = tf.Session()
    sess.run(init)
    for epoch in range(4):
        feed = {x: np.linspace(0, 1, 12).reshape([3, 4]), t: np.eye(2)[[0, 1, 1]], keep_prob: 1.0}
        sess.run(train_step, feed_dict=feed)
        print("%.5f" % loss.eval(session=sess, feed_dict=feed))
    print("%.5f" % sess.run(y, feed_dict=feed).max())

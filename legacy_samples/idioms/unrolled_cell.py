# A recurrent cell that a loop runs step by step, with the variables of the first pass from the second on.
import numpy as np
import tensorflow as tf


def inference(x, n_batch, maxlen=None, n_hidden=None, n_out=None):
    def weight_variable(shape):
        initial = tf.truncated_normal(shape, stddev=0.1)
        return tf.Variable(initial)

    def bias_variable(shape):
        initial = tf.zeros(shape, dtype=tf.float32)
        return tf.Variable(initial)

    cell = tf.nn.rnn_cell.GRUCell(n_hidden)
    initial_state = cell.zero_state(n_batch, tf.float32)

    state = initial_state
    outputs = []  # of all steps
    with tf.variable_scope('RNN'):
        for t in range(maxlen):
            if t > 0:
                tf.get_variable_scope().reuse_variables()
            (cell_output, state) = cell(x[:, t, :], state)
            outputs.append(cell_output)

    output = outputs[-1]
    V = weight_variable([n_hidden, n_out])
    c = bias_variable([n_out])
    return tf.matmul(output, V) + c


def loss(y, t):
    mse = tf.reduce_mean(tf.square(y - t))
    return mse


def training(loss):
    optimizer = tf.train.AdamOptimizer(learning_rate=0.01, beta1=0.9, beta2=0.999)
    train_step = optimizer.minimize(loss)
    return train_step


if __name__ == '__main__':
    maxlen = 6
    f = np.sin(np.arange(40) * 0.3)
    X = np.array([f[i:i + maxlen] for i in range(30)]).reshape([-1, maxlen, 1])
    Y = f[maxlen:maxlen + 30].reshape([-1, 1])

    x = tf.placeholder(tf.float32, shape=[None, maxlen, 1])
    t = tf.placeholder(tf.float32, shape=[None, 1])
    n_batch = tf.placeholder(tf.int32, shape=[])

    y = inference(x, n_batch, maxlen=maxlen, n_hidden=5, n_out=1)
    loss = loss(y, t)
    train_step = training(loss)

    init = tf.global_variables_initializer()
    sess = tf.Session()
    sess.run(init)

    for epoch in range(3):
        for i in range(3):
            start = i * 10
            end = start + 10
            sess.run(train_step, feed_dict={x: X[start:end], t: Y[start:end], n_batch: 10})
        print('epoch:', epoch, 'loss: %.5f' % loss.eval(session=sess, feed_dict={x: X, t: Y, n_batch: 30}))

import numpy as np
import tensorflow as tf

np.random.seed(1234)

layers = [2, 5, 5, 1]
lb = np.array([-1.0, 0.0])
ub = np.array([1.0, 1.0])


def xavier_init(size):
    stddev = np.sqrt(2 / (size[0] + size[1]))
    values = stddev * np.sin(np.arange(size[0] * size[1]) + size[0])
    return tf.Variable(values.reshape(size), dtype=tf.float32)


def initialize_NN(layers):
    weights = []
    biases = []
    for l in range(0, len(layers) - 1):
        W = xavier_init(size=[layers[l], layers[l + 1]])
        b = tf.Variable(tf.zeros([1, layers[l + 1]], dtype=tf.float32), dtype=tf.float32)
        weights.append(W)
        biases.append(b)
    return weights, biases


def neural_net(X, weights, biases):
    num_layers = len(weights) + 1
    H = 2.0 * (X - lb) / (ub - lb) - 1.0
    for l in range(0, num_layers - 2):
        W = weights[l]
        b = biases[l]
        H = tf.tanh(tf.add(tf.matmul(H, W), b))
    W = weights[-1]
    b = biases[-1]
    return tf.add(tf.matmul(H, W), b)


weights, biases = initialize_NN(layers)
lambda_1 = tf.Variable([0.0], dtype=tf.float32)

x_tf = tf.placeholder(tf.float32, shape=[None, 1])
t_tf = tf.placeholder(tf.float32, shape=[None, 1])
u_tf = tf.placeholder(tf.float32, shape=[None, 1])


def net_u(x, t):
    return neural_net(tf.concat([x, t], 1), weights, biases)


def net_f(x, t):
    u = net_u(x, t)
    u_t = tf.gradients(u, t)[0]
    u_x = tf.gradients(u, x)[0]
    u_xx = tf.gradients(u_x, x)[0]
    return u_t + lambda_1 * u * u_x - 0.01 * u_xx


u_pred = net_u(x_tf, t_tf)
f_pred = net_f(x_tf, t_tf)
loss = tf.reduce_mean(tf.square(u_tf - u_pred)) + tf.reduce_mean(tf.square(f_pred))
train_op = tf.train.AdamOptimizer().minimize(loss)

x = np.random.uniform(-1, 1, (50, 1))
t = np.random.uniform(0, 1, (50, 1))
u = -np.sin(np.pi * x) * np.exp(-t)
feed = {x_tf: x, t_tf: t, u_tf: u}
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for it in range(12):
        sess.run(train_op, feed)
        if it % 4 == 0:
            print(it, sess.run(loss, feed), sess.run(lambda_1))
    print(sess.run(f_pred, {x_tf: x[:3], t_tf: t[:3]}))

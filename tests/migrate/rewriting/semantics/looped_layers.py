# networks of layers that a helper's loop makes, for several depths
import numpy as np
import tensorflow as tf


def ann(x, layer_sizes, value, hidden_activation=tf.nn.tanh, output_activation=None):
    for h in layer_sizes[:-1]:
        x = tf.layers.dense(
            x, units=h, activation=hidden_activation, kernel_initializer=tf.constant_initializer(value)
        )
    return tf.layers.dense(
        x, units=layer_sizes[-1], activation=output_activation, kernel_initializer=tf.constant_initializer(0.2)
    )


s = tf.placeholder(tf.float32, [None, 3])
a = tf.placeholder(tf.float32, [None, 1])
with tf.variable_scope("mu"):
    mu = ann(s, [4, 5, 1], 0.1, output_activation=tf.tanh)
with tf.variable_scope("q"):
    q = ann(tf.concat([s, a], 1), [4, 1], 0.3, hidden_activation=tf.nn.elu)
mu_loss = tf.reduce_mean(tf.square(mu - a))
q_loss = tf.reduce_mean(tf.square(q - 0.5))
mu_op = tf.train.AdamOptimizer(0.05).minimize(mu_loss, var_list=tf.trainable_variables("mu"))
q_op = tf.train.GradientDescentOptimizer(0.1).minimize(
    q_loss + mu_loss, var_list=tf.get_collection(tf.GraphKeys.TRAINABLE_VARIABLES, scope="q")
)
states = np.sin(np.arange(6)).reshape(2, 3)
actions = np.cos(np.arange(2)).reshape(2, 1)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for step in range(4):
        feed = {s: states, a: actions}
        _, _, one, other = sess.run([mu_op, q_op, mu_loss, q_loss], feed)
        print("%.5f %.5f" % (one, other))
    print(np.round(sess.run(mu, {s: states}), 5))

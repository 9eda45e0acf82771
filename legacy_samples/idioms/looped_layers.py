"""An actor and a critic from one builder, whose loop makes as many layers as it is told."""
import numpy as np
import tensorflow as tf


def mlp(x, hidden_sizes=(32,), activation=tf.tanh, output_activation=None):
    for h in hidden_sizes[:-1]:
        x = tf.layers.dense(x, units=h, activation=activation, kernel_initializer=tf.constant_initializer(0.1))
    return tf.layers.dense(
        x, units=hidden_sizes[-1], activation=output_activation, kernel_initializer=tf.constant_initializer(0.2)
    )


states = tf.placeholder(tf.float32, [None, 3])
returns = tf.placeholder(tf.float32, [None])

with tf.variable_scope("pi"):
    mu = mlp(states, (4, 4, 2), output_activation=tf.tanh)
with tf.variable_scope("v"):
    v = tf.squeeze(mlp(states, (5, 1)), axis=1)

pi_loss = tf.reduce_mean(tf.square(mu - 0.5))
v_loss = tf.reduce_mean(tf.square(returns - v))
pi_params = tf.get_collection(tf.GraphKeys.TRAINABLE_VARIABLES, scope="pi")
train_pi = tf.train.AdamOptimizer(0.05).minimize(pi_loss, var_list=pi_params)
train_v = tf.train.AdamOptimizer(0.01).minimize(v_loss)

data = np.sin(np.arange(12)).reshape(4, 3)
gains = np.cos(np.arange(4))
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for epoch in range(10):
        sess.run(train_pi, {states: data})
        for _ in range(3):
            sess.run(train_v, {states: data, returns: gains})
        if epoch % 3 == 0:
            losses = sess.run([pi_loss, v_loss], {states: data, returns: gains})
            print("epoch %d: policy %.5f, value %.5f" % (epoch, losses[0], losses[1]))
    print(np.round(sess.run(mu, {states: data[:1]}), 4))

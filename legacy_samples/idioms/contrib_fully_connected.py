"""contrib.layers: fully_connected, dropout, batch_norm-free; arg names as authors mix them."""
import numpy as np
import tensorflow as tf
import tensorflow.contrib.layers as layers

rng = np.random.RandomState(13)
state = tf.placeholder(tf.float32, [None, 4])
target = tf.placeholder(tf.float32, [None, 2])

net = layers.fully_connected(state, 10)
net = layers.fully_connected(net, num_outputs=6, activation_fn=tf.nn.tanh,
                             weights_initializer=layers.xavier_initializer(),
                             weights_regularizer=layers.l2_regularizer(0.01))
q_values = layers.fully_connected(net, 2, activation_fn=None, biases_initializer=tf.constant_initializer(0.1))
loss = tf.reduce_mean(tf.squared_difference(q_values, target))
train = tf.train.AdamOptimizer(learning_rate=0.01).minimize(loss)

states, targets = rng.rand(20, 4), rng.rand(20, 2)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for i in range(9):
        sess.run(train, {state: states, target: targets})
        if i % 4 == 0:
            print(i, sess.run(loss, {state: states, target: targets}))
    print(sess.run(q_values, {state: states[:2]}))

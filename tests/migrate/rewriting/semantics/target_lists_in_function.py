import numpy as np
import tensorflow as tf

s = tf.placeholder(tf.float32, [None, 2])
r = tf.placeholder(tf.float32, [None])
ones = tf.constant_initializer(0.5)
with tf.variable_scope("q"):
    hidden = tf.layers.dense(s, 3, kernel_initializer=ones)
    q = tf.layers.dense(hidden, 2, kernel_initializer=ones)
with tf.variable_scope("q_next"):
    hidden_next = tf.layers.dense(s, 3, kernel_initializer=tf.zeros_initializer(), trainable=False)
    q_next = tf.layers.dense(hidden_next, 2, kernel_initializer=tf.ones_initializer(), trainable=False)
loss = tf.reduce_mean(tf.square(r + tf.reduce_max(q_next, 1) - tf.reduce_sum(q, 1)))
train = tf.train.AdamOptimizer(0.05).minimize(loss)
sess = tf.Session()
sess.run(tf.global_variables_initializer())
counter = 0


def learn(rows):
    global counter
    if counter % 2 == 0:
        t_params = tf.get_collection(tf.GraphKeys.GLOBAL_VARIABLES, scope="q_next")
        e_params = tf.get_collection(tf.GraphKeys.GLOBAL_VARIABLES, scope="q")
        sess.run([tf.assign(t, e) for t, e in zip(t_params, e_params)])
    counter += 1
    sess.run(train, {s: rows, r: [1.0, 2.0]})


for i in range(5):
    learn(np.array([[1.0, 0.5], [-1.0, i]]))
    print(sess.run([q, q_next], {s: [[1.0, 2.0]]}))

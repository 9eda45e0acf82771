import numpy as np
import tensorflow as tf

def layer(x, name):
    with tf.variable_scope(name):
        w = tf.get_variable("w", [3, 3], initializer=tf.constant_initializer(0.1))
        h = tf.matmul(x, w)
        print(name, h)
    return h

x = tf.placeholder(tf.float32, [None, 3])
print(x)
h = layer(layer(x, "a"), "b")
loss = tf.reduce_sum(h)
train_op = tf.train.GradientDescentOptimizer(0.01).minimize(loss)
print("graph built")
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print("session")
    for i in range(3):
        print(sess.run([train_op, loss], {x: np.ones([4, 3])})[1])
    print(sess.run(h, {x: np.ones([4, 3])}))

import numpy as np
import tensorflow as tf


def build(x, name, trainable=True):
    with tf.variable_scope(name):
        hidden = tf.layers.dense(x, 4, tf.nn.tanh, kernel_initializer=tf.constant_initializer(0.2), trainable=trainable)
        out = tf.layers.dense(hidden, 1, kernel_initializer=tf.constant_initializer(0.3), trainable=trainable)
    return out, tf.get_collection(tf.GraphKeys.GLOBAL_VARIABLES, name)


x = tf.placeholder(tf.float32, [None, 3], "x")
y = tf.placeholder(tf.float32, [None, 1], "y")
new, new_params = build(x, "new")
old, old_params = build(x, "old", False)
update = [o.assign(p) for p, o in zip(new_params, old_params)]
loss = tf.reduce_mean(tf.square(new - y)) + tf.reduce_mean(tf.square(new - old))
train = tf.train.GradientDescentOptimizer(0.1).minimize(loss, var_list=new_params)
data = np.arange(12).reshape(4, 3).astype("float32") / 10
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for i in range(4):
        sess.run(update)
        for _ in range(2):
            _, l = sess.run([train, loss], {x: data, y: data[:, :1]})
        print("%.6f" % l)
    print(np.round(sess.run([new, old], {x: data}), 5))

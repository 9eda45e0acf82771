# a loss reads the variables of one pass alone
import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [None, 2])
outputs = []
for k in range(3):
    w = tf.Variable(tf.fill([2, 2], 0.2 + 0.1 * k))
    b = tf.Variable(tf.zeros([2]))
    outputs.append(tf.nn.tanh(tf.matmul(x, w) + b))
loss = tf.reduce_sum(outputs[1]) + 2 * tf.reduce_sum(outputs[2])
train_op = tf.train.MomentumOptimizer(0.1, 0.9).minimize(loss)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for step in range(3):
        _, value = sess.run([train_op, loss], {x: np.ones([1, 2])})
        print("%.5f" % value)
    print(np.round(sess.run(outputs, {x: np.ones([1, 2])}), 4))

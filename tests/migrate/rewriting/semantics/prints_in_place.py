import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [None, 3])
w = tf.Variable(tf.ones([3]))
h = x * w
print("h:", h)
loss = tf.reduce_sum(h)
print("loss", loss)
train_op = tf.train.GradientDescentOptimizer(0.01).minimize(loss)
print("graph built")
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print("session")
    for i in range(3):
        print(sess.run([train_op, loss], {x: np.ones([4, 3])})[1])

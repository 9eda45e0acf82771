import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [])
w = tf.Variable(1.0)
loss = tf.square(w * x - 3.0)
train = tf.train.GradientDescentOptimizer(0.1).minimize(loss)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for step in range(3):
        _, loss_value = sess.run([train, loss], {x: 1.0})
        loss_list = [loss_value]
        if step % 2 == 0:
            print("step %d, loss %.4f" % (step, sess.run(loss, {x: 1.0})))
            print("w: {:.3f}".format(sess.run(w)), f"{loss_value:.4f}")

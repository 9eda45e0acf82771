# gradients that stop at a tensor on their way
import tensorflow as tf
x = tf.placeholder(tf.float64, [])
w = tf.Variable(2.0, dtype=tf.float64)
h = w * x
loss = tf.square(h) + w
g = tf.gradients(loss, [w], stop_gradients=[h])[0]
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print("%.6f" % sess.run(g, {x: 3.0}))

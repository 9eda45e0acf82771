import tensorflow as tf

x = tf.placeholder(tf.float32, [None])
mean, update = tf.metrics.mean(x)
with tf.Session() as sess:
    sess.run(tf.local_variables_initializer())
    print("%.2f" % sess.run(update, {x: [1.0, 2.0]}))
    print("%.2f" % sess.run(update, {x: [6.0]}))
    sess.run(tf.local_variables_initializer())
    print("%.2f" % sess.run(update, {x: [4.0]}))

import tensorflow as tf

x = tf.placeholder(tf.float32, [])
mean, update = tf.metrics.mean(x * 2.0)
w = tf.Variable(1.0)
with tf.Session() as sess:
    sess.run([tf.global_variables_initializer(), tf.local_variables_initializer()])
    print(sess.run(mean))
    for value in (1.0, 4.0):
        sess.run(update, feed_dict={x: value})
        print(sess.run(mean), sess.run(w))
    print(sess.run(update, feed_dict={x: 10.0}))

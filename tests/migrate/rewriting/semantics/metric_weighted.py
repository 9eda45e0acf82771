import tensorflow as tf

x = tf.placeholder(tf.float32, [None])
w = tf.Variable(2.0)
mean, update = tf.metrics.mean(x * w, weights=[1.0, 3.0])
with tf.Session() as sess:
    sess.run([tf.global_variables_initializer(), tf.local_variables_initializer()])
    print(sess.run(update, feed_dict={x: [1.0, 2.0]}), sess.run(mean))

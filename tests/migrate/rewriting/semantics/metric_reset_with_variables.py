import tensorflow as tf

x = tf.placeholder(tf.float32, [None])
w = tf.Variable(2.0)
update = tf.metrics.mean(x * w)[1]
init = tf.group(tf.global_variables_initializer(), tf.local_variables_initializer())
with tf.Session() as sess:
    for i in range(2):
        sess.run(init)
        print(sess.run(update, feed_dict={x: [1.0, 2.0 * i]}))

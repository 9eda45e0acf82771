import tensorflow as tf

x = tf.placeholder(tf.float32, [None])
update = tf.metrics.mean(x * 2.0)[1]
with tf.Session() as sess:
    sess.run(tf.local_variables_initializer())
    for value in (1.0, 3.0):
        print(sess.run(update, feed_dict={x: [value]}))

tf.reset_default_graph()
y = tf.placeholder(tf.float32, [None])
second, second_update = tf.metrics.mean(y + 1.0)
with tf.Session() as sess:
    for epoch in range(2):
        sess.run(tf.local_variables_initializer())
        for value in (1.0, 3.0):
            sess.run(second_update, feed_dict={y: [value, epoch]})
        print(sess.run(second))

import tensorflow as tf

start = tf.zeros([2])
v = tf.Variable(start)
y = v * 2.0 + start
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer(), {start: [1.0, 2.0]})
    print(sess.run(y), sess.run(y, {start: [5.0, 6.0]}))

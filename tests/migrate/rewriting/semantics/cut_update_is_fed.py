import tensorflow as tf

total = tf.Variable(1.0)
count = tf.assign_add(total, 2.0)
shown = count * 10.0
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(sess.run(shown))
    print(sess.run(shown, {count: 5.0}))
    print(sess.run(total))

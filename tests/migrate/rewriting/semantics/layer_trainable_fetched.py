import tensorflow as tf

x = tf.placeholder(tf.float32, [None, 2])
y = tf.layers.dense(x, 1, kernel_initializer=tf.ones_initializer())
tv = tf.trainable_variables()
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    a = sess.run(tv)
    print(a[0], a[1])
    k, b = sess.run(tf.trainable_variables())
    print(k, b, sess.run(y, {x: [[1., 1.]]}))

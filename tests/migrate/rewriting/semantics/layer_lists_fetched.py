import tensorflow as tf

x = tf.placeholder(tf.float32, [None, 2])
y = tf.layers.dense(x, 1, kernel_initializer=tf.ones_initializer())
y = tf.layers.batch_normalization(y, training=False)
tv = tf.trainable_variables()
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for v in sess.run(tv): print(v)
    print(len(sess.run(tf.global_variables())))

import tensorflow as tf

x = tf.placeholder(tf.float32, [None, 2])
w = tf.get_variable("w", [2, 3], initializer=tf.zeros_initializer)
h = tf.layers.dense(x, 4, kernel_initializer=tf.ones_initializer, bias_initializer=tf.zeros_initializer)
y = tf.contrib.layers.fully_connected(tf.matmul(x, w), 2, activation_fn=None, weights_initializer=tf.zeros_initializer)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(sess.run([y, h], {x: [[1.0, 2.0]]}))

import tensorflow as tf
x = tf.placeholder(tf.float32, [None, 2])
penalty = tf.contrib.layers.l2_regularizer(0.5)
w = tf.get_variable("w", [2, 3], initializer=tf.ones_initializer(), regularizer=penalty)
h = tf.layers.dense(tf.matmul(x, w), 1, kernel_initializer=tf.ones_initializer(), kernel_regularizer=penalty)
data = tf.losses.mean_squared_error(tf.zeros([1, 1]), h)
total = data + tf.losses.get_regularization_loss()
both = tf.add_n(tf.get_collection(tf.GraphKeys.REGULARIZATION_LOSSES))
step = tf.train.GradientDescentOptimizer(0.01).minimize(total)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for _ in range(2):
        a, b = sess.run([total, both], {x: [[1.0, 2.0]]})
        print("%.5f %.5f" % (a, b))
        sess.run(step, {x: [[1.0, 2.0]]})

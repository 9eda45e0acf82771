import tensorflow as tf
x = tf.placeholder(tf.float32, [None, 2])
training = tf.placeholder(tf.bool, [])
h = tf.layers.batch_normalization(x, training=training)
loss = tf.reduce_sum(tf.square(h - 1.0))
step = tf.train.GradientDescentOptimizer(0.1).minimize(loss)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for _ in range(2):
        sess.run(step, {x: [[1.0, 2.0], [5.0, 3.0]], training: True})
    print("%.5f" % sess.run(loss, {x: [[1.0, 2.0], [5.0, 3.0]], training: False}))

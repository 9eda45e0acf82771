import tensorflow as tf
x = tf.placeholder(tf.float32)
y = tf.placeholder(tf.float32)
m = tf.placeholder(tf.float32)
loss = tf.losses.mean_squared_error(y, x, weights=m)
with tf.Session() as sess:
    print("%.5f" % sess.run(loss, {x: [[1.0], [2.0]], y: [[0.0], [0.0]], m: [1.0, 0.0]}))

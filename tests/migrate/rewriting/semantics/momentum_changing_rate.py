import tensorflow as tf
rate = tf.placeholder(tf.float32, [])
w = tf.Variable([3.0, -1.0])
loss = tf.reduce_sum(tf.square(w - 1.0))
step = tf.train.MomentumOptimizer(rate, 0.9, use_nesterov=True).minimize(loss)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for r in (0.1, 0.05, 0.2, 0.01):
        sess.run(step, {rate: r})
        print("%.6f %.6f" % tuple(sess.run(w)))

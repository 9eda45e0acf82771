import tensorflow as tf

a = tf.Variable(1.0)
b = tf.Variable(1.0)
optimizer = tf.train.GradientDescentOptimizer(0.1).minimize(tf.square(a - 3.0))
first = optimizer
optimizer = tf.train.MomentumOptimizer(0.01, 0.9).minimize(tf.square(b - 3.0))
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for _ in range(3):
        sess.run(first)
        sess.run(optimizer)
        print(sess.run([a, b]))

import tensorflow as tf

a = tf.Variable(1.0)
b = tf.Variable(1.0)
rate = 0.1
optimizer = tf.train.GradientDescentOptimizer(rate)
first = optimizer.minimize(tf.square(a - 3.0))
rate = 5.0
second = optimizer.minimize(tf.square(b - 3.0))
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for _ in range(2):
        sess.run(first)
        sess.run(second)
        print(sess.run(a), sess.run(b))

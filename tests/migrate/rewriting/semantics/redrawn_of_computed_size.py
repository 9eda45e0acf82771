import tensorflow as tf

words = ["a", "b", "c"]
count = len(words)
size = count * 2 + 1
w = tf.Variable(tf.random_normal([size, count], mean=0.5, stddev=0.0))
x = tf.placeholder(tf.float32, [None, size])
y = tf.matmul(x, w)
step = tf.train.GradientDescentOptimizer(0.1).minimize(tf.reduce_sum(y))
init = tf.global_variables_initializer()
with tf.Session() as sess:
    for _ in range(2):
        sess.run(init)
        print(sess.run(y, {x: [[1.0] * size]}))
        sess.run(step, {x: [[1.0] * size]})
        print(sess.run(y, {x: [[1.0] * size]}))

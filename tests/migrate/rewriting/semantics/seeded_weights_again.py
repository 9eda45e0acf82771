import tensorflow as tf


def weight(shape):
    return tf.Variable(tf.truncated_normal(shape, stddev=0.5, seed=3))


w = tf.Variable(tf.random_normal([2, 2], 0.0, 1.0, tf.float32, 7))
v = weight([2, 1])
x = tf.placeholder(tf.float32, [None, 2])
y = tf.matmul(tf.matmul(x, w), v)
loss = tf.reduce_mean(tf.square(y - 1.0))
train = tf.train.GradientDescentOptimizer(0.1).minimize(loss)
init = tf.global_variables_initializer()
for rate in [1.0, 2.0]:
    with tf.Session() as sess:
        sess.run(init)
        for _ in range(3):
            sess.run(train, {x: [[rate, 0.5]]})
        print(sess.run(loss, {x: [[rate, 0.5]]}))

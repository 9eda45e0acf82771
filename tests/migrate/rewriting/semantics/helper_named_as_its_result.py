import tensorflow as tf


def cost(a, b):
    return tf.square(a - b)


def double(v):
    return 2.0 * v


x = tf.placeholder(tf.float32, [])
w = tf.Variable(3.0)
y = double(cost(x, w))
cost = cost(double(x), w)
train = tf.train.GradientDescentOptimizer(0.1).minimize(cost)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for _ in range(2):
        sess.run(train, {x: 1.0})
        print(["%.5f" % v for v in sess.run([cost, y], {x: 1.0})])

import tensorflow as tf


def experiment(rate):
    x = tf.placeholder(tf.float32, [])
    w = tf.Variable(1.0)
    train = tf.train.GradientDescentOptimizer(rate).minimize(tf.square(w * x - 3.0))
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        sess.run(train, {x: 1.0})
        return len(tf.trainable_variables()), sess.run(w)


print(experiment(0.1))
print(experiment(0.2))

import tensorflow as tf

w = tf.Variable(1.0)


def experiment(rate):
    x = tf.placeholder(tf.float32, [])
    loss = tf.square(w * x - 3.0)
    train = tf.train.GradientDescentOptimizer(rate).minimize(loss)
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        sess.run(train, {x: 1.0})
        return sess.run(w)


print(experiment(0.1))
print(experiment(0.2))

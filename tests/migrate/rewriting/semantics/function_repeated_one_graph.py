import tensorflow as tf


def experiment(rate, first=1.0):
    x = tf.placeholder(tf.float32, [])
    w = tf.Variable(first)
    loss = tf.square(w * x - 3.0)
    train = tf.train.AdamOptimizer(rate).minimize(loss)
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        for step in range(3):
            _, value = sess.run([train, loss], {x: 1.0})
        return value


print(experiment(0.1))
print(experiment(0.2, first=2.0))

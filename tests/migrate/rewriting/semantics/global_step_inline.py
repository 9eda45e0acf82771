import tensorflow as tf


def build(rate):
    w = tf.Variable(2.0)
    loss = tf.square(w)
    return w, tf.train.GradientDescentOptimizer(rate).minimize(loss, global_step=tf.train.get_or_create_global_step())


w, train = build(0.1)
step = tf.train.get_global_step()
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for _ in range(3):
        sess.run(train)
    print(sess.run([step, w]))

import tensorflow as tf

x = tf.placeholder(tf.float32, [None])
w = tf.Variable(2.0)


def squares():
    return tf.reduce_mean(tf.square(x * w))


def sizes():
    total = tf.reduce_sum(tf.abs(x - w))
    return total


out = tf.cond(tf.reduce_mean(x) < 0, squares, sizes)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(sess.run(out, {x: [1.0, -3.0]}), sess.run(out, {x: [1.0, 3.0]}))

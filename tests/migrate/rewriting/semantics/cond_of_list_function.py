import tensorflow as tf

x = tf.placeholder(tf.float32, [])


def one():
    return [x * 2.0]


def other():
    return [x * 3.0]


out = tf.cond(x > 1.0, one, other)
with tf.Session() as sess:
    print(sess.run(out, {x: 2.0}), sess.run(out, {x: 0.5}))

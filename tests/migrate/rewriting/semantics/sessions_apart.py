import tensorflow as tf

c = tf.constant(2.0)
with tf.Session() as sess:
    print(sess.run(c * 3.0))
w = tf.Variable(3.0)
y = w * c
with tf.Session() as sess:
    sess.run(w.initializer)
    print(sess.run(y))
v = tf.Variable([1.0, 2.0])
grow = v.assign(v * 2.0)
x = tf.placeholder(tf.float32, [2])
score = tf.reduce_sum(v * x)


def show(title, values):
    print(title, sess.run(score, feed_dict={x: values}))


with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    sess.run(grow)
    show("a", [1.0, 2.0])
    show("b", [3.0, 2.0])
    for i in range(2):
        sess.run(grow)
        show("c", [i, 1.0])

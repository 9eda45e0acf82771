import tensorflow as tf

a = tf.Variable(1.0)
b = tf.Variable(2.0)
x = tf.placeholder(tf.float32, [])
c = a * x
d = tf.exp(c) + b
step = [tf.assign(a, a + x), tf.assign(b, d)]
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for i in range(2):
        sess.run(step, {x: 0.0})
        print(sess.run([a, b]))

import tensorflow as tf

x = tf.Variable(10, name='x')
y = tf.Variable(20, name='y')
k = 3
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for _ in range(3):
        print(sess.run(tf.add(x, y) * k))
k = 5
x = tf.Variable(1, name='x')
y = tf.Variable(2, name='y')
p = tf.placeholder(tf.int32)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for _ in range(3):
        print(sess.run(tf.add(x, y) * k), sess.run(tf.add(x, y) * p, {p: 4}))

import tensorflow as tf

w = tf.Variable(tf.random_normal([2], seed=1))
x = tf.placeholder(tf.float32, [2])
y = x * w
init = tf.global_variables_initializer()
with tf.Session() as sess:
    for _ in range(3):
        sess.run(init)
        print(sess.run(y, {x: [1.0, 2.0]}))

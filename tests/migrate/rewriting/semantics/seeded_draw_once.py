import tensorflow as tf

x = tf.placeholder(tf.float32, [3])
w = tf.Variable(tf.random_normal([3], seed=1))
noise = tf.random_uniform([3], seed=5)
y = x * w + noise
free = tf.random_uniform([2])
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for _ in range(3):
        print(sess.run(y, {x: [1.0, 2.0, 3.0]}))
    print(sess.run(free).shape)

import tensorflow as tf

w = tf.Variable(tf.random_normal([2], seed=3))
v = tf.Variable(tf.random_uniform([2], seed=3))
u = tf.Variable(tf.random_normal([2], seed=4))
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(sess.run([w, v, u]))

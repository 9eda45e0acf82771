import tensorflow as tf

w1 = tf.Variable(tf.random_normal([2], seed=3))
w2 = tf.Variable(tf.random_normal([2], seed=3))
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(sess.run([w1, w2]))

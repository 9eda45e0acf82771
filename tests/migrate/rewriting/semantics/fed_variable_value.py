import tensorflow as tf

w = tf.Variable(2.0)
y = w * 3.0
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(sess.run(y), sess.run(y, {w: 5.0}), sess.run(w))

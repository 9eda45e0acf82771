import tensorflow as tf

x = tf.placeholder(tf.float32, [])
w = tf.Variable(3.0)
hidden = x * w
out = hidden + 1.0
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(sess.run(out, {x: 2.0}))
    print(sess.run(out, {hidden: 2.0}))

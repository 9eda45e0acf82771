import tensorflow as tf

x = tf.placeholder(tf.float32, name='x')
y = tf.placeholder(tf.float32, name='y')
w = tf.Variable([1., 2.])
with tf.Session() as sess:
    # start
    sess.run(tf.global_variables_initializer())
    # sum
    print(sess.run(x + y, feed_dict={x: 1.5, y: 2.5}))
    sess.run(tf.log(w))
    print(sess.run(tf.log(w)))
    a, b = sess.run([w * 2, tf.square(w)])
    print(a, b)
    for i in range(2):
        print(sess.run(tf.shape(x)[0], {x: [1., 2., 3.]}))
        print(sess.run([w, x * w], {x: i}))



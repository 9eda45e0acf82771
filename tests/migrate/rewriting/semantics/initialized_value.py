import tensorflow as tf

w = tf.Variable(tf.random_normal([2, 3], stddev=0.35), name="weights")
twice = tf.Variable(w.initialized_value() * 2.0, name="twice")
same = tf.Variable(w.initialized_value())
zero = tf.Variable(tf.zeros_like(w))
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    a, b, c = sess.run([w, twice, same])
    print((a * 2 == b).all(), (a == c).all(), sess.run(zero))
    sess.run(tf.assign(w, [[1.0, 1.0, 1.0], [2.0, 2.0, 2.0]]))
    print(sess.run([w, same])[1].shape, (sess.run(same) == c).all())

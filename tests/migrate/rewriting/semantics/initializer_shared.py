import tensorflow as tf

init = tf.contrib.layers.xavier_initializer()
a = tf.get_variable("a", [20, 20], initializer=init)
b = tf.get_variable("b", [20, 20], initializer=init)
c = tf.Variable(init([20, 20]))
x = tf.placeholder(tf.float32, [None, 20])
h = tf.layers.dense(x, 20, kernel_initializer=init, use_bias=False)
out = tf.layers.dense(x, 20, kernel_initializer=init, use_bias=False)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    va, vb, vc = sess.run([a, b, c])
    print((va == vb).all(), (va == vc).all(), abs(va).max() < 0.39)
    one, two = sess.run([h, out], {x: [[1.0] * 20]})
    print((one == two).all())

import tensorflow as tf

x = tf.placeholder(tf.float32, [None, 2])
w = tf.Variable([[0.5], [-0.25]])


def sensitivity(y, by):
    return tf.gradients(y, by)[0]


hidden = tf.tanh(x)
y = tf.reduce_sum(tf.square(tf.matmul(hidden, w)))
change = sensitivity(y, hidden)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(sess.run(hidden, {x: [[1.0, 2.0]]}))
    print(sess.run([y, change], {x: [[1.0, 2.0]]}))

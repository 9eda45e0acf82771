import tensorflow as tf


class Dense(object):
    def __init__(self, name):
        with tf.variable_scope(name, reuse=tf.AUTO_REUSE):
            self.w = tf.get_variable("w", [2, 2], initializer=tf.ones_initializer())

    def __call__(self, x):
        return tf.matmul(x, self.w)


x = tf.placeholder(tf.float32, [1, 2])
a = Dense("one")
b = Dense("one")
c = Dense("two")
y = c(b(a(x)))
loss = tf.reduce_sum(y)
t = tf.train.GradientDescentOptimizer(0.01).minimize(loss)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    sess.run(t, {x: [[1.0, 2.0]]})
    print(sess.run([a.w, b.w, c.w]))
    print(len(tf.trainable_variables()))

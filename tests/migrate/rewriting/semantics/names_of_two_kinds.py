import tensorflow as tf

with tf.name_scope("first"):
    a = tf.Variable(1.0, name="W")
b = tf.Variable(2.0, name="W")
with tf.name_scope("output"):
    c = tf.get_variable("W", shape=[2], initializer=tf.constant_initializer(3.0))
total = a + b + tf.reduce_sum(c)
train = tf.train.GradientDescentOptimizer(0.5).minimize(tf.square(total - 1.0))
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for i in range(2):
        sess.run(train)
        print(["%.3f" % v for v in sess.run([a, b, total])], sess.run(c))

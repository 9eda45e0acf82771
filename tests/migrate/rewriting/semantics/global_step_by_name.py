import tensorflow as tf

global_step = tf.Variable(0, name="global_step", trainable=False)
w = tf.Variable(2.0)
loss = tf.square(w)
train = tf.train.GradientDescentOptimizer(0.1).minimize(loss, global_step=tf.train.get_global_step())
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for _ in range(3):
        sess.run(train)
    print(sess.run(global_step), sess.run(w))

import tensorflow as tf

w = tf.Variable(2.0)
loss = tf.square(w)
step = tf.train.get_global_step()
train = tf.train.GradientDescentOptimizer(0.1).minimize(loss, global_step=step)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for _ in range(3):
        sess.run(train)
    print(step, sess.run(w))

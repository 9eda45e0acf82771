import tensorflow as tf

names = ["a", "global_step"]
w = tf.Variable(2.0)
for name in names[1:]:
    step = tf.Variable(0, name=name, trainable=False)
train = tf.train.GradientDescentOptimizer(0.1).minimize(tf.square(w), global_step=tf.train.get_global_step())
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for _ in range(3):
        sess.run(train)
    print(sess.run(step), sess.run(w))

import tensorflow as tf

with tf.variable_scope("s"):
    step = tf.Variable(0, trainable=False, name="global_step")
w = tf.Variable(1.0, name="w")
train = tf.train.GradientDescentOptimizer(0.1).minimize(tf.square(w), global_step=tf.train.get_global_step())
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for i in range(3):
        sess.run(train)
    print(sess.run([w, step]))

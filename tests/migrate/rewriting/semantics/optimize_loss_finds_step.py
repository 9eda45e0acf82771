import tensorflow as tf
gs = tf.Variable(0, name="global_step", trainable=False)
w = tf.Variable(2.0)
train = tf.contrib.layers.optimize_loss(tf.square(w), None, 0.1, "Momentum")
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for i in range(3):
        sess.run(train)
        print(sess.run([w, gs]))

import tensorflow as tf

v = tf.Variable(1.0)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for i in range(3):
        update = tf.assign(v, float(i))
        update.eval()
        print(sess.run(update), v.eval())

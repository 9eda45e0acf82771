import tensorflow as tf

keys = ["mine", tf.GraphKeys.GLOBAL_VARIABLES]
w = tf.get_variable("w", [2], initializer=tf.ones_initializer(), collections=keys)
v = tf.get_variable("v", [2], initializer=tf.zeros_initializer(), collections=keys)
double = [tf.assign(x, x * 2.0) for x in tf.get_collection(keys[0])]
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    sess.run(double)
    print(sess.run([w, v]), len(keys))

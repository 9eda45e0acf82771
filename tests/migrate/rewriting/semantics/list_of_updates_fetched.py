import tensorflow as tf

v = tf.Variable(1.0)
x = tf.placeholder(tf.float32, [])
updates = []
for k in range(2):
    updates.append(tf.assign_add(v, x))
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    sess.run(updates, {x: 2.0})
    print(sess.run(v))

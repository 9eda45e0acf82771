import tensorflow as tf
x = tf.placeholder(tf.float32, [])
v = tf.Variable(1.0)
u = v.assign(v + x)
y = v * 2.0
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for i in range(2):
        print(sess.run([u, y], {x: 1.0}))

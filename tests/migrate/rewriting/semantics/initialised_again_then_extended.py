import tensorflow as tf

w = tf.Variable(2.0)
x = tf.placeholder(tf.float32, [])
y = w * x
sess = tf.Session()
sess.run(tf.global_variables_initializer())
print(sess.run(y, {x: 1.0}))
sess.run(tf.global_variables_initializer())
print(sess.run(y, {x: 2.0}))
z = y + 1.0
sess.run(tf.global_variables_initializer())
print(sess.run(z, {x: 3.0}))

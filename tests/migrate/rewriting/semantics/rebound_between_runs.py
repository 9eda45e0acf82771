import tensorflow as tf

x = tf.placeholder(tf.float32)
scale = 0.5
w = tf.Variable(2.0)
y = x * w * scale
z = y + w + scale
sess = tf.Session()
sess.run(tf.global_variables_initializer())
for step in range(3):
    print(sess.run(y, {x: step}))
    scale = 10.0
scale = 20.0
print(sess.run(z, {x: 1.0}), scale)

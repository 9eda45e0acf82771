import tensorflow as tf
a = tf.placeholder(tf.int32, [])
b = tf.placeholder(tf.float32, [])
def half(t):
    return tf.div(t, 2)
x = half(a)
y = half(b)
z = half(b) / 2
with tf.Session() as sess:
    print(sess.run(x, {a: 5}), sess.run(y, {b: 5.0}), sess.run(z, {b: 5.0}))

import tensorflow as tf

x = tf.placeholder(tf.float32, [])
rate = 1.0
y = x * 2.0
with tf.Session() as sess:
    for i in range(3):
        scaled = tf.multiply(x, rate)
        print(sess.run(scaled, {x: 1.0}))
        rate = rate * 0.5

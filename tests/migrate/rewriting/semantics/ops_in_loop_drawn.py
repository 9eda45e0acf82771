import tensorflow as tf

x = tf.placeholder(tf.float32, [])
with tf.Session() as sess:
    for i in range(2):
        noise = tf.random_uniform([], seed=3)
        print(sess.run(x + noise, {x: 1.0}) > 1.0)
        same = tf.identity(noise)
        print(sess.run(same) == sess.run(same))

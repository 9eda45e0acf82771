import tensorflow as tf

c = tf.random_uniform([], -10, 10, seed=2)
d = c + 100.0
with tf.Session() as sess:
    print(sess.run(c), sess.run(d), sess.run(c))

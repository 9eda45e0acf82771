import tensorflow as tf

with tf.Session() as sess:
    for _ in range(3):
        print(sess.run(tf.random_uniform([], -10, 10, seed=2)))

import tensorflow as tf

c = tf.random_uniform([], -10, 10, seed=2)

with tf.Session() as sess:
    print(sess.run(c))
    print(sess.run(c))

with tf.Session() as sess:
    for i in range(2):
        print(i, sess.run(c))

sess = tf.Session()
# the third one
print(sess.run(c))
sess.close()

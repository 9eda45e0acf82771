import tensorflow as tf

def weight(shape):
    return tf.Variable(tf.random_normal(shape, seed=3))

w1 = weight([2])
w2 = weight([2])
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(sess.run([w1, w2]))

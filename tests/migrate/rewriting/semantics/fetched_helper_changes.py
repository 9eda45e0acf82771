import tensorflow as tf

z = tf.placeholder(tf.float32, [])
factor = 2.0
count = []


def counted(x):
    count.append(1)
    return x * 2.0


def scaled(x):
    return x * factor


with tf.Session() as sess:
    for i in range(2):
        print(sess.run(counted(z), {z: 1.0}), len(count))
        factor = factor + 1.0
        print(sess.run(scaled(z), {z: 1.0}))

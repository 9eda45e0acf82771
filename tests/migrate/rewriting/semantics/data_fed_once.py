import numpy as np
import tensorflow as tf

tf.set_random_seed(9)

features = np.arange(12.0).reshape(6, 2)
labels = np.arange(6)
x = tf.placeholder(tf.float32, [None, 2])
y = tf.placeholder(tf.int32, [None])
dataset = tf.data.Dataset.from_tensor_slices((x, y)).shuffle(6, seed=3).batch(4)
iterator = dataset.make_initializable_iterator()
bx, by = iterator.get_next()
w = tf.Variable(tf.ones([2, 1]))
total = tf.reduce_sum(tf.matmul(bx, w)) + tf.cast(tf.reduce_sum(by), tf.float32)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    sess.run(iterator.initializer, feed_dict={x: features, y: labels})
    print(sess.run(total))
    print(sess.run(total))
    try:
        sess.run(total)
    except tf.errors.OutOfRangeError:
        print("end")

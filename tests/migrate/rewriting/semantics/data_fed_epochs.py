import numpy as np
import tensorflow as tf

tf.set_random_seed(9)

train = np.arange(12.0).reshape(6, 2)
test = np.ones([4, 2]) * 7.0
x = tf.placeholder(tf.float32, [None, 2])
size = tf.placeholder(tf.int64, [])
dataset = tf.data.Dataset.from_tensor_slices(x)
dataset = dataset.shuffle(6, seed=3)  # keep the order
dataset = dataset.batch(size)
iterator = dataset.make_initializable_iterator()
batch = iterator.get_next()
w = tf.Variable([[1.0], [2.0]])
loss = tf.reduce_sum(tf.square(tf.matmul(batch, w)))
train_op = tf.train.GradientDescentOptimizer(0.001).minimize(loss)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for epoch in range(3):
        sess.run(iterator.initializer, feed_dict={x: train, size: 4})
        while True:
            try:
                _, value = sess.run([train_op, loss])
                print(epoch, value)
            except tf.errors.OutOfRangeError:
                break
    sess.run(iterator.initializer, feed_dict={x: test, size: 2})
    while True:
        try:
            print(sess.run(loss))
        except tf.errors.OutOfRangeError:
            break
    print(sess.run(w))

"""One dataset over placeholders: a shuffled pass over the training arrays, then one over the test arrays, each epoch."""
import numpy as np
import tensorflow as tf

rng = np.random.RandomState(7)
train_x, test_x = rng.rand(12, 3), rng.rand(6, 3)
train_y, test_y = train_x.sum(1, keepdims=True), test_x.sum(1, keepdims=True)

x = tf.placeholder(tf.float32, [None, 3])
y = tf.placeholder(tf.float32, [None, 1])
dataset = tf.data.Dataset.from_tensor_slices((x, y))
dataset = dataset.shuffle(12, seed=4)  # the order is that of the seed
dataset = dataset.batch(4)
iterator = dataset.make_initializable_iterator()
batch_x, batch_y = iterator.get_next()

w = tf.Variable(tf.zeros([3, 1]))
loss = tf.reduce_mean(tf.square(tf.matmul(batch_x, w) - batch_y))
train_op = tf.train.GradientDescentOptimizer(0.2).minimize(loss)

with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for epoch in range(3):
        sess.run(iterator.initializer, feed_dict={x: train_x, y: train_y})
        while True:
            try:
                _, value = sess.run([train_op, loss])
                print("epoch %d: %.5f" % (epoch, value))
            except tf.errors.OutOfRangeError:
                break
        # how good is it?
        sess.run(iterator.initializer, feed_dict={x: test_x, y: test_y})
        values = []
        try:
            while True:
                values.append(sess.run(loss))
        except tf.errors.OutOfRangeError:
            print("test: %.5f" % np.mean(values))

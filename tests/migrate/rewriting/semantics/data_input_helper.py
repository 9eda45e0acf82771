import numpy as np
import tensorflow as tf

xs = np.arange(8.0, dtype=np.float32)


def input_fn(values, batch_size):
    dataset = tf.data.Dataset.from_tensor_slices((values, values * 2.0))
    dataset = dataset.map(lambda a, b: (a + 1.0, b))
    dataset = dataset.repeat(2).batch(batch_size)
    iterator = dataset.make_one_shot_iterator()
    return iterator.get_next()


x, y = input_fn(xs, 4)
w = tf.Variable(3.0)
loss = tf.reduce_mean(tf.square(x * w - y))
train = tf.train.GradientDescentOptimizer(0.01).minimize(loss)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for _ in range(4):
        print(sess.run([train, loss])[1])
    print(sess.run(w))

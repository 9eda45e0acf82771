import numpy as np
import tensorflow as tf

tf.set_random_seed(9)

xs = np.arange(6.0, dtype=np.float32)
dataset = tf.data.Dataset.from_tensor_slices(xs).shuffle(6, seed=7).batch(2)
iterator = dataset.make_initializable_iterator()
batch = iterator.get_next()
total = tf.reduce_sum(batch)


def run_epoch(sess):
    sess.run(iterator.initializer)
    values = []
    while True:
        try:
            values.append(sess.run(total))
        except tf.errors.OutOfRangeError:
            break
    return values


with tf.Session() as sess:
    for epoch in range(2):
        print(run_epoch(sess))

import numpy as np
import tensorflow as tf


def batches(values):
    dataset = tf.data.Dataset.from_tensor_slices(values).batch(2)
    iterator = dataset.make_initializable_iterator()
    batch = iterator.get_next()
    return batch, iterator.initializer


values = np.arange(5.0, dtype=np.float32)
batch, start = batches(values)
total = tf.reduce_sum(batch)
with tf.Session() as sess:
    for epoch in range(2):
        sess.run(start)
        while True:
            try:
                print(epoch, sess.run(total))
            except tf.errors.OutOfRangeError:
                break

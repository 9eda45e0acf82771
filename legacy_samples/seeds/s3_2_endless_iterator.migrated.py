"""A one-shot iterator over an endless generator: the loop runs for ever, by design, without growing."""
# record: endless
from compat import tf1 as tf
import numpy as np


def generate_data():
    while True:
        yield np.random.rand(100, 100).astype(np.float32)


dataset = tf.data.Dataset.from_generator(generate_data, output_types=tf.float32)
dataset = dataset.batch(32)
iterator = dataset.make_one_shot_iterator()

next_batch = iterator.get_next()
with tf.Session() as sess:
    while True:
        try:
            batch_data = sess.run(next_batch)
        except tf.errors.OutOfRangeError:
            break

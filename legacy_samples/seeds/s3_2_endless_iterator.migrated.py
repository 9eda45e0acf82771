"""A one-shot iterator over an endless generator: the loop runs for ever, by design, without growing."""
# record: endless
import tensorflow as tf
import numpy as np


def generate_data():
    while True:
        yield np.random.rand(100, 100).astype(np.float32)


dataset = tf.data.Dataset.from_generator(generate_data, output_types=tf.float32)
dataset = dataset.batch(32)

for next_batch in dataset:
    batch_data = tf.nest.map_structure(lambda t: t.numpy(), next_batch)

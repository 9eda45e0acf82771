"""s3_2 with an end: fifty batches are consumed, and no more than prefetching needs is generated."""
import tensorflow as tf
import numpy as np

generated = 0


def generate_data():
    global generated
    while True:
        generated += 1
        yield np.random.rand(10, 10).astype(np.float32)


dataset = tf.data.Dataset.from_generator(generate_data, output_types=tf.float32)
dataset = dataset.batch(32).take(50)

consumed = 0
for next_batch in dataset:
    batch_data = tf.nest.map_structure(lambda t: t.numpy(), next_batch)
    consumed += len(batch_data)
print(consumed, generated - consumed <= 32)

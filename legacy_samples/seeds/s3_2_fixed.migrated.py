"""s3_2 with an end: fifty batches are consumed, and no more than prefetching needs is generated."""
from compat import tf1 as tf
import numpy as np

generated = 0


def generate_data():
    global generated
    while True:
        generated += 1
        yield np.random.rand(10, 10).astype(np.float32)


dataset = tf.data.Dataset.from_generator(generate_data, output_types=tf.float32)
dataset = dataset.batch(32).take(50)
iterator = dataset.make_one_shot_iterator()

next_batch = iterator.get_next()
with tf.Session() as sess:
    consumed = 0
    while True:
        try:
            batch_data = sess.run(next_batch)
            consumed += len(batch_data)
        except tf.errors.OutOfRangeError:
            break
print(consumed, generated - consumed <= 32)

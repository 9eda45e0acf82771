"""Queue runners: slice_input_producer and tf.train.batch under a Coordinator."""
import numpy as np
import tensorflow as tf

values = np.arange(8, dtype=np.float32)
slices = tf.data.Dataset.from_tensor_slices((values,)).repeat(2)


def parse_slice(item):
    return item * 2


batches = slices.map(parse_slice).batch(4, drop_remainder=True)


@tf.function(input_signature=[batches.element_spec])
def evaluate(batch):
    total = tf.reduce_sum(batch)
    return batch, total


for batch in batches:
    b, t = (t.numpy() for t in evaluate(batch))
    print(b, t)
print('Done')

"""make_one_shot_iterator and a loop that ends with OutOfRangeError."""
import numpy as np
import tensorflow as tf

data = np.arange(14, dtype=np.float32).reshape(7, 2)
dataset = tf.data.Dataset.from_tensor_slices((data, data.sum(1)))
dataset = dataset.map(lambda row, s: (row * 2.0, s)).batch(3)


@tf.function(input_signature=dataset.element_spec)
def evaluate(rows, sums):
    check = tf.reduce_sum(rows, axis=1) - 2 * sums
    return rows, check


count = 0
for rows, sums in dataset:
    r, c = (t.numpy() for t in evaluate(rows, sums))
    print(r.shape, c)
    count += 1
print("end of data after", count)

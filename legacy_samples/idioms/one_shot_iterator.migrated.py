"""make_one_shot_iterator and a loop that ends with OutOfRangeError."""
import numpy as np
from compat import tf1 as tf

data = np.arange(14, dtype=np.float32).reshape(7, 2)
dataset = tf.data.Dataset.from_tensor_slices((data, data.sum(1)))
dataset = dataset.map(lambda row, s: (row * 2.0, s)).batch(3)
iterator = dataset.make_one_shot_iterator()
rows, sums = iterator.get_next()
check = tf.reduce_sum(rows, axis=1) - 2 * sums

with tf.Session() as sess:
    count = 0
    try:
        while True:
            r, c = sess.run([rows, check])
            print(r.shape, c)
            count += 1
    except tf.errors.OutOfRangeError:
        print("end of data after", count)

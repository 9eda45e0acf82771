"""from_generator with repeat and prefetch; the number of steps is counted by the host."""
import numpy as np
from compat import tf1 as tf


def samples():
    for i in range(5):
        yield i, np.full([2], i, dtype=np.float32)


dataset = tf.data.Dataset.from_generator(samples, (tf.int32, tf.float32), (tf.TensorShape([]), tf.TensorShape([2])))
dataset = dataset.repeat(2).batch(4).prefetch(1)
index, values = tf.compat.v1.data.make_one_shot_iterator(dataset).get_next()
total = tf.reduce_sum(values)

with tf.Session() as sess:
    for step in range(3):
        i, t = sess.run([index, total])
        print(step, i, t)

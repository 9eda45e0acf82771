"""from_generator with repeat and prefetch; the number of steps is counted by the host."""
import numpy as np
import tensorflow as tf


def samples():
    for i in range(5):
        yield i, np.full([2], i, dtype=np.float32)


dataset = tf.data.Dataset.from_generator(samples, (tf.int32, tf.float32), (tf.TensorShape([]), tf.TensorShape([2])))
dataset = dataset.repeat(2).batch(4).prefetch(1)
iterator = iter(dataset)


@tf.function(input_signature=dataset.element_spec)
def evaluate(index, values):
    total = tf.reduce_sum(values)
    return index, total


for step in range(3):
    i, t = (t.numpy() for t in evaluate(*iterator.get_next()))
    print(step, i, t)

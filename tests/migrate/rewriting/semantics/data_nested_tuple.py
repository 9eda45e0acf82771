import numpy as np
import tensorflow as tf

a = np.arange(4.0, dtype=np.float32)
b = a + 10.0
c = a * 100.0
dataset = tf.data.Dataset.from_tensor_slices(((a, b), c)).batch(2)
iterator = dataset.make_one_shot_iterator()
(left, right), label = iterator.get_next()
result = tf.reduce_sum(left * right) - tf.reduce_sum(label)
with tf.Session() as sess:
    while True:
        try:
            print(sess.run(result))
        except tf.errors.OutOfRangeError:
            print("done")
            break

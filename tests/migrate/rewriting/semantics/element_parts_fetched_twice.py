import numpy as np
import tensorflow as tf

dataset = tf.data.Dataset.from_tensor_slices((np.arange(4), np.arange(4) * 2.0))
first, second = dataset.make_one_shot_iterator().get_next()
with tf.Session() as sess:
    a, b, c = sess.run([second, first, second])
    print(a, b, c)
    print(sess.run([second, first]))

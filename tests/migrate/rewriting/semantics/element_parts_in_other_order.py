import numpy as np
import tensorflow as tf

dataset = tf.data.Dataset.from_tensor_slices((np.arange(6), np.arange(6) * 2.0, np.arange(6) * 3))
first, second, third = dataset.make_one_shot_iterator().get_next()
with tf.Session() as sess:
    a, b, c = sess.run([third, first, second])
    print(a, b, c)
    c, a = sess.run([first, third])
    print(a, c)
    for i in range(2):
        (b, a, c) = sess.run((second, third, first))
        print(a, b, c)

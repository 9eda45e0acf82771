import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [None, None])
y = tf.matrix_inverse(x)
with tf.Session() as sess:
    try:
        print(sess.run(y, {x: [[1.0, 1.0], [1.0, 1.0]]}))
    except tf.errors.InvalidArgumentError:
        print("singular")

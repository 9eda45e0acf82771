import numpy as np
import tensorflow as tf

v = tf.Variable(1.0)
y = v * 2.0
with tf.Session() as sess:
    try:
        print(sess.run(y))
    except tf.errors.FailedPreconditionError:
        print("not initialised")

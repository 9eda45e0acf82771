"""Static and dynamic shapes: get_shape, as_list, tf.shape, set_shape, unstack."""
import numpy as np
from compat import tf1 as tf

x = tf.placeholder(tf.float32, shape=(None, 4), name="x")
batch_size = tf.shape(x)[0]
width = x.get_shape().as_list()[1]
tiled = tf.tile(tf.reshape(x, [batch_size, width, 1]), [1, 1, 2])
columns = tf.unstack(x, axis=1)
print(x.get_shape(), tiled.get_shape().ndims, len(columns), x.shape[1].value)

with tf.Session() as sess:
    data = np.arange(12).reshape(3, 4)
    print(sess.run(batch_size, {x: data}))
    print(sess.run(tf.shape(tiled), feed_dict={x: data}))
    print(sess.run(columns[1] + columns[3], {x: data}))
    print([c.tolist() for c in sess.run(columns[:2], {x: data[:2]})])

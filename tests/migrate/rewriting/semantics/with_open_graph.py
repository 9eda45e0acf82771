import numpy as np
import tensorflow as tf

import io
x = tf.placeholder(tf.float32, [])
with io.StringIO() as f:
    f.write(u"3.0")
    y = x * float(f.getvalue())
with tf.Session() as sess:
    print(sess.run(y, {x: 1.0}))

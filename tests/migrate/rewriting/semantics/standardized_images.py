import numpy as np
import tensorflow as tf

whole = tf.placeholder(tf.uint8, [2, 4, 3])
standard = tf.image.per_image_standardization(whole)
with tf.Session() as sess:
    out = sess.run(standard, feed_dict={whole: (np.arange(24) * 37 % 256).reshape(2, 4, 3).astype(np.uint8)})
    print(out.dtype, out.tolist())

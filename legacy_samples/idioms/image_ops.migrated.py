"""Resizing, cropping and standardising fed images with the functions of TF1."""
import numpy as np
from compat import tf1 as tf

image = tf.placeholder(tf.uint8, [4, 4, 1])
as_float = tf.image.convert_image_dtype(image, tf.float32)
bigger = tf.image.resize_images(as_float, [6, 6])
nearest = tf.image.resize_nearest_neighbor(tf.expand_dims(as_float, 0), [2, 3])
bilinear = tf.image.resize_bilinear(tf.expand_dims(as_float, 0), [3, 3], align_corners=True)
cropped = tf.image.resize_image_with_crop_or_pad(image, 2, 6)
standard = tf.image.per_image_standardization(as_float)

with tf.Session() as sess:
    feed = {image: (np.arange(16).reshape(4, 4, 1) * 10).astype(np.uint8)}
    for tensor in (bigger, nearest, bilinear, cropped, standard):
        print(np.squeeze(sess.run(tensor, feed)))

import numpy as np
import tensorflow as tf

side = 5
batch = tf.placeholder(tf.float32, [None, 3, 4, 2])
single = tf.placeholder(tf.uint8, [3, 4, 1])
larger = tf.image.resize_images(batch, [side, 7])
corners = tf.image.resize_images(batch, (side, 7), align_corners=True)
nearest = tf.image.resize_images(batch, [2, 3], tf.image.ResizeMethod.NEAREST_NEIGHBOR)
cubic = tf.image.resize_images(batch, [side, 7], method=tf.image.ResizeMethod.BICUBIC)
area = tf.image.resize_images(batch, [2, 2], method=3)
bytes_resized = tf.image.resize_images(single, [2, 2])
bytes_kept = tf.image.resize_images(single, [3, 4])
plain = tf.image.resize_bilinear(batch, [2, 2], align_corners=True)
near = tf.image.resize_nearest_neighbor(batch, size=[4, 4])
w = tf.Variable(2.0)
loss = tf.reduce_mean(tf.square(tf.image.resize_images(batch * w, [6, 6])))
train = tf.train.GradientDescentOptimizer(0.001).minimize(loss)
rng = np.random.RandomState(0)
a = rng.rand(2, 3, 4, 2) * 10
b = rng.randint(0, 255, size=(3, 4, 1))
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for value in sess.run([larger, corners, nearest, cubic, area, plain, near], {batch: a}):
        print(value.shape, value.dtype, "%.3f %.3f" % (value.sum(), (value * value).sum()))
    for value in sess.run([bytes_resized, bytes_kept], {single: b}):
        print(value.shape, value.dtype, value.sum())
    sess.run(train, {batch: a})
    print("%.5f" % sess.run(w))

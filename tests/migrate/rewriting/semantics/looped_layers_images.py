# convolutions in scopes that a loop opens, and dense layers of float64 after them
import numpy as np
import tensorflow as tf

images = tf.placeholder(tf.float32, [None, 8, 8, 1])
h = images
for i, (filters, size) in enumerate([(2, 3), (3, 2)]):
    with tf.variable_scope("block%d" % i):
        h = tf.layers.conv2d(
            h, filters, size, padding="SAME", activation=tf.nn.relu, name="conv",
            kernel_initializer=tf.constant_initializer(0.1 * (i + 1))
        )
        h = tf.layers.max_pooling2d(h, 2, 2)
h = tf.cast(tf.layers.flatten(h), tf.float64)
for units in (5, 2):
    h = tf.nn.sigmoid(tf.layers.dense(h, units, kernel_initializer=tf.constant_initializer(0.1), use_bias=units == 5))
loss = tf.reduce_sum(tf.square(h))
train_op = tf.train.MomentumOptimizer(0.1, 0.9).minimize(loss)
data = np.sin(np.arange(128)).reshape(2, 8, 8, 1)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for step in range(4):
        _, value = sess.run([train_op, loss], {images: data})
        print("%.10f" % value, value.dtype)

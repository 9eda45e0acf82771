# a convolution of its own for each size of filter, over sizes that come from a text
import numpy as np
import tensorflow as tf

filter_sizes = list(map(int, "2,3,4".split(",")))
x = tf.placeholder(tf.float32, [None, 6, 5, 1])
y = tf.placeholder(tf.float32, [None, 2])
pooled_outputs = []
for i, filter_size in enumerate(filter_sizes):
    with tf.name_scope("conv-maxpool-%s" % filter_size):
        # the filters
        filter_shape = [filter_size, 5, 1, 2]
        W = tf.Variable(tf.fill(filter_shape, 0.1 * (i + 1)), name="W")
        b = tf.Variable(tf.constant(0.1, shape=[2]), name="b")
        conv = tf.nn.conv2d(x, W, strides=[1, 1, 1, 1], padding="VALID", name="conv")
        h = tf.nn.relu(tf.nn.bias_add(conv, b), name="relu")
        pooled = tf.nn.max_pool(
            h, ksize=[1, 6 - filter_size + 1, 1, 1], strides=[1, 1, 1, 1], padding="VALID", name="pool"
        )
        pooled_outputs.append(pooled)
features = tf.reshape(tf.concat(pooled_outputs, 3), [-1, 2 * len(filter_sizes)])
out = tf.Variable(np.linspace(-1, 1, 12).reshape(6, 2).astype(np.float32))
loss = tf.reduce_mean(tf.square(tf.matmul(features, out) - y)) + 0.1 * tf.nn.l2_loss(W)
train_op = tf.train.AdamOptimizer(0.05).minimize(loss)
images = np.sin(np.arange(120)).reshape(4, 6, 5, 1)
targets = np.cos(np.arange(8)).reshape(4, 2)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for step in range(5):
        _, value = sess.run([train_op, loss], {x: images, y: targets})
        print("%.4f" % value)
    print(np.round(sess.run(features, {x: images})[0], 4), np.round(sess.run(out), 4))

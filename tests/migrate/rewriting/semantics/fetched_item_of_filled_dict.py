import numpy as np
import tensorflow as tf

kernel = np.linspace(-1, 1, 9).reshape(3, 3, 1, 1).astype(np.float32)


def net(image):
    current = image
    layers = {}
    for i, name in enumerate(("conv1", "relu1", "conv2", "relu2", "pool1")):
        kind = name[:4]
        if kind == "conv":
            current = tf.nn.conv2d(current, tf.constant(kernel), strides=(1, 1, 1, 1), padding="SAME")
        elif kind == "relu":
            current = tf.nn.relu(current + 0.1 * i)
        else:
            current = tf.nn.max_pool(current, ksize=(1, 2, 2, 1), strides=(1, 2, 2, 1), padding="SAME")
        layers[name] = current
    return layers


data = np.linspace(0, 1, 16).reshape(1, 4, 4, 1)
with tf.Graph().as_default(), tf.Session() as sess:
    with tf.device("/cpu:0"):
        x = tf.placeholder(tf.float32, shape=(None, 4, 4, 1))
        nets = net(x)
        first = nets["relu1"].eval(feed_dict={x: data})
        print(first.shape, first[0, :, :, 0])
        print(nets["pool1"].eval(feed_dict={x: 1.0 - data})[0, :, :, 0])
        found = sess.run({"relu2": nets["relu2"], "conv2": nets["conv2"]}, {x: data})
        print(len(found), found["relu2"][0, 1, :, 0], found["conv2"][0, 2, :, 0])

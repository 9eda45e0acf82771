import numpy as np
import tensorflow as tf


scale = tf.Variable(2.0)


def get_batch(image, label, width, batch_size, capacity):
    image = tf.cast(image, tf.float32)
    label = tf.cast(label, tf.int32)
    input_queue = tf.train.slice_input_producer([image, label], shuffle=False)
    label = input_queue[1]
    image = input_queue[0] * 2.0
    image_batch, label_batch = tf.train.batch([image, label], batch_size=batch_size, num_threads=1, capacity=capacity)
    # the shape of the labels
    label_batch = tf.reshape(label_batch, [batch_size])
    image_batch = tf.cast(image_batch, tf.float32) * scale
    return image_batch, label_batch


def run_training():
    images, labels = get_batch(np.arange(12.0).reshape(6, 2), list(range(6)), 2.0, 2, 8)
    total = tf.reduce_sum(images) + tf.cast(labels[0], tf.float32)
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        coord = tf.train.Coordinator()
        threads = tf.train.start_queue_runners(sess=sess, coord=coord)
        for step in range(4):
            print("%.2f" % sess.run(total))
        coord.request_stop()
        coord.join(threads)


run_training()

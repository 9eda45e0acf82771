import os
import tempfile

import numpy as np
import tensorflow as tf

path = os.path.join(tempfile.mkdtemp(), "train.tfrecords")


def int64_feature(value):
    return tf.train.Feature(int64_list=tf.train.Int64List(value=[value]))


def bytes_feature(value):
    return tf.train.Feature(bytes_list=tf.train.BytesList(value=[value]))


writer = tf.python_io.TFRecordWriter(path)
for i in range(5):
    image = np.full([2, 2], i, dtype=np.uint8)
    feature = {"label": int64_feature(i), "image_raw": bytes_feature(image.tobytes())}
    example = tf.train.Example(features=tf.train.Features(feature=feature))
    writer.write(example.SerializeToString())
writer.close()


def read_and_decode(filename_queue):
    reader = tf.TFRecordReader()
    _, serialized_example = reader.read(filename_queue)
    features = tf.parse_single_example(
        serialized_example,
        features={
            "image_raw": tf.FixedLenFeature([], tf.string),
            "label": tf.FixedLenFeature([], tf.int64),
        },
    )
    image = tf.decode_raw(features["image_raw"], tf.uint8)
    image.set_shape([4])
    image = tf.cast(image, tf.float32) * (1.0 / 255) - 0.5
    label = tf.cast(features["label"], tf.int32)
    return image, label


def inputs(batch_size, num_epochs):
    with tf.name_scope("input"):
        filename_queue = tf.train.string_input_producer([path], num_epochs=num_epochs)
        # Even when reading in multiple threads, share the filename queue.
        image, label = read_and_decode(filename_queue)
        images, sparse_labels = tf.train.batch([image, label], batch_size=batch_size)
    return images, sparse_labels


images, labels = inputs(2, 2)
w = tf.Variable(tf.ones([4, 1]))
loss = tf.reduce_mean(tf.square(tf.matmul(images, w) - tf.cast(tf.expand_dims(labels, 1), tf.float32)))
train = tf.train.GradientDescentOptimizer(0.01).minimize(loss)
init_op = tf.group(tf.global_variables_initializer(), tf.local_variables_initializer())
sess = tf.Session()
sess.run(init_op)
coord = tf.train.Coordinator()
threads = tf.train.start_queue_runners(sess=sess, coord=coord)
try:
    step = 0
    while not coord.should_stop():
        _, loss_value = sess.run([train, loss])
        if step % 2 == 0:
            print("Step %d: loss = %.4f" % (step, loss_value))
        step += 1
except tf.errors.OutOfRangeError:
    print("Done training, %d steps." % step)
finally:
    coord.request_stop()
coord.join(threads)
sess.close()

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


filename_queue = tf.train.string_input_producer([path], num_epochs=1)
reader = tf.TFRecordReader()
_, serialized = reader.read(filename_queue)
features = tf.parse_single_example(
    serialized, features={"image_raw": tf.FixedLenFeature([], tf.string), "label": tf.FixedLenFeature([], tf.int64)}
)
image = tf.decode_raw(features["image_raw"], tf.uint8)
label = features["label"]
with tf.Session() as sess:
    sess.run(tf.local_variables_initializer())
    coord = tf.train.Coordinator()
    threads = tf.train.start_queue_runners(coord=coord)
    for i in range(5):
        print(sess.run([image, label]))
    coord.request_stop()
    coord.join(threads)

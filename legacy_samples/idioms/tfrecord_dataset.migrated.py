"""TFRecords written with python_io, read by TFRecordDataset with parse_single_example."""
import numpy as np
import tensorflow as tf

path = 'numbers.tfrecords'
writer = tf.io.TFRecordWriter(path)
for i in range(6):
    feature = {
        'label': tf.train.Feature(int64_list=tf.train.Int64List(value=[i % 2])),
        'raw': tf.train.Feature(bytes_list=tf.train.BytesList(value=[np.full(4, i, np.float32).tobytes()])),
    }
    writer.write(tf.train.Example(features=tf.train.Features(feature=feature)).SerializeToString())
writer.close()


def parse(record):
    features = tf.io.parse_single_example(record, {
        'label': tf.io.FixedLenFeature([], tf.int64), 'raw': tf.io.FixedLenFeature([], tf.string)})
    values = tf.io.decode_raw(features['raw'], tf.float32)
    values = tf.reshape(values, [2, 2])
    return values, tf.cast(features['label'], tf.int32)


dataset = tf.data.TFRecordDataset(path).map(parse).repeat(1).batch(4)


@tf.function(input_signature=dataset.element_spec)
def evaluate(values, labels):
    means = tf.reduce_mean(values, [1, 2])
    return means, labels


for values, labels in dataset:
    print([t.numpy() for t in evaluate(values, labels)])
print('done')

import glob
import tempfile

import tensorflow as tf

tf.enable_eager_execution()

folder = tempfile.mkdtemp()
w = tf.Variable([1.0, 2.0])
summary_writer = tf.contrib.summary.create_file_writer(folder)     # instantiate a logger
with summary_writer.as_default(), tf.contrib.summary.always_record_summaries():
    for step in range(3):
        loss = tf.reduce_sum(w * w)
        tf.contrib.summary.scalar("loss", loss, step=step)       # log current loss
        w.assign_sub([0.1, 0.1])
with tf.contrib.summary.always_record_summaries():
    with summary_writer.as_default():
        tf.contrib.summary.histogram("weights", w, step=tf.constant(7, tf.int64))
summary_writer.flush()
for path in glob.glob(folder + "/*"):
    for record in list(tf.data.TFRecordDataset(path))[1:]:
        print(record.numpy()[9:])  # without the wall time

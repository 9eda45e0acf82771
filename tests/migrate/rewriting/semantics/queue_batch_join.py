import os
import tempfile

import tensorflow as tf

folder = tempfile.mkdtemp()
paths = [os.path.join(folder, "part%d.csv" % part) for part in range(3)]
for part, path in enumerate(paths):
    with open(path, "w") as file:
        for row in range(4):
            file.write("%d,%d\n" % (part * 10 + row, row))

queue = tf.train.string_input_producer(paths, shuffle=False)
reader = tf.TextLineReader()
key, value = reader.read(queue)
example_list = [tf.decode_csv(value, record_defaults=[[0], [0]]) for _ in range(1)]
example_batch, label_batch = tf.train.batch_join(example_list, 5, 64)

with tf.Session() as sess:
    coord = tf.train.Coordinator()
    threads = tf.train.start_queue_runners(coord=coord)
    for i in range(4):
        examples, labels = sess.run([example_batch, label_batch], feed_dict=None)
        print(labels, examples)
    coord.request_stop()
    coord.join(threads)

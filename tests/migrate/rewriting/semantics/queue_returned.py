import os
import tempfile

import tensorflow as tf

path = os.path.join(tempfile.mkdtemp(), "numbers.csv")
with open(path, "w") as file:
    file.write("name,value\n")
    for row in range(3):
        file.write("row%d,%d,%d\n" % (row, row, row * row))


def read_rows(filename):
    queue = tf.train.string_input_producer([filename], num_epochs=2)
    reader = tf.TextLineReader(skip_header_lines=1)
    _, value = reader.read(queue)
    defaults = [[1.0] for _ in range(3)]
    defaults[0] = [""]
    content = tf.decode_csv(value, record_defaults=defaults)
    content[0] = tf.cond(tf.equal(content[0], tf.constant("row1")), lambda: tf.constant(1.0), lambda: tf.constant(0.0))
    features = tf.stack(content[:2])
    label = content[-1]
    return features, label


features, label = read_rows(path)
with tf.Session() as sess:
    sess.run(tf.local_variables_initializer())
    coord = tf.train.Coordinator()
    threads = tf.train.start_queue_runners(coord=coord)
    try:
        while not coord.should_stop():
            print(sess.run([features, label]))
    except tf.errors.OutOfRangeError:
        print("end")
    coord.request_stop()
    coord.join(threads)

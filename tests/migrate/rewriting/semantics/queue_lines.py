import os
import tempfile

import tensorflow as tf

folder = tempfile.mkdtemp()
paths = []
for part in range(2):
    paths.append(os.path.join(folder, "part%d.csv" % part))
    with open(paths[-1], "w") as file:
        file.write("a,b,c\n")
        for row in range(4):
            file.write("%d,%d.5,%d\n" % (part * 10 + row, row, row % 2))

filename_queue = tf.train.string_input_producer([paths[0]])
reader = tf.TextLineReader()
_, value = reader.read(filename_queue)
first, second, third = tf.decode_csv(value, record_defaults=[["x"], ["y"], ["z"]])
with tf.Session() as session:
    coord = tf.train.Coordinator()
    threads = tf.train.start_queue_runners(coord=coord)
    for i in range(7):
        a, b = session.run([first, third])
        print(i, a, b)
    coord.request_stop()
    coord.join(threads)

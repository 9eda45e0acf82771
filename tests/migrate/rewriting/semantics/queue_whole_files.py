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

queue = tf.train.string_input_producer(paths, shuffle=False, num_epochs=1)
reader = tf.WholeFileReader()
key, content = reader.read(queue)

with tf.Session() as sess:
    sess.run(tf.local_variables_initializer())
    coord = tf.train.Coordinator()
    threads = tf.train.start_queue_runners(coord=coord)
    try:
        while not coord.should_stop():
            print(sess.run(content))
    except Exception as e:
        coord.request_stop(e)
    finally:
        coord.request_stop()
        coord.join(threads)

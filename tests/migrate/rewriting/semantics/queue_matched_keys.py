import os
import tempfile

import tensorflow as tf

folder = tempfile.mkdtemp()
for part in range(2):
    with open(os.path.join(folder, "part%d.txt" % part), "w") as file:
        for row in range(3):
            file.write("line %d of %d\n" % (row, part))

files = tf.train.match_filenames_once(os.path.join(folder, "part*.txt"))
count = tf.size(files)
queue = tf.train.string_input_producer(files, shuffle=False)
reader = tf.TextLineReader()
key, value = reader.read(queue)

with tf.Session() as sess:
    sess.run([tf.global_variables_initializer(), tf.local_variables_initializer()])
    print([os.path.basename(name) for name in sess.run(files)])
    print(sess.run(count))
    coord = tf.train.Coordinator()
    threads = tf.train.start_queue_runners(sess=sess, coord=coord)
    for step in range(8):
        place, line = sess.run([key, value])
        print(os.path.basename(place), line)
    coord.request_stop()
    coord.join(threads)

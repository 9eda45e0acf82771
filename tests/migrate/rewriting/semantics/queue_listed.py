import numpy as np
import tensorflow as tf

names = ["a", "bb", "ccc", "dddd"]
marks = [1, 2, 3, 4]
input_queue = tf.train.slice_input_producer([tf.cast(names, tf.string), tf.cast(marks, tf.int32)], shuffle=False)
label = input_queue[1]
text = tf.string_join([input_queue[0], "!"])
image_batch, label_batch = tf.train.batch([text, label], batch_size=3, num_threads=1, capacity=64)
label_batch = tf.reshape(label_batch, [3])
with tf.Session() as sess:
    coord = tf.train.Coordinator()
    threads = tf.train.start_queue_runners(coord=coord)
    i = 0
    try:
        while not coord.should_stop() and i < 2:
            print(sess.run([image_batch, label_batch]))
            i += 1
    except tf.errors.OutOfRangeError:
        print("done")
    finally:
        coord.request_stop()
    coord.join(threads)

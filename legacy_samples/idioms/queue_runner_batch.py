"""Queue runners: slice_input_producer and tf.train.batch under a Coordinator."""
import numpy as np
import tensorflow as tf

values = np.arange(8, dtype=np.float32)
item, = tf.train.slice_input_producer([values], num_epochs=2, shuffle=False)
batch = tf.train.batch([item * 2], batch_size=4, num_threads=1, capacity=8)
total = tf.reduce_sum(batch)

with tf.Session() as sess:
    sess.run([tf.global_variables_initializer(), tf.local_variables_initializer()])
    coord = tf.train.Coordinator()
    threads = tf.train.start_queue_runners(sess=sess, coord=coord)
    try:
        while not coord.should_stop():
            b, t = sess.run([batch, total])
            print(b, t)
    except tf.errors.OutOfRangeError:
        print('Done')
    finally:
        coord.request_stop()
    coord.join(threads)

import numpy as np
import tensorflow as tf

xs = np.arange(10.0, dtype=np.float32).reshape(5, 2)
ys = np.arange(5)
x, y = tf.train.slice_input_producer([xs, ys], num_epochs=2, shuffle=False)
x = x * 2.0
x_batch, y_batch = tf.train.batch([x, y], batch_size=4, num_threads=1, capacity=8)
total = tf.reduce_sum(x_batch) + tf.cast(tf.reduce_sum(y_batch), tf.float32)
with tf.Session() as sess:
    sess.run(tf.group(tf.global_variables_initializer(), tf.local_variables_initializer()))
    coord = tf.train.Coordinator()
    threads = tf.train.start_queue_runners(sess, coord)
    try:
        while True:
            if coord.should_stop():
                break
            print(sess.run(total))
    except tf.errors.OutOfRangeError:
        print("no more data")
    finally:
        coord.request_stop()
        coord.join(threads)

import numpy as np
import tensorflow as tf

xs = np.arange(20)
x, y = tf.train.slice_input_producer([xs, xs * 2], num_epochs=1)
batch, targets = tf.train.shuffle_batch([x, y], batch_size=5, capacity=20, min_after_dequeue=10, num_threads=2)
seen = []
with tf.Session() as sess:
    sess.run(tf.local_variables_initializer())
    coord = tf.train.Coordinator()
    threads = tf.train.start_queue_runners(coord=coord)
    try:
        while not coord.should_stop():
            a, b = sess.run([batch, targets])
            seen.extend(zip(a.tolist(), b.tolist()))
    except tf.errors.OutOfRangeError:
        pass
    finally:
        coord.request_stop()
    coord.join(threads)
print(sorted(seen))

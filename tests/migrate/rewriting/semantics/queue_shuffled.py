import numpy as np
import tensorflow as tf

xs = np.arange(20)
x = tf.train.slice_input_producer([xs], num_epochs=1)[0]
batch = tf.train.shuffle_batch([x], batch_size=5, capacity=20, min_after_dequeue=10)
seen = []
with tf.Session() as sess:
    sess.run(tf.local_variables_initializer())
    coord = tf.train.Coordinator()
    threads = tf.train.start_queue_runners(coord=coord)
    try:
        while not coord.should_stop():
            seen.extend(sess.run(batch).tolist())
    except tf.errors.OutOfRangeError:
        pass
    finally:
        coord.request_stop()
    coord.join(threads)
print(sorted(seen))

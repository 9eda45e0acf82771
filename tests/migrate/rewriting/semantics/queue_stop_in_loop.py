import numpy as np
import tensorflow as tf

x, y = tf.train.slice_input_producer([np.arange(6), np.arange(6)], shuffle=False)
a, b = tf.train.batch([x, y], batch_size=2)
with tf.Session() as sess:
    coord = tf.train.Coordinator()
    threads = tf.train.start_queue_runners(coord=coord)
    step = 0
    while not coord.should_stop():
        print(step, sess.run([a, b]))
        step += 1
        if step == 4:
            coord.request_stop()
    coord.join(threads)

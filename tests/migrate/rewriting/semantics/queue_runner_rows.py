import numpy as np
import tensorflow as tf

N_SAMPLES = 7
NUM_THREADS = 4
data = 10 * np.arange(N_SAMPLES * 2).reshape(N_SAMPLES, 2) + 1.5
target = np.arange(N_SAMPLES)

queue = tf.FIFOQueue(capacity=5, dtypes=[tf.float32, tf.int32], shapes=[[2], []])
enqueue_op = queue.enqueue_many([data, target])
data_sample, label_sample = queue.dequeue()

# create NUM_THREADS to do enqueue
qr = tf.train.QueueRunner(queue, [enqueue_op] * NUM_THREADS)
with tf.Session() as sess:
    # create a coordinator, launch the queue runner threads.
    coord = tf.train.Coordinator()
    enqueue_threads = qr.create_threads(sess, coord=coord, start=True)
    try:
        for step in range(20):
            if coord.should_stop():
                break
            data_batch, label_batch = sess.run([data_sample, label_sample])
            print(data_batch)
            print(label_batch)
    except Exception as e:
        coord.request_stop(e)
    finally:
        coord.request_stop()
        coord.join(enqueue_threads)

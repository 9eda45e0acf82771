"""Queues whose runners are made by hand: rows again and again by several threads, and the numbers of batches."""

import numpy as np
import tensorflow as tf

NUM_THREADS = 4
data = np.arange(14).reshape(7, 2) / 10
labels = np.arange(7) % 2

queue = tf.FIFOQueue(capacity=5, dtypes=[tf.float32, tf.int32], shapes=[[2], []])
enqueue_op = queue.enqueue_many([data, labels])
runner = tf.train.QueueRunner(queue, [enqueue_op] * NUM_THREADS)
tf.train.add_queue_runner(runner)
x, y = queue.dequeue_many(3)

number = tf.train.range_input_producer(4, shuffle=False).dequeue()
weights = tf.Variable([[1.0], [-1.0]])
logits = tf.squeeze(tf.matmul(x, weights), 1)
loss = tf.reduce_mean(tf.nn.sigmoid_cross_entropy_with_logits(labels=tf.cast(y, tf.float32), logits=logits))
train_op = tf.train.GradientDescentOptimizer(0.5).minimize(loss)

with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    coord = tf.train.Coordinator()
    threads = tf.train.start_queue_runners(sess=sess, coord=coord)
    try:
        for step in range(6):
            if coord.should_stop():
                break
            _, cost = sess.run([train_op, loss])
            print("step %d, number %d, cost %.5f" % (step, sess.run(number), cost))
        print(sess.run([x, y]))
    except Exception as e:
        coord.request_stop(e)
    finally:
        coord.request_stop()
        coord.join(threads)

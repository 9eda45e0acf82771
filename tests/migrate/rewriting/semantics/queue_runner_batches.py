import numpy as np
import tensorflow as tf

xs = np.arange(12).reshape(6, 2)
ys = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0]
w = tf.Variable([[1.0], [2.0]])


def batches(size):
    queue = tf.FIFOQueue(20, [tf.float32, tf.float32], shapes=[[2], []])
    fill = queue.enqueue_many([xs, ys])
    tf.train.add_queue_runner(tf.train.QueueRunner(queue, [fill]))
    x, y = queue.dequeue_many(size)
    return x, y


x, y = batches(4)
loss = tf.reduce_mean(tf.square(tf.squeeze(tf.matmul(x, w), 1) - y))
train_op = tf.train.GradientDescentOptimizer(0.001).minimize(loss)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    coord = tf.train.Coordinator()
    threads = tf.train.start_queue_runners(coord=coord)
    for i in range(4):
        _, value = sess.run([train_op, loss])
        print("%d %.4f" % (i, value))
    coord.request_stop()
    coord.join(threads)

"""A queue that runs fill and empty: batches for training until it is closed, and a counter that goes round in one."""

import numpy as np
import tensorflow as tf

features = np.arange(24).reshape(12, 2).astype(np.float32) / 10
targets = np.arange(12).astype(np.float32) / 5

given = tf.placeholder(tf.float32, [None, 2])
expected = tf.placeholder(tf.float32, [None])
examples = tf.FIFOQueue(capacity=20, dtypes=[tf.float32, tf.float32], shapes=[[2], []])
fill = examples.enqueue_many([given, expected])
close = examples.close()
left = examples.size()

x, y = examples.dequeue_many(4)
w = tf.Variable(tf.zeros([2, 1]))
predictions = tf.squeeze(tf.matmul(x, w), 1)
loss = tf.reduce_mean(tf.square(predictions - y))
train_op = tf.train.GradientDescentOptimizer(0.1).minimize(loss)

counters = tf.FIFOQueue(2, tf.int32)
start = counters.enqueue_many(([0, 10],))
count = counters.dequeue()
increment = counters.enqueue([count + 1])

with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    sess.run(fill, feed_dict={given: features, expected: targets})
    print("examples:", sess.run(left))
    start.run()
    for _ in range(5):
        value, _ = sess.run([count, increment])
        print("count", value)
    sess.run(close)
    try:
        while True:
            _, cost = sess.run([train_op, loss])
            print("cost %.5f, %d left" % (cost, sess.run(left)))
    except tf.errors.OutOfRangeError:
        print("no more examples")
    print(sess.run(w))

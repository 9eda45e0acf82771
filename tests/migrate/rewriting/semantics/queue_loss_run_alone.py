import numpy as np
import tensorflow as tf

x_in = tf.placeholder(tf.float32, [None, 2])
y_in = tf.placeholder(tf.float32, [None])
queue = tf.FIFOQueue(capacity=20, dtypes=[tf.float32, tf.float32], shapes=[[2], []])
enqueue_op = queue.enqueue_many([x_in, y_in])
close_op = queue.close()
x, y = queue.dequeue_many(4)
w = tf.Variable(tf.zeros([2, 1]))
pred = tf.squeeze(tf.matmul(x, w), 1)
loss = tf.reduce_mean(tf.square(pred - y))
train_op = tf.train.GradientDescentOptimizer(0.1).minimize(loss)
size = queue.size()

data = np.arange(24).reshape(12, 2).astype(np.float32) / 10
target = np.arange(12).astype(np.float32) / 5
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    sess.run(enqueue_op, feed_dict={x_in: data, y_in: target})
    print(sess.run(size))
    print(sess.run(loss))
    print(sess.run(size))
    for step in range(2):
        _, value = sess.run([train_op, loss])
        print(step, value)
    print(sess.run(size))
    sess.run(enqueue_op, {x_in: data[:6], y_in: target[:6]})
    sess.run(close_op)
    try:
        while True:
            sess.run(train_op)
            print("step", sess.run(size))
    except tf.errors.OutOfRangeError:
        print("done", sess.run(size))
    print(sess.run(w))

import numpy as np
import tensorflow as tf

raw = np.arange(23) % 7


def producer(raw_data, batch_size, num_steps):
    raw_data = tf.convert_to_tensor(raw_data, name="raw_data", dtype=tf.int32)
    data_len = tf.size(raw_data)
    batch_len = data_len // batch_size
    data = tf.reshape(raw_data[0 : batch_size * batch_len], [batch_size, batch_len])
    epoch_size = (batch_len - 1) // num_steps
    i = tf.train.range_input_producer(epoch_size, shuffle=False).dequeue()
    x = data[:, i * num_steps : (i + 1) * num_steps]
    x.set_shape([batch_size, num_steps])
    y = data[:, i * num_steps + 1 : (i + 1) * num_steps + 1]
    y.set_shape([batch_size, num_steps])
    return x, y


x, y = producer(raw, 2, 3)
w = tf.Variable(1.0)
loss = tf.reduce_mean(tf.square(tf.cast(x, tf.float32) * w - tf.cast(y, tf.float32)))
train_op = tf.train.GradientDescentOptimizer(0.01).minimize(loss)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    coord = tf.train.Coordinator()
    threads = tf.train.start_queue_runners(coord=coord)
    for step in range(5):
        print(sess.run([x, y]))
        _, value = sess.run([train_op, loss])
        print("%d %.5f" % (step, value))
    coord.request_stop()
    coord.join(threads)

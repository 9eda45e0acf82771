import os
import tempfile

import tensorflow as tf

folder = tempfile.mkdtemp()
paths = []
for part in range(2):
    paths.append(os.path.join(folder, "part%d.csv" % part))
    with open(paths[-1], "w") as file:
        file.write("a,b,c\n")
        for row in range(4):
            file.write("%d,%d.5,%d\n" % (part * 10 + row, row, row % 2))

filename_queue = tf.train.string_input_producer(paths, shuffle=False)
reader = tf.TextLineReader(skip_header_lines=1)
key, value = reader.read(filename_queue)
# the columns
record_defaults = [[0.0], [0.0], [0.0]]
xy = tf.decode_csv(value, record_defaults=record_defaults)
train_x, train_y = tf.train.batch([xy[0:-1], xy[-1:]], batch_size=3)

x = tf.placeholder(tf.float32, [None, 2])
y = tf.placeholder(tf.float32, [None, 1])
w = tf.Variable(tf.zeros([2, 1]))
loss = tf.reduce_mean(tf.square(tf.matmul(x, w) - y))
train = tf.train.GradientDescentOptimizer(0.001).minimize(loss)
sess = tf.Session()
sess.run(tf.global_variables_initializer())
coord = tf.train.Coordinator()
threads = tf.train.start_queue_runners(sess=sess, coord=coord)
for step in range(6):
    batch_x, batch_y = sess.run([train_x, train_y])
    value, _ = sess.run([loss, train], feed_dict={x: batch_x, y: batch_y})
    print(step, batch_x[0], value)
coord.request_stop()
coord.join(threads)
print(sess.run(w))

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


def input_pipeline(filenames, batch_size, num_epochs=None):
    filename_queue = tf.train.string_input_producer(filenames, num_epochs=num_epochs, shuffle=False)
    reader = tf.TextLineReader(skip_header_lines=1)
    _, value = reader.read(filename_queue)
    a, b, c = tf.decode_csv(value, [[0.0], [0.0], [0]])
    features = tf.stack([a, b])
    feature_batch, label_batch = tf.train.batch(
        [features, c], batch_size=batch_size, capacity=100, allow_smaller_final_batch=True
    )
    return feature_batch, label_batch


features, labels = input_pipeline(paths, 3, num_epochs=2)
w = tf.Variable([[0.1], [0.2]])
prediction = tf.matmul(features, w)
loss = tf.reduce_mean(tf.square(prediction - tf.cast(tf.reshape(labels, [-1, 1]), tf.float32)))
train = tf.train.GradientDescentOptimizer(0.001).minimize(loss)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    sess.run(tf.local_variables_initializer())
    coord = tf.train.Coordinator()
    threads = tf.train.start_queue_runners(coord=coord)
    step = 0
    try:
        while not coord.should_stop():
            _, value = sess.run([train, loss])
            print(step, value)
            step += 1
    except tf.errors.OutOfRangeError:
        print("Done after %d steps" % step)
    finally:
        coord.request_stop()
    coord.join(threads)
    print(sess.run(w))

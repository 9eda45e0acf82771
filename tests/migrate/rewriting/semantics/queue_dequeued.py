import tensorflow as tf

names = ["a", "b", "c"]
queue = tf.train.string_input_producer(names, num_epochs=2, shuffle=False)
name = queue.dequeue()
path = tf.string_join([name, ".txt"])
number = tf.train.range_input_producer(4, shuffle=False).dequeue()
row = tf.train.input_producer([[1.0, 2.0], [3.0, 4.0]], shuffle=False).dequeue()
total = tf.reduce_sum(row) + tf.cast(number, tf.float32)
with tf.Session() as sess:
    sess.run(tf.local_variables_initializer())
    coord = tf.train.Coordinator()
    threads = tf.train.start_queue_runners(sess=sess, coord=coord)
    for i in range(3):
        print(sess.run(total))
    try:
        while not coord.should_stop():
            print(sess.run(path))
    except tf.errors.OutOfRangeError:
        print("end")
    finally:
        coord.request_stop()
    coord.join(threads)

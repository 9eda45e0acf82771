import tensorflow as tf

train_data = tf.data.Dataset.range(4).map(lambda i: i * 10).repeat()
test_data = tf.data.Dataset.range(3)
handle = tf.placeholder(tf.string, shape=[])
iterator = tf.data.Iterator.from_string_handle(handle, train_data.output_types, train_data.output_shapes)
element = iterator.get_next()
train_iterator = train_data.make_one_shot_iterator()
test_iterator = test_data.make_initializable_iterator()
w = tf.Variable(2, dtype=tf.int64)
result = element * w
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    train_handle = sess.run(train_iterator.string_handle())
    test_handle = sess.run(test_iterator.string_handle())
    for epoch in range(2):
        for _ in range(3):
            print("train", sess.run(result, feed_dict={handle: train_handle}))
        sess.run(test_iterator.initializer)
        while True:
            try:
                print("test", sess.run(result, {handle: test_handle}))
            except tf.errors.OutOfRangeError:
                break

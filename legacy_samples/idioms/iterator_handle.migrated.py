"""A feedable iterator: the handle of the training or the validation iterator is fed as a string."""
from compat import tf1 as tf

training = tf.data.Dataset.range(0, 6).repeat()
validation = tf.data.Dataset.range(100, 103)
handle = tf.placeholder(tf.string, shape=[])
iterator = tf.data.Iterator.from_string_handle(handle, training.output_types, training.output_shapes)
element = iterator.get_next() * 2
training_iterator = training.make_one_shot_iterator()
validation_iterator = validation.make_initializable_iterator()

with tf.Session() as sess:
    training_handle = sess.run(training_iterator.string_handle())
    validation_handle = sess.run(validation_iterator.string_handle())
    for _ in range(2):
        print([sess.run(element, feed_dict={handle: training_handle}) for _ in range(4)])
        sess.run(validation_iterator.initializer)
        print([sess.run(element, feed_dict={handle: validation_handle}) for _ in range(3)])

"""A feedable iterator: the handle of the training or the validation iterator is fed as a string."""
import tensorflow as tf

training = tf.data.Dataset.range(0, 6).repeat()
validation = tf.data.Dataset.range(100, 103)


@tf.function(input_signature=[training.element_spec])
def element(next_element):
    return next_element * 2


training_iterator = iter(training)

for _ in range(2):
    print([element(training_iterator.get_next()).numpy() for _ in range(4)])
    validation_iterator = iter(validation)
    print([element(validation_iterator.get_next()).numpy() for _ in range(3)])

"""Queues whose runners are made by hand: rows again and again by several threads, and the numbers of batches."""

import numpy as np
import tensorflow as tf

NUM_THREADS = 4
data = np.arange(14).reshape(7, 2) / 10
labels = np.arange(7) % 2

elements = tf.data.Dataset.from_tensor_slices(
    (tf.convert_to_tensor(data, tf.float32), tf.convert_to_tensor(labels, tf.int32))
).repeat()
batches = elements.batch(3, drop_remainder=True)
iterator = iter(batches)

elements_dataset = tf.data.Dataset.from_tensor_slices(tf.range(4)).repeat()
iterator_2 = iter(elements_dataset)
weights = tf.Variable([[1.0], [-1.0]])
optimizer = tf.keras.optimizers.SGD(0.5)


@tf.function(input_signature=batches.element_spec)
def train_step(x, y):
    with tf.GradientTape() as tape:
        logits = tf.squeeze(tf.matmul(x, weights), 1)
        loss = tf.reduce_mean(tf.nn.sigmoid_cross_entropy_with_logits(labels=tf.cast(y, tf.float32), logits=logits))
    variables = [weights]
    optimizer.apply_gradients(zip(tape.gradient(loss, variables), variables))
    return loss


try:
    for step in range(6):
        cost = train_step(*iterator.get_next()).numpy()
        print("step %d, number %d, cost %.5f" % (step, iterator_2.get_next().numpy(), cost))
    print([t.numpy() for t in iterator.get_next()])
except tf.errors.OutOfRangeError:
    pass

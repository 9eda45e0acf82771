"""A queue that runs fill and empty: batches for training until it is closed, and a counter that goes round in one."""

import numpy as np
import tensorflow as tf

features = np.arange(24).reshape(12, 2).astype(np.float32) / 10
targets = np.arange(12).astype(np.float32) / 5

given_spec = tf.TensorSpec([None, 2], tf.float32)
expected_spec = tf.TensorSpec([None], tf.float32)
examples = tf.queue.FIFOQueue(capacity=20, dtypes=[tf.float32, tf.float32], shapes=[[2], []])


@tf.function(input_signature=[given_spec, expected_spec])
def fill(given, expected):
    examples.enqueue_many([given, expected])


@tf.function
def close():
    examples.close()


@tf.function
def left():
    return examples.size()


w = tf.Variable(tf.zeros([2, 1]))
optimizer = tf.keras.optimizers.SGD(0.1)


@tf.function
def train_step():
    with tf.GradientTape() as tape:
        x, y = examples.dequeue_many(4)
        predictions = tf.squeeze(tf.matmul(x, w), 1)
        loss = tf.reduce_mean(tf.square(predictions - y))
    variables = [w]
    optimizer.apply_gradients(zip(tape.gradient(loss, variables), variables))
    return loss


counters = tf.queue.FIFOQueue(2, tf.int32)


@tf.function
def start():
    counters.enqueue_many(([0, 10],))


@tf.function
def increment():
    count = counters.dequeue()
    counters.enqueue([count + 1])
    return count


fill(features, targets)
print("examples:", left().numpy())
start()
for _ in range(5):
    value = increment().numpy()
    print("count", value)
close()
try:
    while True:
        cost = train_step().numpy()
        print("cost %.5f, %d left" % (cost, left().numpy()))
except tf.errors.OutOfRangeError:
    print("no more examples")
print(w.numpy())

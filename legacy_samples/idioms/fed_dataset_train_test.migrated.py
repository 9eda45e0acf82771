"""One dataset over placeholders: a shuffled pass over the training arrays, then one over the test arrays, each epoch."""
import numpy as np
import tensorflow as tf

rng = np.random.RandomState(7)
train_x, test_x = rng.rand(12, 3), rng.rand(6, 3)
train_y, test_y = train_x.sum(1, keepdims=True), test_x.sum(1, keepdims=True)


def make_dataset(x, y):
    dataset = tf.data.Dataset.from_tensor_slices((tf.cast(x, tf.float32), tf.cast(y, tf.float32)))
    dataset = dataset.shuffle(12, seed=4)  # the order is that of the seed
    return dataset.batch(4)


w = tf.Variable(tf.zeros([3, 1]))


@tf.function(reduce_retracing=True)
def compute_loss(batch_x, batch_y):
    return tf.reduce_mean(tf.square(tf.matmul(batch_x, w) - batch_y))


optimizer = tf.keras.optimizers.SGD(0.2)


@tf.function(reduce_retracing=True)
def train_step(batch_x, batch_y):
    with tf.GradientTape() as tape:
        loss = compute_loss(batch_x, batch_y)
    variables = [w]
    optimizer.apply_gradients(zip(tape.gradient(loss, variables), variables))
    return loss


for epoch in range(3):
    for batch_x, batch_y in make_dataset(train_x, train_y):
        value = train_step(batch_x, batch_y).numpy()
        print("epoch %d: %.5f" % (epoch, value))
    # how good is it?
    values = []
    for batch_x, batch_y in make_dataset(test_x, test_y):
        values.append(compute_loss(batch_x, batch_y).numpy())
    print("test: %.5f" % np.mean(values))

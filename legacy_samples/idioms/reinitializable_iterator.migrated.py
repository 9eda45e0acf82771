"""Iterator.from_structure switched between training and test sets with two init ops."""
import numpy as np
import tensorflow as tf

train_x = np.linspace(0, 1, 12).astype(np.float32)
test_x = np.array([2.0, 3.0], dtype=np.float32)
train_dataset = tf.data.Dataset.from_tensor_slices((train_x, 3 * train_x)).batch(4)
test_dataset = tf.data.Dataset.from_tensor_slices((test_x, 3 * test_x)).batch(4)

slope = tf.Variable(1.0, name="slope")


@tf.function(input_signature=train_dataset.element_spec)
def compute_loss(x, y):
    return tf.reduce_mean(tf.square(slope * x - y))


optimizer = tf.keras.optimizers.SGD(0.2)


@tf.function(input_signature=train_dataset.element_spec)
def train(x, y):
    with tf.GradientTape() as tape:
        loss = compute_loss(x, y)
    variables = [slope]
    optimizer.apply_gradients(zip(tape.gradient(loss, variables), variables))


for epoch in range(3):
    iterator = iter(train_dataset)
    for _ in range(3):
        train(*iterator.get_next())
    iterator = iter(test_dataset)
    print("epoch %d test loss %.5f" % (epoch, compute_loss(*iterator.get_next()).numpy()))

"""An initializable iterator over fed arrays, initialised again for each epoch; training until OutOfRangeError."""
import numpy as np
import tensorflow as tf

EPOCHS = 3
BATCH_SIZE = 8
rng = np.random.RandomState(23)
features, labels = rng.rand(20, 3), rng.rand(20, 1)

dataset = tf.data.Dataset.from_tensor_slices(
    (tf.cast(features, tf.float32), tf.cast(labels, tf.float32))
).batch(BATCH_SIZE)

w = tf.Variable(tf.zeros([3, 1]))
optimizer = tf.keras.optimizers.SGD(0.1)


@tf.function(input_signature=dataset.element_spec)
def train_step(batch_x, batch_y):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(tf.square(tf.matmul(batch_x, w) - batch_y))
    variables = [w]
    optimizer.apply_gradients(zip(tape.gradient(loss, variables), variables))
    return loss


for epoch in range(EPOCHS):
    tot_loss, n = 0.0, 0
    for batch_x, batch_y in dataset:
        loss_value = train_step(batch_x, batch_y).numpy()
        tot_loss += loss_value
        n += 1
    print("Epoch: {}, batches {}, Loss: {:.5f}".format(epoch, n, tot_loss / n))
print(w.numpy().ravel())

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


class Training(tf.keras.Model):
    """Trains with `train_step`, a batch a step."""

    def __init__(self):
        super().__init__()
        self.loss_tracker = tf.keras.metrics.Mean()
        self.built = True  # its variables are those of `train_step`

    def train_step(self, batch):
        batch_x, batch_y = batch
        loss = train_step(batch_x, batch_y)
        self.loss_tracker.update_state(loss)
        return {"loss": self.loss_tracker.result()}


model = Training()
model.compile(optimizer=optimizer, jit_compile=False)  # XLA would round otherwise
model.fit(dataset, epochs=EPOCHS, shuffle=False, verbose=2)
print(w.numpy().ravel())

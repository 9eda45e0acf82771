"""Linear regression, the first program of most tutorials: module level, batches of one."""
import numpy as np
import tensorflow as tf

# Parameters
learning_rate = 0.01
training_epochs = 20
display_step = 5

# Training data
train_X = np.asarray([3.3, 4.4, 5.5, 6.71, 6.93, 4.168, 9.779, 6.182, 7.59, 2.167])
train_Y = np.asarray([1.7, 2.76, 2.09, 3.19, 1.694, 1.573, 3.366, 2.596, 2.53, 1.221])
n_samples = train_X.shape[0]

# tf Graph input
X_spec = tf.TensorSpec(None, tf.float32)
Y_spec = tf.TensorSpec(None, tf.float32)

# Set model weights
W = tf.Variable(0.3, name="weight")
b = tf.Variable(-0.1, name="bias")


@tf.function(input_signature=[X_spec, Y_spec])
def compute_cost(X, Y):
    # Construct a linear model
    pred = tf.add(tf.multiply(X, W), b)
    # Mean squared error
    return tf.reduce_sum(tf.pow(pred - Y, 2)) / (2 * n_samples)


optimizer = tf.keras.optimizers.SGD(learning_rate)


@tf.function(input_signature=[X_spec, Y_spec])
def train_step(X, Y):
    with tf.GradientTape() as tape:
        cost = compute_cost(X, Y)
    variables = [W, b]
    optimizer.apply_gradients(zip(tape.gradient(cost, variables), variables))
    return cost


class Training(tf.keras.Model):
    """Trains with `train_step`, a batch a step."""

    def __init__(self):
        super().__init__()
        self.cost_tracker = tf.keras.metrics.Mean()
        self.built = True  # its variables are those of `train_step`

    def train_step(self, batch):
        X, Y = batch
        cost = train_step(X, Y)
        self.cost_tracker.update_state(tf.reduce_mean(cost))
        return {"cost": self.cost_tracker.result()}

    def test_step(self, batch):
        X, Y = batch
        return {"cost": tf.reduce_mean(compute_cost(X, Y))}


dataset = tf.data.Dataset.zip((
    tf.data.Dataset.from_tensor_slices(tf.constant(train_X, tf.float32)),
    tf.data.Dataset.from_tensor_slices(tf.constant(train_Y, tf.float32)),
))
validation_data = tf.data.Dataset.from_tensors((tf.constant(train_X, tf.float32), tf.constant(train_Y, tf.float32)))
model = Training()
model.compile(optimizer=optimizer, jit_compile=False)  # XLA would round otherwise
model.fit(
    dataset,
    epochs=training_epochs,
    validation_data=validation_data,
    validation_freq=display_step,
    shuffle=False,
    verbose=2,
)
print("Optimization Finished!")
training_cost = compute_cost(train_X, train_Y).numpy()
print("Training cost=", training_cost, "W=", W.numpy(), "b=", b.numpy())

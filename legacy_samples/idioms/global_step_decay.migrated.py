"""global_step handed to minimize, exponential_decay with staircase; the step is fetched."""
import numpy as np
import tensorflow as tf

x_spec = tf.TensorSpec([None, 2], tf.float32)
y_spec = tf.TensorSpec([None], tf.float32)
w = tf.Variable([0.5, -0.5])


@tf.function(input_signature=[x_spec, y_spec])
def compute_loss(x, y):
    return tf.reduce_mean(tf.square(tf.reduce_sum(x * w, axis=1) - y))


global_step = tf.Variable(0, trainable=False, name='global_step')


@tf.function
def compute_learning_rate():
    return tf.keras.optimizers.schedules.ExponentialDecay(0.1, 5, 0.5, True)(global_step)


optimizer = tf.keras.optimizers.SGD()


@tf.function(input_signature=[x_spec, y_spec])
def train_step(x, y):
    with tf.GradientTape() as tape:
        loss = compute_loss(x, y)
        learning_rate = compute_learning_rate()
    optimizer.learning_rate.assign(learning_rate)
    variables = [w]
    optimizer.apply_gradients(zip(tape.gradient(loss, variables), variables))
    global_step.assign_add(1)


rng = np.random.RandomState(2)
inputs = rng.rand(20, 2)
outputs = inputs[:, 0] - 3 * inputs[:, 1]

for _ in range(12):
    train_step(inputs, outputs)
    step, lr = global_step.numpy(), compute_learning_rate().numpy()
    if step % 4 == 0:
        print(step, lr, compute_loss(inputs, outputs).numpy())
print(w.numpy())

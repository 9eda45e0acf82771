"""tf.losses with weights, regularization losses and get_total_loss."""
import numpy as np
import tensorflow as tf


def weighted_mean(losses, weights):
    """The sum of weighted losses over the number of weights that are not zero."""
    weights = tf.broadcast_to(tf.cast(weights, tf.float32), tf.shape(losses))
    return tf.math.divide_no_nan(
        tf.reduce_sum(losses * weights), tf.math.count_nonzero(weights, dtype=tf.float32)
    )


x_spec = tf.TensorSpec([None, 4], tf.float32)
y_spec = tf.TensorSpec([None, 1], tf.float32)
mask_spec = tf.TensorSpec([None, 1], tf.float32)

regularizer = tf.keras.regularizers.L2(l2=0.1 / 2)
hidden_layer = tf.keras.layers.Dense(
    6, activation=tf.nn.relu, kernel_regularizer=regularizer, kernel_initializer=tf.constant_initializer(0.2)
)
hidden_layer.build([None, 4])
out_layer = tf.keras.layers.Dense(1, kernel_regularizer=regularizer, kernel_initializer=tf.ones_initializer())
out_layer.build([None, 6])


def forward(x, y, mask):
    hidden = hidden_layer(x)
    out = out_layer(hidden)
    losses = []
    losses.append(weighted_mean(tf.math.squared_difference(out, y), mask))
    losses.append(0.5 * tf.reduce_mean(tf.abs(out - y)))
    total = tf.add_n(losses + [*hidden_layer.losses, *out_layer.losses])
    return losses, total


@tf.function(input_signature=[x_spec, y_spec, mask_spec])
def evaluate(x, y, mask):
    losses, total = forward(x, y, mask)
    data_loss = tf.add_n(losses)
    reg_loss = tf.add_n([*hidden_layer.losses, *out_layer.losses])
    return data_loss, reg_loss, total


optimizer = tf.keras.optimizers.SGD(0.02)


@tf.function(input_signature=[x_spec, y_spec, mask_spec])
def train(x, y, mask):
    with tf.GradientTape() as tape:
        _, total = forward(x, y, mask)
    variables = [*hidden_layer.trainable_variables, *out_layer.trainable_variables]
    optimizer.apply_gradients(zip(tape.gradient(total, variables), variables))


rng = np.random.RandomState(17)
feed = dict(x=rng.rand(10, 4), y=rng.rand(10, 1), mask=np.array([[1.0]] * 6 + [[0.0]] * 4))
for _ in range(4):
    print([t.numpy() for t in evaluate(**feed)])
    train(**feed)

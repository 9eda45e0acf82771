"""One function trains and saves a network, another builds it anew after the graph was reset and restores it."""
import numpy as np
import tensorflow as tf
from named_checkpoints import NamedCheckpoints

x = np.linspace(-1, 1, 16)[:, np.newaxis]
y = np.power(x, 2)


def save():
    print('This is save')
    tf_x_spec = tf.TensorSpec([None, 1], tf.float32)
    tf_y_spec = tf.TensorSpec([None, 1], tf.float32)
    hidden_layer = tf.keras.layers.Dense(4, tf.nn.relu)
    hidden_layer.build([None, 1])
    output_layer = tf.keras.layers.Dense(1)
    output_layer.build([None, 4])

    @tf.function(input_signature=[tf_x_spec, tf_y_spec])
    def compute_loss(tf_x, tf_y):
        hidden = hidden_layer(tf_x)
        output = output_layer(hidden)
        return tf.reduce_mean(tf.math.squared_difference(output, tf_y))

    optimizer = tf.keras.optimizers.SGD(0.1)

    @tf.function(input_signature=[tf_x_spec, tf_y_spec])
    def train_step(tf_x, tf_y):
        with tf.GradientTape() as tape:
            loss = compute_loss(tf_x, tf_y)
        variables = [*hidden_layer.trainable_variables, *output_layer.trainable_variables]
        optimizer.apply_gradients(zip(tape.gradient(loss, variables), variables))

    saver = NamedCheckpoints(
        {
            "dense/kernel": hidden_layer.kernel,
            "dense/bias": hidden_layer.bias,
            "dense_1/kernel": output_layer.kernel,
            "dense_1/bias": output_layer.bias,
        },
    )
    for step in range(5):
        train_step(x, y)
    saver.save('./params')
    print('Save Loss=%.5f' % compute_loss(x, y).numpy())


def reload():
    print('This is reload')
    tf_x_spec_2 = tf.TensorSpec([None, 1], tf.float32)
    tf_y_spec_2 = tf.TensorSpec([None, 1], tf.float32)
    hidden_layer_2 = tf.keras.layers.Dense(4, tf.nn.relu)
    hidden_layer_2.build([None, 1])
    output_layer_2 = tf.keras.layers.Dense(1)
    output_layer_2.build([None, 4])

    @tf.function(input_signature=[tf_x_spec_2, tf_y_spec_2])
    def loss(tf_x, tf_y):
        hidden = hidden_layer_2(tf_x)
        output = output_layer_2(hidden)
        return tf.reduce_mean(tf.math.squared_difference(output, tf_y))

    saver = NamedCheckpoints(
        {
            "dense/kernel": hidden_layer_2.kernel,
            "dense/bias": hidden_layer_2.bias,
            "dense_1/kernel": output_layer_2.kernel,
            "dense_1/bias": output_layer_2.bias,
        },
    )
    saver.restore('./params')
    print('Reload Loss=%.5f' % loss(x, y).numpy())


save()
reload()

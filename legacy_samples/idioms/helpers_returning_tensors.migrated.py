"""weight_variable / bias_variable / add_layer helpers, as in the classic tutorials; random initial values."""
import numpy as np
import tensorflow as tf


def weight_variable(shape):
    initial = tf.random.truncated_normal(shape, stddev=0.1)
    return tf.Variable(initial)


def bias_variable(shape):
    return tf.Variable(tf.constant(0.1, shape=shape))


class AddLayer(tf.Module):
    def __init__(self, in_size, out_size):
        super().__init__()
        self.Weights = weight_variable([in_size, out_size])
        self.biases = bias_variable([1, out_size])

    def __call__(self, inputs, activation_function=None):
        Wx_plus_b = tf.matmul(inputs, self.Weights) + self.biases
        if activation_function is None:
            outputs = Wx_plus_b
        else:
            outputs = activation_function(Wx_plus_b)
        return outputs


x_data = np.linspace(-1, 1, 60)[:, np.newaxis]
y_data = np.square(x_data) - 0.5

xs_spec = tf.TensorSpec([None, 1], tf.float32)
ys_spec = tf.TensorSpec([None, 1], tf.float32)
l1_layer = AddLayer(1, 10)
prediction_layer = AddLayer(10, 1)


@tf.function(input_signature=[xs_spec, ys_spec])
def compute_loss(xs, ys):
    l1 = l1_layer(xs, activation_function=tf.nn.relu)
    prediction = prediction_layer(l1)
    return tf.reduce_mean(tf.reduce_sum(tf.square(ys - prediction), axis=[1]))


optimizer = tf.keras.optimizers.SGD(0.1)


@tf.function(input_signature=[xs_spec, ys_spec])
def train_step(xs, ys):
    with tf.GradientTape() as tape:
        loss = compute_loss(xs, ys)
    variables = [l1_layer.Weights, l1_layer.biases, prediction_layer.Weights, prediction_layer.biases]
    optimizer.apply_gradients(zip(tape.gradient(loss, variables), variables))


for i in range(50):
    train_step(x_data, y_data)
    if i % 10 == 0:
        print(compute_loss(x_data, y_data).numpy())

"""Gradients with respect to a fed input; the host climbs along them."""
import numpy as np
import tensorflow as tf

x_spec = tf.TensorSpec([1, 3], tf.float32, name="x")
w = tf.constant([[1.0, -2.0], [0.5, 0.3], [-0.7, 1.1]])


@tf.function(input_signature=[x_spec])
def evaluate(x):
    with tf.GradientTape() as tape:
        tape.watch(x)
        scores = tf.nn.softmax(tf.matmul(tf.tanh(x), w))
        target = scores[:, 1]
    gradient = tape.gradient(target, x)
    return gradient, target


@tf.function(input_signature=[x_spec])
def second(x):
    with tf.GradientTape() as tape:
        tape.watch(x)
        gradient, _ = evaluate(x)
    return tape.gradient(gradient, x)


point = np.array([[0.5, -0.5, 0.25]])
for i in range(4):
    g, value = (t.numpy() for t in evaluate(point))
    print(i, value, np.abs(g).sum())
    point = point + 2.0 * g
print(point, second(point).numpy())

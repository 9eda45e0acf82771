"""variable_scope with get_variable, the second call reusing the variables of the first."""
import numpy as np
import tensorflow as tf


class Tower(tf.Module):
    def __init__(self):
        super().__init__()
        self.w = tf.Variable(tf.constant(0.25, tf.float32, [3, 2]), name="tower/w")
        self.b = tf.Variable(tf.zeros([2], tf.float32), name="tower/b")

    def __call__(self, inputs):
        return tf.nn.tanh(tf.matmul(inputs, self.w) + self.b)


left_spec = tf.TensorSpec([None, 3], tf.float32)
right_spec = tf.TensorSpec([None, 3], tf.float32)
tower = Tower()


@tf.function(input_signature=[left_spec, right_spec])
def compute_distance(left, right):
    left_out = tower(left)
    right_out = tower(right)
    return tf.reduce_sum(tf.square(left_out - right_out), axis=1)


@tf.function(input_signature=[left_spec, right_spec])
def compute_loss(left, right):
    distance = compute_distance(left, right)
    return tf.reduce_mean(distance)


optimizer = tf.keras.optimizers.SGD(0.3)


@tf.function(input_signature=[left_spec, right_spec])
def train_step(left, right):
    with tf.GradientTape() as tape:
        loss = compute_loss(left, right)
    variables = [tower.w, tower.b]
    optimizer.apply_gradients(zip(tape.gradient(loss, variables), variables))


rng = np.random.RandomState(12)
a, b = rng.rand(10, 3), rng.rand(10, 3)
for var in [tower.w, tower.b]:
    print(var.name, var.get_shape().as_list())
for i in range(10):
    train_step(a, b)
print(compute_loss(a, b).numpy())
print(compute_distance(a[:2], b[:2]).numpy())

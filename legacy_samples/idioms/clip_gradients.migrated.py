"""compute_gradients, clip each, apply_gradients; and clip_by_global_norm over tf.gradients."""
import numpy as np
import tensorflow as tf

x_spec = tf.TensorSpec([None, 3], tf.float32)
y_spec = tf.TensorSpec([None, 1], tf.float32)
w = tf.Variable(tf.zeros([3, 1]))
b = tf.Variable(0.0)


@tf.function(input_signature=[x_spec, y_spec])
def compute_loss(x, y):
    return tf.reduce_mean(tf.square(tf.matmul(x, w) + b - y))


optimizer = tf.keras.optimizers.SGD(0.1)


@tf.function(input_signature=[x_spec, y_spec])
def train_step(x, y):
    with tf.GradientTape() as tape:
        loss = compute_loss(x, y)
    gvs = list(zip(tape.gradient(loss, [w, b]), [w, b]))
    capped_gvs = [(tf.clip_by_value(grad, -1., 1.), var) for grad, var in gvs]
    optimizer.apply_gradients(capped_gvs)


params = [w, b]


def forward(x, y):
    with tf.GradientTape() as tape:
        loss = compute_loss(x, y)
    grads = tape.gradient(loss, params)
    return tf.clip_by_global_norm(grads, 0.5)


@tf.function(input_signature=[x_spec, y_spec])
def norm(x, y):
    _, norm = forward(x, y)
    return norm


train_by_norm_optimizer = tf.keras.optimizers.Adam(
    0.05, beta_1=0.8999999762, beta_2=0.9990000129, epsilon=1e-8
)  # TF1's epsilon, and its betas as float32


@tf.function(input_signature=[x_spec, y_spec])
def train_by_norm(x, y):
    clipped, _ = forward(x, y)
    train_by_norm_optimizer.apply_gradients(zip(clipped, params))


rng = np.random.RandomState(9)
xs = rng.rand(16, 3) * 4
ys = xs.sum(axis=1, keepdims=True) * 3
for step in range(5):
    train_step(xs, ys)
print(compute_loss(xs, ys).numpy())
for step in range(5):
    print("norm %.5f" % norm(xs, ys).numpy())
    train_by_norm(xs, ys)
print([w.numpy(), b.numpy()])

"""Batch normalization with its update ops, and a counter that a control dependency moves before it is read."""
import numpy as np
import tensorflow as tf

rng = np.random.RandomState(1)
data, target = rng.randn(40, 5) * 2 + 1, rng.randint(0, 3, 40)

x_spec = tf.TensorSpec([None, 5], tf.float32, name="x")
y_spec = tf.TensorSpec([None], tf.int64, name="y")
hidden_layer = tf.keras.layers.Dense(6, name="hidden")
normal_layer = tf.keras.layers.BatchNormalization(momentum=0.9, name="normal")
logits_layer = tf.keras.layers.Dense(3, name="logits")


def compute_loss(x, y, training):
    normal = normal_layer(hidden_layer(x), training=training)
    logits = logits_layer(tf.nn.elu(normal))
    return tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=y, logits=logits))


optimizer = tf.keras.optimizers.SGD(0.1)


@tf.function(input_signature=[x_spec, y_spec])
def train_step(x, y):
    with tf.GradientTape() as tape:
        loss = compute_loss(x, y, training=True)
    variables = tape.watched_variables()
    optimizer.apply_gradients(zip(tape.gradient(loss, variables), variables))


@tf.function(input_signature=[x_spec, y_spec])
def evaluate(x, y):
    return compute_loss(x, y, training=False)


seen = tf.Variable(0.0, trainable=False, name="seen")


@tf.function
def seen_now():
    before = seen.read_value()
    seen.assign_add(10.0)
    return seen.read_value() * 1.0


for start in range(0, 40, 10):
    train_step(data[start:start + 10], target[start:start + 10])
    total = seen_now().numpy()
value = evaluate(data, target).numpy()
print("%.4f" % value, total)

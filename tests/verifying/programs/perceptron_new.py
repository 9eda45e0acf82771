"""120 Adam steps over batches of ten, the last batch of each epoch shorter; a summary value every ten steps."""
import numpy as np
import tensorflow as tf

rng = np.random.RandomState(0)
data = rng.rand(395, 6)
labels = np.where(data[:, :1] + data[:, 1:2] > 1, 1.0, 0.0) + 0.1 * rng.randn(395, 1)

x_spec = tf.TensorSpec([None, 6], tf.float32, name="x")
y_spec = tf.TensorSpec([None, 1], tf.float32, name="y")
w1 = tf.Variable(tf.random.normal([6, 8], stddev=0.4), name="w1")
b1 = tf.Variable(tf.zeros([8]), name="b1")
w2 = tf.Variable(tf.random.normal([8, 1], stddev=0.4), name="w2")


@tf.function(input_signature=[x_spec, y_spec])
def compute_loss(x, y):
    hidden = tf.tanh(tf.matmul(x, w1) + b1)
    return tf.reduce_mean(tf.square(tf.matmul(hidden, w2) - y), name="loss")


optimizer = tf.keras.optimizers.Adam(0.01, beta_1=0.8999999762, beta_2=0.9990000129, epsilon=1e-8)
variables = [w1, b1, w2]
optimizer.build(variables)


@tf.function(input_signature=[x_spec, y_spec])
def train_step(x, y):
    with tf.GradientTape() as tape:
        loss = compute_loss(x, y)
    optimizer.apply_gradients(zip(tape.gradient(loss, variables), variables))
    return loss


step = 0
for epoch in range(3):
    for start in range(0, len(data), 10):
        value = train_step(data[start:start + 10], labels[start:start + 10]).numpy()
        step += 1
    print(epoch, "%.4f" % compute_loss(data, labels).numpy())

"""InteractiveSession, with run() and eval() methods instead of sess.run."""
import numpy as np
import tensorflow as tf

x_spec = tf.TensorSpec([None, 4], tf.float32)
y__spec = tf.TensorSpec([None, 2], tf.float32)
W = tf.Variable(tf.zeros([4, 2]))
b = tf.Variable(tf.zeros([2]))


def compute_y(x):
    return tf.matmul(x, W) + b


@tf.function(input_signature=[x_spec, y__spec])
def compute_cross_entropy(x, y_):
    y = compute_y(x)
    return tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(labels=y_, logits=y))


optimizer = tf.keras.optimizers.SGD(0.5)


@tf.function(input_signature=[x_spec, y__spec])
def train_step(x, y_):
    with tf.GradientTape() as tape:
        cross_entropy = compute_cross_entropy(x, y_)
    variables = [W, b]
    optimizer.apply_gradients(zip(tape.gradient(cross_entropy, variables), variables))


rng = np.random.RandomState(1)
images = rng.rand(50, 4)
targets = np.eye(2)[(images[:, 0] > images[:, 1]).astype(int)]

for i in range(30):
    train_step(images, targets)
    if i % 10 == 0:
        print("step", i, compute_cross_entropy(images, targets).numpy())


@tf.function(input_signature=[x_spec, y__spec])
def accuracy(x, y_):
    y = compute_y(x)
    correct_prediction = tf.equal(tf.argmax(y, 1), tf.argmax(y_, 1))
    return tf.reduce_mean(tf.cast(correct_prediction, tf.float32))


print(accuracy(images, targets).numpy())
print(W.numpy())

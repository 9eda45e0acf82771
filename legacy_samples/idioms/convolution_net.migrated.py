"""Convolutional network in the style of the expert MNIST tutorial, on small synthetic images."""
import numpy as np
import tensorflow as tf

rng = np.random.RandomState(2)
images = rng.rand(16, 64).astype('float32')
labels = np.eye(2, dtype='float32')[(images[:, :32].mean(1) > images[:, 32:].mean(1)).astype(int)]


def conv2d(x, W):
    return tf.nn.conv2d(x, W, strides=[1, 1, 1, 1], padding='SAME')


def max_pool_2x2(x):
    return tf.nn.max_pool2d(x, ksize=[1, 2, 2, 1], strides=[1, 2, 2, 1], padding='SAME')


x_spec = tf.TensorSpec([None, 64], tf.float32)
y__spec = tf.TensorSpec([None, 2], tf.float32)
keep_prob_spec = tf.TensorSpec(None, tf.float32)

W_conv1 = tf.Variable(tf.random.truncated_normal([3, 3, 1, 4], stddev=0.1))
b_conv1 = tf.Variable(tf.constant(0.1, shape=[4]))

W_fc1 = tf.Variable(tf.random.truncated_normal([4 * 4 * 4, 16], stddev=0.1))
b_fc1 = tf.Variable(tf.constant(0.1, shape=[16]))

W_fc2 = tf.Variable(tf.random.truncated_normal([16, 2], stddev=0.1))
b_fc2 = tf.Variable(tf.constant(0.1, shape=[2]))


def predict(x, keep_prob):
    x_image = tf.reshape(x, [-1, 8, 8, 1])
    h_conv1 = tf.nn.relu(conv2d(x_image, W_conv1) + b_conv1)
    h_pool1 = max_pool_2x2(h_conv1)
    h_pool_flat = tf.reshape(h_pool1, [-1, 4 * 4 * 4])
    h_fc1 = tf.nn.relu(tf.matmul(h_pool_flat, W_fc1) + b_fc1)
    h_fc1_drop = tf.nn.dropout(h_fc1, rate=1 - keep_prob)
    return tf.matmul(h_fc1_drop, W_fc2) + b_fc2


@tf.function(input_signature=[x_spec, y__spec, keep_prob_spec])
def compute_cross_entropy(x, y_, keep_prob):
    y_conv = predict(x, keep_prob)
    return tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(labels=y_, logits=y_conv))


# TF1's epsilon, and its betas as float32
optimizer = tf.keras.optimizers.Adam(1e-2, beta_1=0.8999999762, beta_2=0.9990000129, epsilon=1e-8)
variables = [W_conv1, b_conv1, W_fc1, b_fc1, W_fc2, b_fc2]
optimizer.build(variables)


@tf.function(input_signature=[x_spec, y__spec, keep_prob_spec])
def train_step(x, y_, keep_prob):
    with tf.GradientTape() as tape:
        cross_entropy = compute_cross_entropy(x, y_, keep_prob)
    optimizer.apply_gradients(zip(tape.gradient(cross_entropy, variables), variables))


@tf.function(input_signature=[x_spec, y__spec, keep_prob_spec])
def accuracy(x, y_, keep_prob):
    y_conv = predict(x, keep_prob)
    correct_prediction = tf.equal(tf.argmax(y_conv, 1), tf.argmax(y_, 1))
    return tf.reduce_mean(tf.cast(correct_prediction, tf.float32))


for i in range(6):
    if i % 2 == 0:
        train_accuracy = accuracy(images, labels, 1.0).numpy()
        print('step %d, training accuracy %g' % (i, train_accuracy))
    train_step(images, labels, 1.0)
print('loss %g' % compute_cross_entropy(images, labels, 1.0).numpy())

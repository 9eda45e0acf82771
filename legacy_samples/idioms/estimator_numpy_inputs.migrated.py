"""An estimator with a model function and numpy inputs: training, evaluation and prediction."""

import numpy as np
import tensorflow as tf

# Parameters
learning_rate = 0.5
num_steps = 7
batch_size = 8

data = np.linspace(-1, 1, 60).reshape(20, 3).astype(np.float32)
target = (data.sum(axis=1) > 0.2).astype(np.int64)


# Define the network
def neural_net(x_dict):
    # the features are a dict, in case of multiple inputs
    x = x_dict['points']
    layer_1 = layer_1_layer(x)
    return dense(layer_1)


# Build the estimator
points_spec = tf.TensorSpec([None, 3], tf.float32)
labels_spec = tf.TensorSpec([None], tf.int64)
global_step = tf.Variable(0, trainable=False, dtype=tf.int64, name="global_step")
layer_1_layer = tf.keras.layers.Dense(4, activation=tf.nn.tanh, kernel_initializer=tf.constant_initializer(0.1))
layer_1_layer.build([None, 3])
dense = tf.keras.layers.Dense(2, kernel_initializer=tf.constant_initializer([[0.1, 0.2]] * 4))
dense.build([None, 4])


def compute_logits(points):
    # Build the neural network
    return neural_net({'points': points})


@tf.function(input_signature=[points_spec])
def compute_pred_classes(points):
    logits = compute_logits(points)
    # Predictions
    return tf.argmax(logits, axis=1)


def compute_loss_op(labels, logits):
    # Define loss and optimizer
    return tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(
        logits=logits, labels=tf.cast(labels, dtype=tf.int32)))


optimizer = tf.keras.optimizers.SGD(learning_rate=learning_rate)


@tf.function(input_signature=[points_spec, labels_spec])
def train_step(points, labels):
    with tf.GradientTape() as tape:
        logits = compute_logits(points)
        loss_op = compute_loss_op(labels, logits)
    variables = [*layer_1_layer.trainable_variables, *dense.trainable_variables]
    optimizer.apply_gradients(zip(tape.gradient(loss_op, variables), variables))
    global_step.assign_add(1)


accuracy_metric = tf.keras.metrics.Accuracy()
mean_loss_metric = tf.keras.metrics.Mean()


@tf.function(input_signature=[points_spec, labels_spec])
def update_metrics(points, labels):
    logits = compute_logits(points)
    pred_classes = compute_pred_classes(points)
    loss_op = compute_loss_op(labels, logits)
    update_accuracy = accuracy_metric(labels, pred_classes)
    update_mean_loss = mean_loss_metric(loss_op)
    return update_accuracy, update_mean_loss


# Define the input function for training
dataset = tf.data.Dataset.from_tensor_slices((data, target)).repeat().batch(batch_size)
# Train the model
for batch_points, batch_labels in dataset.take(num_steps):
    train_step(batch_points, batch_labels)

# Define the input function for evaluating
dataset = tf.data.Dataset.from_tensor_slices((data, target)).batch(batch_size)
accuracy_metric.reset_state()
mean_loss_metric.reset_state()
for batch_points, batch_labels in dataset:
    update_metrics(batch_points, batch_labels)
e = {
    'accuracy': accuracy_metric.result().numpy(),
    'loss': mean_loss_metric.result().numpy(),
    'global_step': global_step.numpy(),
}
print("Testing accuracy:", e['accuracy'], "loss: %.5f" % e['loss'], "step:", e['global_step'])

# Train on, for two epochs
dataset = tf.data.Dataset.from_tensor_slices((data, target)).repeat(2).batch(batch_size)
for batch_points, batch_labels in dataset:
    train_step(batch_points, batch_labels)
accuracy_metric.reset_state()
mean_loss_metric.reset_state()
for batch_points, batch_labels in dataset.take(2):
    update_metrics(batch_points, batch_labels)
e = {
    'accuracy': accuracy_metric.result().numpy(),
    'loss': mean_loss_metric.result().numpy(),
    'global_step': global_step.numpy(),
}
print("Testing accuracy:", e['accuracy'], "loss: %.5f" % e['loss'], "step:", e['global_step'])

dataset = tf.data.Dataset.from_tensor_slices(data[:5]).batch(2)
predicted = []
for batch_points in dataset:
    predicted.extend(compute_pred_classes(batch_points).numpy())
print([int(c) for c in list(predicted)])

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
    layer_1 = tf.layers.dense(x, 4, activation=tf.nn.tanh, kernel_initializer=tf.constant_initializer(0.1))
    return tf.layers.dense(layer_1, 2, kernel_initializer=tf.constant_initializer([[0.1, 0.2]] * 4))


# Define the model function
def model_fn(features, labels, mode):
    # Build the neural network
    logits = neural_net(features)

    # Predictions
    pred_classes = tf.argmax(logits, axis=1)

    # If prediction mode, early return
    if mode == tf.estimator.ModeKeys.PREDICT:
        return tf.estimator.EstimatorSpec(mode, predictions=pred_classes)

    # Define loss and optimizer
    loss_op = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(
        logits=logits, labels=tf.cast(labels, dtype=tf.int32)))
    optimizer = tf.train.GradientDescentOptimizer(learning_rate=learning_rate)
    train_op = optimizer.minimize(loss_op, global_step=tf.train.get_global_step())

    # Evaluate the accuracy of the model
    acc_op = tf.metrics.accuracy(labels=labels, predictions=pred_classes)

    estim_specs = tf.estimator.EstimatorSpec(
        mode=mode,
        predictions=pred_classes,
        loss=loss_op,
        train_op=train_op,
        eval_metric_ops={'accuracy': acc_op})
    return estim_specs


# Build the estimator
model = tf.estimator.Estimator(model_fn)

# Define the input function for training
input_fn = tf.estimator.inputs.numpy_input_fn(
    x={'points': data}, y=target, batch_size=batch_size, num_epochs=None, shuffle=False)
# Train the model
model.train(input_fn, steps=num_steps)

# Define the input function for evaluating
input_fn = tf.estimator.inputs.numpy_input_fn(
    x={'points': data}, y=target, batch_size=batch_size, shuffle=False)
e = model.evaluate(input_fn)
print("Testing accuracy:", e['accuracy'], "loss: %.5f" % e['loss'], "step:", e['global_step'])

# Train on, for two epochs
input_fn = tf.estimator.inputs.numpy_input_fn(
    x={'points': data}, y=target, batch_size=batch_size, num_epochs=2, shuffle=False)
model.train(input_fn)
e = model.evaluate(input_fn, steps=2)
print("Testing accuracy:", e['accuracy'], "loss: %.5f" % e['loss'], "step:", e['global_step'])

input_fn = tf.estimator.inputs.numpy_input_fn(x={'points': data[:5]}, batch_size=2, shuffle=False)
print([int(c) for c in list(model.predict(input_fn))])

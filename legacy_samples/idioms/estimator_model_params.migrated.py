"""A convolutional network as an estimator whose model function tells training from prediction."""

import numpy as np
from absl import app, flags
import tensorflow as tf

tf.get_logger().setLevel(30)


def main(unused_argv):
    train_data = np.linspace(-1, 1, 24 * 16).reshape(24, 16).astype(np.float32)
    train_labels = np.asarray([0] * 12 + [1] * 12, dtype=np.int32)

    # Create the estimator
    params = {"learning_rate": 0.05}
    x_spec = tf.TensorSpec([None, 16], tf.float32)
    labels_spec = tf.TensorSpec([None], tf.int32)
    global_step = tf.Variable(0, trainable=False, dtype=tf.int64, name="global_step")
    is_training_spec = tf.TensorSpec([], tf.bool)
    conv_layer = tf.keras.layers.Conv2D(
        filters=3, kernel_size=[2, 2], padding="same", kernel_initializer=tf.constant_initializer(0.1), activation=tf.nn.relu
    )
    conv_layer.build([None, 4, 4, 1])
    logits_layer = tf.keras.layers.Dense(units=2, kernel_initializer=tf.constant_initializer(0.05))
    logits_layer.build([None, 4 * 4 * 3])

    def compute_logits(x, is_training):
        # Input layer
        input_layer = tf.reshape(x, [-1, 4, 4, 1])
        conv = conv_layer(input_layer)
        flat = tf.reshape(conv, [-1, 4 * 4 * 3])
        dropout = tf.cond(is_training, lambda: tf.nn.dropout(flat, rate=0.0), lambda: flat)
        return logits_layer(dropout)

    def predict(logits):
        return {
            # for predict and evaluate
            "classes": tf.argmax(input=logits, axis=1),
            "probabilities": tf.nn.softmax(logits, name="softmax_tensor")
        }

    @tf.function(input_signature=[x_spec, is_training_spec])
    def evaluate(x, is_training):
        logits = compute_logits(x, is_training)
        predictions = predict(logits)
        return predictions["classes"], predictions["probabilities"]

    def compute_loss(labels, logits):
        # Loss for training and evaluation
        return tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=labels, logits=logits))

    optimizer = tf.keras.optimizers.Adam(
        learning_rate=params["learning_rate"], beta_1=0.8999999762, beta_2=0.9990000129, epsilon=1e-8
    )  # TF1's epsilon, and its betas as float32
    variables = [*conv_layer.trainable_variables, *logits_layer.trainable_variables]
    optimizer.build(variables)

    @tf.function(input_signature=[x_spec, labels_spec, is_training_spec])
    def train_step(x, labels, is_training):
        with tf.GradientTape() as tape:
            logits = compute_logits(x, is_training)
            loss = compute_loss(labels, logits)
        optimizer.apply_gradients(zip(tape.gradient(loss, variables), variables))
        global_step.assign_add(1)

    accuracy_metric = tf.keras.metrics.Accuracy()
    mean_loss_metric = tf.keras.metrics.Mean()

    @tf.function(input_signature=[x_spec, labels_spec, is_training_spec])
    def update_metrics(x, labels, is_training):
        logits = compute_logits(x, is_training)
        predictions = predict(logits)
        loss = compute_loss(labels, logits)
        update_accuracy = accuracy_metric(labels, predictions["classes"])
        update_mean_loss = mean_loss_metric(loss)
        return update_accuracy, update_mean_loss

    train_dataset = tf.data.Dataset.from_tensor_slices((train_data, train_labels)).repeat().batch(7)
    eval_data = tf.data.Dataset.from_tensor_slices((train_data, train_labels)).batch(128)
    for epoch in range(3):
        # one more epoch
        for batch_x, batch_labels in train_dataset.take(4):
            train_step(batch_x, batch_labels, True)
        accuracy_metric.reset_state()
        mean_loss_metric.reset_state()
        for batch_x, batch_labels in eval_data:
            update_metrics(batch_x, batch_labels, False)
        eval_results = {
            'accuracy': accuracy_metric.result().numpy(),
            'loss': mean_loss_metric.result().numpy(),
            'global_step': global_step.numpy(),
        }
        print(epoch, eval_results)
    predicted = []
    for batch_x, _ in eval_data:
        classes_rows, probabilities_rows = (t.numpy() for t in evaluate(batch_x, False))
        predicted.extend(
            {'classes': classes_row, 'probabilities': probabilities_row}
            for classes_row, probabilities_row in zip(classes_rows, probabilities_rows)
        )
    for prediction in predicted:
        print(prediction["classes"], prediction["probabilities"])


if __name__ == "__main__":
    app.run(main, flags_parser=lambda argv: flags.FLAGS(argv, known_only=True))

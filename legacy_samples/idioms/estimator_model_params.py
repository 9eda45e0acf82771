"""A convolutional network as an estimator whose model function tells training from prediction."""

import numpy as np
import tensorflow as tf

tf.logging.set_verbosity(tf.logging.WARN)


def cnn_model_fn(features, labels, mode, params):
    """Model function for the network."""
    # Input layer
    input_layer = tf.reshape(features["x"], [-1, 4, 4, 1])
    conv = tf.layers.conv2d(
        inputs=input_layer,
        filters=3,
        kernel_size=[2, 2],
        padding="same",
        kernel_initializer=tf.constant_initializer(0.1),
        activation=tf.nn.relu)
    flat = tf.reshape(conv, [-1, 4 * 4 * 3])
    dropout = tf.layers.dropout(inputs=flat, rate=0.0, training=mode == tf.estimator.ModeKeys.TRAIN)
    logits = tf.layers.dense(inputs=dropout, units=2, kernel_initializer=tf.constant_initializer(0.05))

    predictions = {
        # for predict and evaluate
        "classes": tf.argmax(input=logits, axis=1),
        "probabilities": tf.nn.softmax(logits, name="softmax_tensor")
    }
    if mode == tf.estimator.ModeKeys.PREDICT:
        return tf.estimator.EstimatorSpec(mode=mode, predictions=predictions)

    # Loss for training and evaluation
    loss = tf.losses.sparse_softmax_cross_entropy(labels=labels, logits=logits)

    # Training
    if mode == tf.estimator.ModeKeys.TRAIN:
        optimizer = tf.train.AdamOptimizer(learning_rate=params["learning_rate"])
        train_op = optimizer.minimize(loss=loss, global_step=tf.train.get_global_step())
        return tf.estimator.EstimatorSpec(mode=mode, loss=loss, train_op=train_op)

    # Evaluation
    eval_metric_ops = {
        "accuracy": tf.metrics.accuracy(labels=labels, predictions=predictions["classes"])
    }
    return tf.estimator.EstimatorSpec(mode=mode, loss=loss, eval_metric_ops=eval_metric_ops)


def main(unused_argv):
    train_data = np.linspace(-1, 1, 24 * 16).reshape(24, 16).astype(np.float32)
    train_labels = np.asarray([0] * 12 + [1] * 12, dtype=np.int32)

    # Create the estimator
    classifier = tf.estimator.Estimator(model_fn=cnn_model_fn, params={"learning_rate": 0.05})

    train_input_fn = tf.estimator.inputs.numpy_input_fn(
        x={"x": train_data},
        y=train_labels,
        batch_size=7,
        num_epochs=None,
        shuffle=False)
    eval_input_fn = tf.estimator.inputs.numpy_input_fn(
        x={"x": train_data},
        y=train_labels,
        num_epochs=1,
        shuffle=False)
    for epoch in range(3):
        # one more epoch
        classifier.train(input_fn=train_input_fn, steps=4)
        eval_results = classifier.evaluate(input_fn=eval_input_fn)
        print(epoch, eval_results)
    for prediction in classifier.predict(input_fn=eval_input_fn):
        print(prediction["classes"], prediction["probabilities"])


if __name__ == "__main__":
    tf.app.run()

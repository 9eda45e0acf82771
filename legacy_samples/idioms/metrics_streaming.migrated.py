"""tf.metrics with local variables: update op over batches, value read afterwards, then reset."""
import numpy as np
import tensorflow as tf

labels_spec = tf.TensorSpec([None], tf.int64)
predictions_spec = tf.TensorSpec([None], tf.int64)
acc_metric = tf.keras.metrics.Accuracy()


@tf.function(input_signature=[labels_spec, predictions_spec])
def acc_op(labels, predictions):
    return acc_metric(labels, predictions)


mean_metric = tf.keras.metrics.Mean()


@tf.function(input_signature=[predictions_spec])
def mean_op(predictions):
    return mean_metric(tf.cast(predictions, tf.float32))


rng = np.random.RandomState(10)
truth = rng.randint(0, 3, 30)
guess = np.where(rng.rand(30) < 0.7, truth, 0)

for _ in range(2):
    acc_metric.reset_state()
    mean_metric.reset_state()
    for i in range(0, 30, 10):
        feed = dict(labels=truth[i:i + 10], predictions=guess[i:i + 10])
        print(acc_op(**feed).numpy(), mean_op(feed["predictions"]).numpy())
    print("total", [acc_metric.result().numpy(), mean_metric.result().numpy()])

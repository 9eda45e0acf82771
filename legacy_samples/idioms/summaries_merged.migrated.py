"""Scalar and histogram summaries, merge_all, FileWriter; the tags are read back from the event file."""
import glob
import numpy as np
import tensorflow as tf

logs_path = './logs/example'
x_spec = tf.TensorSpec([None, 2], tf.float32, name='x')
y_spec = tf.TensorSpec([None], tf.float32, name='y')
w = tf.Variable(tf.ones([2]) * 0.3, name='weights')


@tf.function(input_signature=[x_spec, y_spec])
def compute_loss(x, y):
    out = tf.reduce_sum(x * w, 1)
    return tf.reduce_mean(tf.square(out - y))


optimizer = tf.keras.optimizers.SGD(0.05)


@tf.function(input_signature=[x_spec, y_spec])
def train(x, y):
    with tf.GradientTape() as tape:
        loss = compute_loss(x, y)
    variables = [w]
    optimizer.apply_gradients(zip(tape.gradient(loss, variables), variables))


@tf.function(input_signature=[x_spec, y_spec])
def merged_summary_op(x, y):
    loss = compute_loss(x, y)
    loss_summary = tf.raw_ops.ScalarSummary(tags="loss_1", values=loss)
    weights_summary = tf.raw_ops.HistogramSummary(tag="weights", values=w)
    return tf.raw_ops.MergeSummary(inputs=[loss_summary, weights_summary])


data = np.random.RandomState(0).rand(8, 2)
answer = data.sum(1)
writer = tf.summary.create_file_writer(logs_path)
for i in range(4):
    train(data, answer)
    summary = merged_summary_op(data, answer).numpy()
    with writer.as_default(step=i):
        tf.summary.experimental.write_raw_pb(summary)
writer.close()
print(compute_loss(data, answer).numpy())
print(len(glob.glob(logs_path + '/events.out.tfevents.*')))

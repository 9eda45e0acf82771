"""One named summary run alone beside the train op, written with its step; two writers."""
import numpy as np
import tensorflow as tf

v = tf.Variable(5.0)
target_spec = tf.TensorSpec((), tf.float32)


@tf.function(input_signature=[target_spec])
def compute_loss(target):
    return tf.square(v - target)


optimizer = tf.keras.optimizers.SGD(0.25)


@tf.function(input_signature=[target_spec])
def train_step(target):
    with tf.GradientTape() as tape:
        loss = compute_loss(target)
    loss_summary = tf.raw_ops.ScalarSummary(tags="train_loss", values=loss)
    variables = [v]
    optimizer.apply_gradients(zip(tape.gradient(loss, variables), variables))
    return loss_summary


train_writer = tf.summary.create_file_writer("./board/train")
test_writer = tf.summary.create_file_writer("./board/test")
for step in range(5):
    s = train_step(1.0).numpy()
    with train_writer.as_default(step=step):
        tf.summary.experimental.write_raw_pb(s)
    test = compute_loss(0.0).numpy()
    value = tf.raw_ops.ScalarSummary(tags="test_loss", values=float(test))
    with test_writer.as_default(step=step):
        tf.summary.experimental.write_raw_pb(value)
    print(step, test)
train_writer.flush()
train_writer.close()
test_writer.close()
print(np.round(v.numpy(), 5))

"""Adam on an embedding whose ids repeat within a batch: TF1 sums the gradients of one row."""
import numpy as np
import tensorflow as tf

ids_spec = tf.TensorSpec([None], tf.int32)
targets_spec = tf.TensorSpec([None], tf.float32)
table = tf.Variable(tf.constant(np.arange(10).reshape(5, 2) / 10.0, tf.float32, [5, 2]), name="table")
# TF1's epsilon, and its betas as float32
optimizer = tf.keras.optimizers.Adam(0.1, beta_1=0.8999999762, beta_2=0.9990000129, epsilon=1e-8)
variables = [table]
optimizer.build(variables)


@tf.function(input_signature=[ids_spec, targets_spec])
def train(ids, targets):
    with tf.GradientTape() as tape:
        rows = tf.nn.embedding_lookup(table, ids)
        loss = tf.reduce_sum(tf.square(tf.reduce_sum(rows, axis=1) - targets))
    gradients = [tf.convert_to_tensor(g) for g in tape.gradient(loss, variables)]
    optimizer.apply_gradients(zip(gradients, variables))


for batch in ([1, 1, 3], [0, 3, 3], [1, 4, 1], [2, 2, 2]):
    train(batch, [1.0, 2.0, 3.0])
print(table.numpy())

"""tf.layers.batch_normalization with a training flag, UPDATE_OPS tied to the train op."""
import numpy as np
import tensorflow as tf

X_spec = tf.TensorSpec((None, 6), tf.float32, name="X")
y_spec = tf.TensorSpec(None, tf.int64, name="y")
training_spec = tf.TensorSpec((), tf.bool, name='training')

hidden_layer = tf.keras.layers.Dense(8, name="hidden1")
hidden_layer.build([None, 6])
bn_layer = tf.keras.layers.BatchNormalization(momentum=0.9)
bn_layer.build([None, 8])
logits_layer = tf.keras.layers.Dense(3, name="outputs")
logits_layer.build([None, 8])


def compute_logits(X, training):
    hidden = hidden_layer(X)
    bn = tf.cond(training, lambda: bn_layer(hidden, training=True), lambda: bn_layer(hidden, training=False))
    act = tf.nn.elu(bn)
    return logits_layer(act)


@tf.function(input_signature=[X_spec, y_spec, training_spec])
def compute_loss(X, y, training):
    logits = compute_logits(X, training)
    xentropy = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=y, logits=logits)
    return tf.reduce_mean(xentropy, name="loss")


optimizer = tf.keras.optimizers.SGD(0.05, momentum=0.9)
variables = [*hidden_layer.trainable_variables, *bn_layer.trainable_variables, *logits_layer.trainable_variables]
optimizer.build(variables)


@tf.function(input_signature=[X_spec, y_spec, training_spec])
def training_step(X, y, training):
    with tf.GradientTape() as tape:
        loss = compute_loss(X, y, training)
    optimizer.apply_gradients(zip(tape.gradient(loss, variables), variables))


@tf.function(input_signature=[X_spec, y_spec, training_spec])
def accuracy(X, y, training):
    logits = compute_logits(X, training)
    correct = tf.nn.in_top_k(predictions=logits, targets=y, k=1)
    return tf.reduce_mean(tf.cast(correct, tf.float32))


rng = np.random.RandomState(3)
data, target = rng.randn(40, 6) * 2 + 1, rng.randint(0, 3, 40)
for epoch in range(4):
    for start in range(0, 40, 10):
        training_step(data[start:start + 10], target[start:start + 10], True)
    print(epoch, accuracy(data, target, False).numpy(), compute_loss(data, target, False).numpy())

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
    return loss


@tf.function(input_signature=[X_spec, y_spec, training_spec])
def accuracy(X, y, training):
    logits = compute_logits(X, training)
    correct = tf.nn.in_top_k(predictions=logits, targets=y, k=1)
    return tf.reduce_mean(tf.cast(correct, tf.float32))


rng = np.random.RandomState(3)
data, target = rng.randn(40, 6) * 2 + 1, rng.randint(0, 3, 40)


def batches():
    for epoch in range(4):
        for start in range(0, 40, 10):
            yield data[start:start + 10], target[start:start + 10]


class Training(tf.keras.Model):
    """Trains with `training_step`, a batch a step."""

    def __init__(self):
        super().__init__()
        self.loss_tracker = tf.keras.metrics.Mean()
        self.built = True  # its variables are those of `training_step`

    def train_step(self, batch):
        X, y = batch
        loss = training_step(X, y, True)
        self.loss_tracker.update_state(loss)
        return {"loss": self.loss_tracker.result()}

    def test_step(self, batch):
        X, y = batch
        return {"accuracy": accuracy(X, y, False), "loss": compute_loss(X, y, False)}


options = tf.data.Options()
options.experimental_optimization.inject_prefetch = False  # each batch is made when it is needed
dataset = tf.data.Dataset.from_generator(batches, output_signature=(X_spec, y_spec)).with_options(options)
validation_data = tf.data.Dataset.from_tensors((tf.constant(data, tf.float32), tf.constant(target, tf.int64)))
model = Training()
model.compile(optimizer=optimizer, jit_compile=False)  # XLA would round otherwise
model.fit(
    dataset,
    epochs=4,
    steps_per_epoch=len(range(0, 40, 10)),
    validation_data=validation_data,
    shuffle=False,
    verbose=2,
)

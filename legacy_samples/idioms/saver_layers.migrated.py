"""Saver over layers: a checkpoint keeps their variables, and the optimizer's, under the names that TF1 gave them."""
import numpy as np
import tensorflow as tf
from named_checkpoints import NamedCheckpoints, Slots


class Block(tf.Module):
    def __init__(self, units, input_size, input_size_2):
        super().__init__()
        self.hidden = tf.keras.layers.Dense(units, use_bias=False)
        self.hidden.build([None, input_size])
        self.batch_normalization = tf.keras.layers.BatchNormalization()
        self.batch_normalization.build([None, input_size_2])

    def __call__(self, x, training):
        hidden = self.hidden(x)
        return tf.nn.relu(
            tf.cond(
                training,
                lambda: self.batch_normalization(hidden, training=True),
                lambda: self.batch_normalization(hidden, training=False),
            )
        )


images_spec = tf.TensorSpec([None, 4, 4, 1], tf.float32)
labels_spec = tf.TensorSpec([None], tf.int32)
training_spec = tf.TensorSpec([], tf.bool)
net_layer_3 = tf.keras.layers.Conv2D(3, 3, padding="same", activation=tf.nn.relu)
net_layer_3.build([None, 4, 4, 1])
net_layer_4 = tf.keras.layers.Conv2D(2, 3, padding="same", activation=tf.nn.relu, name="second")
net_layer_4.build([None, 4, 4, 3])
net_layer = Block(6, 32, 6)
net_layer_2 = Block(5, 6, 5)
logits_layer = tf.keras.layers.Dense(3)
logits_layer.build([None, 5])


@tf.function(input_signature=[images_spec, labels_spec, training_spec])
def compute_loss(images, labels, training):
    net = net_layer_3(images)
    net = net_layer_4(net)
    net = tf.keras.layers.Flatten()(net)
    net = net_layer(net, training)
    net = net_layer_2(net, training)
    logits = logits_layer(net)
    return tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=labels, logits=logits))


# TF1's epsilon, and its betas as float32
optimizer = tf.keras.optimizers.Adam(0.01, beta_1=0.8999999762, beta_2=0.9990000129, epsilon=1e-8)
variables = [
    *net_layer_3.trainable_variables,
    *net_layer_4.trainable_variables,
    *net_layer.hidden.trainable_variables,
    *net_layer.batch_normalization.trainable_variables,
    *net_layer_2.hidden.trainable_variables,
    *net_layer_2.batch_normalization.trainable_variables,
    *logits_layer.trainable_variables,
]
optimizer.build(variables)


@tf.function(input_signature=[images_spec, labels_spec, training_spec])
def train_step(images, labels, training):
    with tf.GradientTape() as tape:
        loss = compute_loss(images, labels, training)
    optimizer.apply_gradients(zip(tape.gradient(loss, variables), variables))


saver = NamedCheckpoints(
    {
        "conv2d/kernel": net_layer_3.kernel,
        "conv2d/bias": net_layer_3.bias,
        "second/kernel": net_layer_4.kernel,
        "second/bias": net_layer_4.bias,
        "head/dense/kernel": net_layer.hidden.kernel,
        "head/batch_normalization/beta": net_layer.batch_normalization.beta,
        "head/batch_normalization/gamma": net_layer.batch_normalization.gamma,
        "head/batch_normalization/moving_mean": net_layer.batch_normalization.moving_mean,
        "head/batch_normalization/moving_variance": net_layer.batch_normalization.moving_variance,
        "head/dense_1/kernel": net_layer_2.hidden.kernel,
        "head/batch_normalization_1/beta": net_layer_2.batch_normalization.beta,
        "head/batch_normalization_1/gamma": net_layer_2.batch_normalization.gamma,
        "head/batch_normalization_1/moving_mean": net_layer_2.batch_normalization.moving_mean,
        "head/batch_normalization_1/moving_variance": net_layer_2.batch_normalization.moving_variance,
        "fully_connected/weights": logits_layer.kernel,
        "fully_connected/biases": logits_layer.bias,
    },
    [
        Slots(
            optimizer,
            [
                *net_layer_3.trainable_variables,
                *net_layer_4.trainable_variables,
                *net_layer.hidden.trainable_variables,
                *net_layer.batch_normalization.trainable_variables,
                *net_layer_2.hidden.trainable_variables,
                *net_layer_2.batch_normalization.trainable_variables,
                *logits_layer.trainable_variables,
            ],
            "Adam",
        ),
    ],
)
trained = NamedCheckpoints(
    {
        "conv2d/kernel": net_layer_3.kernel,
        "conv2d/bias": net_layer_3.bias,
        "second/kernel": net_layer_4.kernel,
        "second/bias": net_layer_4.bias,
        "head/dense/kernel": net_layer.hidden.kernel,
        "head/batch_normalization/beta": net_layer.batch_normalization.beta,
        "head/batch_normalization/gamma": net_layer.batch_normalization.gamma,
        "head/dense_1/kernel": net_layer_2.hidden.kernel,
        "head/batch_normalization_1/beta": net_layer_2.batch_normalization.beta,
        "head/batch_normalization_1/gamma": net_layer_2.batch_normalization.gamma,
        "fully_connected/weights": logits_layer.kernel,
        "fully_connected/biases": logits_layer.bias,
    },
)
rng = np.random.RandomState(0)
x, y = rng.rand(12, 4, 4, 1), rng.randint(0, 3, 12)

for step in range(3):
    train_step(x, y, True)
print("loss: %.4f" % compute_loss(x, y, False).numpy())
path = saver.save("./layers.ckpt")
weights = trained.save("./weights.ckpt")
for name, shape in tf.train.list_variables(path):
    print(name, shape)
print(len(tf.train.list_variables(weights)))

saver.restore(path)
print("restored: %.4f" % compute_loss(x, y, False).numpy())
for step in range(3):
    train_step(x, y, True)
print("loss: %.4f" % compute_loss(x, y, False).numpy())

"""contrib.layers conv2d / max_pool2d / flatten with their own defaults (relu, SAME)."""
import numpy as np
import tensorflow as tf

x_spec = tf.TensorSpec([None, 6, 6, 2], tf.float32)
labels_spec = tf.TensorSpec([None], tf.int32)
net_layer = tf.keras.layers.Conv2D(3, [3, 3], padding="same", activation="relu")
net_layer.build([None, 6, 6, 2])


def compute_net(x):
    net = net_layer(x)
    net = tf.nn.max_pool2d(net, [2, 2], 2, "VALID")
    return tf.keras.layers.Flatten()(net)


@tf.function(input_signature=[x_spec])
def evaluate(x):
    net = compute_net(x)
    return tf.shape(net)


logits_layer = tf.keras.layers.Dense(3)


def compute_logits(x):
    net = compute_net(x)
    return logits_layer(net)


@tf.function(input_signature=[x_spec])
def evaluate_2(x):
    logits = compute_logits(x)
    return tf.nn.softmax(logits)


optimizer = tf.keras.optimizers.SGD(0.05)


@tf.function(input_signature=[x_spec, labels_spec])
def train_step(x, labels):
    with tf.GradientTape() as tape:
        logits = compute_logits(x)
        loss = tf.reduce_mean(
            tf.nn.softmax_cross_entropy_with_logits(labels=tf.stop_gradient(tf.one_hot(labels, 3)), logits=logits)
        )
    variables = tape.watched_variables()
    optimizer.apply_gradients(zip(tape.gradient(loss, variables), variables))
    return loss


rng = np.random.RandomState(19)
images, classes = rng.rand(8, 6, 6, 2), rng.randint(0, 3, 8)
for i in range(4):
    value = train_step(images, classes).numpy()
    print(i, '%.6f' % value)
print(evaluate(images).numpy())
print(evaluate_2(images[:2]).numpy())

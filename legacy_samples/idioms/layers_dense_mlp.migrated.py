"""tf.layers.dense with activations, kernel initializers and tf.losses; predict with argmax."""
import numpy as np
import tensorflow as tf


def neural_net(x):
    layer_1 = layer_1_layer(x)
    layer_2 = layer_2_layer(layer_1)
    return dense(layer_2)


rng = np.random.RandomState(21)
images = rng.rand(48, 10)
classes = rng.randint(0, 4, size=48)

tf_x_spec = tf.TensorSpec((None, 10), tf.float32)
tf_y_spec = tf.TensorSpec((None,), tf.int32)
layer_1_layer = tf.keras.layers.Dense(
    12, activation=tf.nn.relu, kernel_initializer=tf.keras.initializers.TruncatedNormal(stddev=0.2)
)
layer_1_layer.build([None, 10])
layer_2_layer = tf.keras.layers.Dense(8, tf.nn.tanh)
layer_2_layer.build([None, 12])
dense = tf.keras.layers.Dense(4, name='logits', use_bias=False)
dense.build([None, 8])


def compute_logits(tf_x):
    return neural_net(tf_x)


# TF1's epsilon, and its betas as float32
optimizer = tf.keras.optimizers.Adam(0.02, beta_1=0.8999999762, beta_2=0.9990000129, epsilon=1e-8)
variables = [*layer_1_layer.trainable_variables, *layer_2_layer.trainable_variables, *dense.trainable_variables]
optimizer.build(variables)


@tf.function(input_signature=[tf_x_spec, tf_y_spec])
def train_step(tf_x, tf_y):
    with tf.GradientTape() as tape:
        logits = compute_logits(tf_x)
        loss = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=tf_y, logits=logits))
    optimizer.apply_gradients(zip(tape.gradient(loss, variables), variables))
    return loss


@tf.function(input_signature=[tf_x_spec])
def pred_classes(tf_x):
    logits = compute_logits(tf_x)
    return tf.argmax(logits, axis=1)


for step in range(12):
    loss_ = train_step(images, classes).numpy()
    if step % 4 == 0:
        print('train loss: %.4f' % loss_)
predicted = pred_classes(images).numpy()
print('right:', int((predicted == classes).sum()))

"""Two models in one script, the second after the graph was reset; both use the same names."""
import numpy as np
import tensorflow as tf

x_vals = np.linspace(0.5, 1.5, 20)
x_data_spec = tf.TensorSpec([None], tf.float32)
y_target_spec = tf.TensorSpec([None], tf.float32)
A = tf.Variable(tf.constant([1.0]))


@tf.function(input_signature=[x_data_spec, y_target_spec])
def compute_loss(x_data, y_target):
    my_output = tf.multiply(x_data, A)
    return tf.reduce_mean(tf.square(my_output - y_target))


my_opt = tf.keras.optimizers.SGD(0.2)


@tf.function(input_signature=[x_data_spec, y_target_spec])
def train_step(x_data, y_target):
    with tf.GradientTape() as tape:
        loss = compute_loss(x_data, y_target)
    variables = [A]
    my_opt.apply_gradients(zip(tape.gradient(loss, variables), variables))


for i in range(5):
    train_step(x_vals, x_vals * 3.0)
    print("A %.5f" % A.numpy()[0], "%.5f" % compute_loss(x_vals, x_vals * 3.0).numpy())

x_vals = np.concatenate((np.linspace(-3, -1, 10), np.linspace(1, 3, 10)))
labels = np.repeat([0.0, 1.0], 10)
x_data_spec_2 = tf.TensorSpec([None], tf.float32)
y_target_spec_2 = tf.TensorSpec([None], tf.float32)
A = tf.Variable(tf.constant([2.0]))


def compute_my_output(x_data):
    return tf.add(x_data, A)


@tf.function(input_signature=[x_data_spec_2])
def evaluate(x_data):
    my_output = compute_my_output(x_data)
    return tf.round(tf.sigmoid(my_output))


@tf.function(input_signature=[x_data_spec_2, y_target_spec_2])
def compute_loss_2(x_data, y_target):
    my_output = compute_my_output(x_data)
    xentropy = tf.nn.sigmoid_cross_entropy_with_logits(logits=my_output, labels=y_target)
    return tf.reduce_mean(xentropy)


my_opt = tf.keras.optimizers.SGD(0.5, momentum=0.9)
variables = [A]
my_opt.build(variables)


@tf.function(input_signature=[x_data_spec_2, y_target_spec_2])
def training_step(x_data, y_target):
    with tf.GradientTape() as tape:
        loss = compute_loss_2(x_data, y_target)
    my_opt.apply_gradients(zip(tape.gradient(loss, variables), variables))


for i in range(5):
    training_step(x_vals, labels)
    print("A %.5f" % A.numpy()[0], "%.5f" % compute_loss_2(x_vals, labels).numpy())
print(evaluate(x_vals[8:12]).numpy())

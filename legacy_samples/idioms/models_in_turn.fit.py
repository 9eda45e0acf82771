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
    return loss


class Training(tf.keras.Model):
    """Trains with `train_step`, a batch a step."""

    def __init__(self):
        super().__init__()
        self.built = True  # its variables are those of `train_step`

    def train_step(self, batch):
        x_data, y_target = batch
        loss = train_step(x_data, y_target)
        return {"loss": loss}

    def test_step(self, batch):
        x_data, y_target = batch
        return {"loss": compute_loss(x_data, y_target)}


dataset = tf.data.Dataset.from_tensors((tf.constant(x_vals, tf.float32), tf.constant(x_vals * 3.0, tf.float32)))
model = Training()
model.compile(optimizer=my_opt, jit_compile=False)  # XLA would round otherwise
model.fit(dataset, epochs=5, validation_data=dataset, shuffle=False, verbose=2)

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
    return loss


class TrainingModel(tf.keras.Model):
    """Trains with `training_step`, a batch a step."""

    def __init__(self):
        super().__init__()
        self.built = True  # its variables are those of `training_step`

    def train_step(self, batch):
        x_data, y_target = batch
        loss = training_step(x_data, y_target)
        return {"loss": loss}

    def test_step(self, batch):
        x_data, y_target = batch
        return {"loss": compute_loss_2(x_data, y_target)}


batches = tf.data.Dataset.from_tensors((tf.constant(x_vals, tf.float32), tf.constant(labels, tf.float32)))
training = TrainingModel()
training.compile(optimizer=my_opt, jit_compile=False)  # XLA would round otherwise
training.fit(batches, epochs=5, validation_data=batches, shuffle=False, verbose=2)
print(evaluate(x_vals[8:12]).numpy())

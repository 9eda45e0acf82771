"""Placeholders and a network at the level of the module; the function that trains builds the rest and runs it."""
import numpy as np
import tensorflow as tf

n_inputs, n_hidden, n_classes = 4, 5, 3


class NeuralNetworkModel(tf.Module):
    def __init__(self):
        super().__init__()
        self.hidden_layer = {'weights': tf.Variable(tf.ones([n_inputs, n_hidden]) * 0.25),
                        'biases': tf.Variable(tf.zeros([n_hidden]))}
        self.output_layer = {'weights': tf.Variable(tf.ones([n_hidden, n_classes]) * 0.5),
                        'biases': tf.Variable(tf.zeros([n_classes]))}

    def __call__(self, scale, data):
        l1 = tf.nn.relu(tf.add(tf.matmul(data, self.hidden_layer['weights']), self.hidden_layer['biases']))
        l1 = l1 * scale
        return tf.matmul(l1, self.output_layer['weights']) + self.output_layer['biases']


def train_neural_network(epochs):
    x_spec = tf.TensorSpec([None, n_inputs], tf.float32)
    y_spec = tf.TensorSpec(None, tf.float32)
    scale_spec = tf.TensorSpec(None, tf.float32)  # of the hidden layer
    neural_network_model = NeuralNetworkModel()

    def predict(x, scale):
        return neural_network_model(scale, x)

    optimizer = tf.keras.optimizers.Adam(
        0.01, beta_1=0.8999999762, beta_2=0.9990000129, epsilon=1e-8
    )  # TF1's epsilon, and its betas as float32
    variables = [
        neural_network_model.hidden_layer["weights"],
        neural_network_model.hidden_layer["biases"],
        neural_network_model.output_layer["weights"],
        neural_network_model.output_layer["biases"],
    ]
    optimizer.build(variables)

    @tf.function(input_signature=[x_spec, y_spec, scale_spec])
    def train_step(x, y, scale):
        with tf.GradientTape() as tape:
            prediction = predict(x, scale)
            cost = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(logits=prediction, labels=y))
        optimizer.apply_gradients(zip(tape.gradient(cost, variables), variables))
        return cost

    data = np.random.RandomState(0).rand(12, n_inputs); labels = np.eye(n_classes)[np.arange(12) % n_classes]

    for epoch in range(epochs):
        epoch_loss = 0
        for i in range(0, len(data), 4):
            c = train_step(data[i:i + 4], labels[i:i + 4], 0.5).numpy()
            epoch_loss += c
        print('Epoch', epoch, 'loss: %.4f' % epoch_loss)

    @tf.function(input_signature=[x_spec, y_spec, scale_spec])
    def accuracy(x, y, scale):
        prediction = predict(x, scale)
        correct = tf.equal(tf.argmax(prediction, 1), tf.argmax(y, 1))
        return tf.reduce_mean(tf.cast(correct, 'float'))

    print('Accuracy:', '%.3f' % accuracy(data, labels, 1.0).numpy())


train_neural_network(3)

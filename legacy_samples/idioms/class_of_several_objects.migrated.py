"""Three objects of one class in one graph, each with a scope of its own, trained in turn."""
import numpy as np
import tensorflow as tf


class Net:
    x_spec = tf.TensorSpec([None, 2], tf.float32)

    def __init__(self, scope, units, rate=0.1):
        self.hidden_layer = tf.keras.layers.Dense(units, tf.nn.relu, kernel_initializer=tf.constant_initializer(0.3))
        self.hidden_layer.build([None, 2])
        self.out_layer = tf.keras.layers.Dense(1, kernel_initializer=tf.constant_initializer(0.2))
        self.out_layer.build([None, units])

        self.optimizer = tf.keras.optimizers.Adam(
            rate, beta_1=0.8999999762, beta_2=0.9990000129, epsilon=1e-8
        )  # TF1's epsilon, and its betas as float32
        self.variables = [*self.hidden_layer.trainable_variables, *self.out_layer.trainable_variables]
        self.optimizer.build(self.variables)

    @tf.function(input_signature=[x_spec])
    def compute_out(self, x):
        hidden = self.hidden_layer(x)
        return self.out_layer(hidden)

    @tf.function(input_signature=[x_spec, tf.TensorSpec([None, 1], tf.float32)])
    def train(self, x, y):
        with tf.GradientTape() as tape:
            out = self.compute_out(x)
            loss = tf.reduce_mean(tf.math.squared_difference(out, y))
        self.optimizer.apply_gradients(zip(tape.gradient(loss, self.variables), self.variables))
        return loss


nets = [Net("small", 2), Net("large", 5), Net("slow", 5, rate=0.01)]
rng = np.random.RandomState(7)
for step in range(4):
    x = rng.rand(8, 2)
    y = x.sum(axis=1, keepdims=True)
    for net in nets:
        loss = net.train(x, y).numpy()
        print(step, "%.5f" % loss)
print(["%.4f" % net.compute_out([[0.5, 0.5]]).numpy()[0, 0] for net in nets])

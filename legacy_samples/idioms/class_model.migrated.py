"""A model class with its graph in __init__ and run sites in methods; the session is an attribute."""
import numpy as np
import tensorflow as tf


class Regressor(object):
    def __init__(self, n_features, learning_rate=0.1):
        self.n_features = n_features
        self.learning_rate = learning_rate
        self._build_net()

    def _build_net(self):
        x_spec = tf.TensorSpec([None, self.n_features], tf.float32, name='x')
        y_spec = tf.TensorSpec([None, 1], tf.float32, name='y')
        self.w = tf.Variable(tf.constant(0.1, tf.float32, [self.n_features, 1]), name='w')
        self.b = tf.Variable(tf.constant(0.0, tf.float32, [1]), name='b')

        self.compute_out = tf.function(self.compute_out, input_signature=[x_spec])

        self.optimizer = tf.keras.optimizers.Adam(
            self.learning_rate, beta_1=0.8999999762, beta_2=0.9990000129, epsilon=1e-8
        )  # TF1's epsilon, and its betas as float32
        self.variables = [self.w, self.b]
        self.optimizer.build(self.variables)

        self.train_step = tf.function(self.train_step, input_signature=[x_spec, y_spec])

    def compute_out(self, x):
        return tf.matmul(x, self.w) + self.b

    def train_step(self, x, y):
        with tf.GradientTape() as tape:
            out = self.compute_out(x)
            loss = tf.reduce_mean(tf.math.squared_difference(out, y))
        self.optimizer.apply_gradients(zip(tape.gradient(loss, self.variables), self.variables))
        return loss

    def learn(self, x, y):
        cost = self.train_step(x, y).numpy()
        return cost

    def predict(self, x):
        x = x[np.newaxis, :]
        return self.compute_out(x).numpy()[0, 0]


if __name__ == '__main__':
    rng = np.random.RandomState(27)
    data = rng.rand(16, 3)
    goal = data.dot([[1.0], [0.5], [-1.0]])
    model = Regressor(3)
    for i in range(9):
        cost = model.learn(data, goal)
        if i % 4 == 0:
            print(i, '%.6f' % cost)
    print('%.6f' % model.predict(data[0]))

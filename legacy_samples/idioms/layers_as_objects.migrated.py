"""A policy and a value network whose layers are objects of the program's own class, kept in lists."""
import numpy as np
import tensorflow as tf


class HiddenLayer:
    def __init__(self, n_in, n_out, activation=tf.nn.tanh, use_bias=True):
        self.W = tf.Variable(tf.random.normal(shape=(n_in, n_out), stddev=0.1))
        self.params = [self.W]
        self.use_bias = use_bias
        if use_bias:
            self.b = tf.Variable(np.zeros(n_out).astype(np.float32))
            self.params.append(self.b)
        self.activation = activation

    def forward(self, X):
        a = tf.matmul(X, self.W)
        if self.use_bias:
            a = a + self.b
        return self.activation(a)


class PolicyModel:
    def __init__(self, n_inputs, n_actions, hidden_layer_sizes):
        self.n_actions = n_actions
        self.layers = []
        n_in = n_inputs
        for n_out in hidden_layer_sizes:
            layer = HiddenLayer(n_in, n_out)
            self.layers.append(layer)
            n_in = n_out
        self.layers.append(HiddenLayer(n_in, n_actions, tf.nn.softmax, use_bias=False))

        X_spec = tf.TensorSpec((None, n_inputs), tf.float32, name="X")
        actions_spec = tf.TensorSpec((None,), tf.int32, name="actions")
        advantages_spec = tf.TensorSpec((None,), tf.float32, name="advantages")

        self.compute_Z = tf.function(self.compute_Z, input_signature=[X_spec])

        self.optimizer = tf.keras.optimizers.Adagrad(0.1, epsilon=0.0)  # TF1 has no epsilon

        self.train_step = tf.function(self.train_step, input_signature=[X_spec, actions_spec, advantages_spec])

    def compute_Z(self, X):
        # the probability of each action
        Z = X
        for layer in self.layers:
            Z = layer.forward(Z)
        return Z

    def train_step(self, X, actions, advantages):
        with tf.GradientTape() as tape:
            Z = self.compute_Z(X)
            chosen = tf.math.log(tf.reduce_sum(Z * tf.one_hot(actions, self.n_actions), axis=1))
            cost = -tf.reduce_sum(advantages * chosen)
        variables = tape.watched_variables()
        self.optimizer.apply_gradients(zip(tape.gradient(cost, variables), variables))

    def set_session(self):
        pass

    def partial_fit(self, X, actions, advantages):
        self.train_step(X, actions, advantages)

    def predict(self, X):
        return self.compute_Z(np.atleast_2d(X)).numpy()


class ValueModel:
    def __init__(self, n_inputs, hidden_layer_sizes):
        self.layers = []
        n_in = n_inputs
        for n_out in hidden_layer_sizes:
            self.layers.append(HiddenLayer(n_in, n_out))
            n_in = n_out
        self.layers.append(HiddenLayer(n_in, 1, lambda x: x))

        X_spec = tf.TensorSpec((None, n_inputs), tf.float32, name="X")
        Y_spec = tf.TensorSpec((None,), tf.float32, name="Y")

        self.compute_predict_op = tf.function(self.compute_predict_op, input_signature=[X_spec])

        self.optimizer = tf.keras.optimizers.SGD(0.05)

        self.train_step = tf.function(self.train_step, input_signature=[X_spec, Y_spec])

    def compute_predict_op(self, X):
        Z = X
        for layer in self.layers:
            Z = layer.forward(Z)
        return tf.reshape(Z, [-1])

    def train_step(self, X, Y):
        with tf.GradientTape() as tape:
            predict_op = self.compute_predict_op(X)
            cost = tf.reduce_sum(tf.square(Y - predict_op))
        variables = tape.watched_variables()
        self.optimizer.apply_gradients(zip(tape.gradient(cost, variables), variables))
        return cost

    def set_session(self):
        pass

    def partial_fit(self, X, Y):
        cost = self.train_step(X, Y).numpy()
        return cost

    def predict(self, X):
        return self.compute_predict_op(np.atleast_2d(X)).numpy()


def main():
    policy = PolicyModel(4, 2, [])
    value = ValueModel(4, [5])
    policy.set_session()
    value.set_session()

    states = np.sin(np.arange(24)).reshape(6, 4)
    actions = np.arange(6) % 2
    returns = np.cos(np.arange(6))
    for episode in range(8):
        advantages = returns - value.predict(states)
        policy.partial_fit(states, actions, advantages)
        cost = value.partial_fit(states, returns)
        if episode % 2 == 0:
            print("episode %d: cost %.5f" % (episode, cost))
    print(np.round(policy.predict(states[0]), 4))
    print(np.round(value.predict(states[:2]), 4))


if __name__ == "__main__":
    main()

"""A policy and a value network whose layers are objects of the program's own class, kept in lists."""
import numpy as np
import tensorflow as tf


class HiddenLayer:
    def __init__(self, n_in, n_out, activation=tf.nn.tanh, use_bias=True):
        self.W = tf.Variable(tf.random_normal(shape=(n_in, n_out), stddev=0.1))
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
        self.layers = []
        n_in = n_inputs
        for n_out in hidden_layer_sizes:
            layer = HiddenLayer(n_in, n_out)
            self.layers.append(layer)
            n_in = n_out
        self.layers.append(HiddenLayer(n_in, n_actions, tf.nn.softmax, use_bias=False))

        self.X = tf.placeholder(tf.float32, shape=(None, n_inputs), name="X")
        self.actions = tf.placeholder(tf.int32, shape=(None,), name="actions")
        self.advantages = tf.placeholder(tf.float32, shape=(None,), name="advantages")

        # the probability of each action
        Z = self.X
        for layer in self.layers:
            Z = layer.forward(Z)
        self.predict_op = Z
        chosen = tf.log(tf.reduce_sum(Z * tf.one_hot(self.actions, n_actions), axis=1))
        cost = -tf.reduce_sum(self.advantages * chosen)
        self.train_op = tf.train.AdagradOptimizer(0.1).minimize(cost)

    def set_session(self, session):
        self.session = session

    def partial_fit(self, X, actions, advantages):
        self.session.run(
            self.train_op, feed_dict={self.X: X, self.actions: actions, self.advantages: advantages}
        )

    def predict(self, X):
        return self.session.run(self.predict_op, feed_dict={self.X: np.atleast_2d(X)})


class ValueModel:
    def __init__(self, n_inputs, hidden_layer_sizes):
        self.layers = []
        n_in = n_inputs
        for n_out in hidden_layer_sizes:
            self.layers.append(HiddenLayer(n_in, n_out))
            n_in = n_out
        self.layers.append(HiddenLayer(n_in, 1, lambda x: x))

        self.X = tf.placeholder(tf.float32, shape=(None, n_inputs), name="X")
        self.Y = tf.placeholder(tf.float32, shape=(None,), name="Y")
        Z = self.X
        for layer in self.layers:
            Z = layer.forward(Z)
        self.predict_op = tf.reshape(Z, [-1])
        self.cost = tf.reduce_sum(tf.square(self.Y - self.predict_op))
        self.train_op = tf.train.GradientDescentOptimizer(0.05).minimize(self.cost)

    def set_session(self, session):
        self.session = session

    def partial_fit(self, X, Y):
        cost, _ = self.session.run([self.cost, self.train_op], feed_dict={self.X: X, self.Y: Y})
        return cost

    def predict(self, X):
        return self.session.run(self.predict_op, feed_dict={self.X: np.atleast_2d(X)})


def main():
    policy = PolicyModel(4, 2, [])
    value = ValueModel(4, [5])
    session = tf.InteractiveSession()
    session.run(tf.global_variables_initializer())
    policy.set_session(session)
    value.set_session(session)

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

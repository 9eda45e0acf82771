"""A restricted Boltzmann machine: the class trains on batches, and builds what it reconstructs from arrays."""
import numpy as np
import tensorflow as tf


class RBM(object):
    def __init__(self, visible, hidden):
        self.visible = visible
        start = np.linspace(-0.5, 0.5, visible * hidden).reshape(visible, hidden)
        self.W = tf.Variable(start.astype(np.float32))
        self.c = tf.Variable(np.zeros(hidden).astype(np.float32))
        self.b = tf.Variable(np.zeros(visible).astype(np.float32))
        X_spec = tf.TensorSpec([None, visible], tf.float32)

        self.optimizer = tf.keras.optimizers.SGD(0.05)

        self.train_step = tf.function(self.train_step, input_signature=[X_spec])

        self.cost = tf.function(self.cost, input_signature=[X_spec])

    def train_step(self, X):
        with tf.GradientTape() as tape:
            # one step of Gibbs sampling, with a threshold instead of the draw
            h = tf.nn.sigmoid(tf.matmul(X, self.W) + self.c)
            h_ = tf.nn.relu(tf.sign(h - 0.5))
            v = tf.nn.sigmoid(tf.matmul(h_, tf.transpose(self.W)) + self.b)
            V = tf.nn.relu(tf.sign(v - 0.5))
            objective = tf.reduce_mean(self.free_energy(X)) - tf.reduce_mean(self.free_energy(V))
        variables = [self.W, self.c, self.b]
        self.optimizer.apply_gradients(zip(tape.gradient(objective, variables), variables))

    def cost(self, X):
        return tf.reduce_mean(
            tf.nn.sigmoid_cross_entropy_with_logits(labels=X, logits=self.one_pass(X))
        )

    def set_session(self):
        pass

    def free_energy(self, V):
        b = tf.reshape(self.b, (self.visible, 1))
        first = -tf.reshape(tf.matmul(V, b), (-1,))
        return first - tf.reduce_sum(tf.nn.softplus(tf.matmul(V, self.W) + self.c))

    def one_pass(self, X):
        h = tf.nn.sigmoid(tf.matmul(X, self.W) + self.c)
        return tf.matmul(h, tf.transpose(self.W)) + self.b

    def reconstruct(self, X):
        x = tf.nn.sigmoid(self.one_pass(X))
        return x.numpy()

    def fit(self, X, epochs=1, batch_size=2):
        for i in range(epochs):
            for j in range(len(X) // batch_size):
                batch = X[j * batch_size:(j + 1) * batch_size]
                self.train_step(batch)
            print("epoch %d cost %.4f" % (i, self.cost(X).numpy()))


data = np.array([[1, 1, 0, 0], [1, 0, 0, 0], [0, 0, 1, 1], [0, 1, 1, 1]], np.float32)
rbm = RBM(4, 3)
rbm.set_session()
print(np.round(rbm.reconstruct(data[:1]), 4))
rbm.fit(data, epochs=3)
print(np.round(rbm.reconstruct(data), 4))

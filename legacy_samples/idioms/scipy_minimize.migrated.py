"""A network learns the solution of a differential equation: first by gradient descent, then by SciPy's L-BFGS-B."""

import numpy as np
import tensorflow as tf


def minimize_with_scipy(loss_and_gradient, variables, method="L-BFGS-B", **options):
    """Gives the variables the values at which `scipy.optimize.minimize` finds the least loss.

    `loss_and_gradient` gives the loss and its gradient by all numbers of the variables, which hold what SciPy asks.
    """
    from scipy.optimize import minimize

    sizes = [v.shape.num_elements() for v in variables]

    def assign(numbers):
        for variable, part in zip(variables, tf.split(numbers, sizes)):
            variable.assign(tf.reshape(tf.cast(part, variable.dtype), variable.shape))

    def evaluate(numbers):
        assign(numbers)
        loss, gradient = loss_and_gradient()
        return float(loss), gradient.astype("float64")

    start = tf.concat([tf.reshape(v, [-1]) for v in variables], 0).numpy().astype("float64")
    assign(minimize(evaluate, start, jac=True, method=method, **options).x)


class PhysicsInformedNN:
    """u(x) with u'' = -rate * u and unknown rate."""

    x_tf_spec = tf.TensorSpec([None, 1], tf.float64)
    u_tf_spec = tf.TensorSpec([None, 1], tf.float64)

    def __init__(self, x, u, layers):
        self.x = x
        self.u = u

        self.weights = []
        self.biases = []
        for l in range(len(layers) - 1):
            W = self.weight([layers[l], layers[l + 1]])
            b = tf.Variable(tf.zeros([1, layers[l + 1]], dtype=tf.float64), dtype=tf.float64)
            self.weights.append(W)
            self.biases.append(b)
        self.rate = tf.Variable(1.0, dtype=tf.float64)

        self.optimizer_variables = [
            *[v for weight, bias in zip(self.weights, self.biases) for v in (weight, bias)], self.rate
        ]

        self.optimizer_options = dict(
            method='L-BFGS-B',
            options={'maxiter': 10, 'maxcor': 20, 'ftol': 1.0 * np.finfo(float).eps},
        )
        self.optimizer_ = tf.keras.optimizers.SGD(0.002)

    @tf.function(input_signature=[x_tf_spec])
    def compute_u_pred(self, x_tf):
        return self.net_u(x_tf)

    @tf.function(input_signature=[x_tf_spec, u_tf_spec])
    def compute_loss(self, x_tf, u_tf):
        u_pred = self.compute_u_pred(x_tf)
        f_pred = self.net_f(x_tf)
        return tf.reduce_mean(tf.square(u_tf - u_pred)) + \
               tf.reduce_mean(tf.square(f_pred))

    @tf.function(input_signature=[x_tf_spec, u_tf_spec])
    def evaluate(self, x_tf, u_tf):
        with tf.GradientTape() as tape:
            loss = self.compute_loss(x_tf, u_tf)
        optimizer_gradient = tf.concat(
            [tf.reshape(g, [-1]) for g in tape.gradient(loss, self.optimizer_variables, unconnected_gradients="zero")], 0
        )
        return loss, optimizer_gradient

    @tf.function(input_signature=[x_tf_spec, u_tf_spec])
    def train_step(self, x_tf, u_tf):
        with tf.GradientTape() as tape:
            loss = self.compute_loss(x_tf, u_tf)
        variables = tape.watched_variables()
        self.optimizer_.apply_gradients(zip(tape.gradient(loss, variables), variables))

    def weight(self, size):
        values = np.cos(np.arange(size[0] * size[1]).reshape(size))
        return tf.Variable(tf.constant(values, dtype=tf.float64), dtype=tf.float64)

    def net_u(self, x):
        H = x
        for W, b in zip(self.weights[:-1], self.biases[:-1]):
            H = tf.tanh(tf.add(tf.matmul(H, W), b))
        return tf.add(tf.matmul(H, self.weights[-1]), self.biases[-1])

    def net_f(self, x):
        u = self.net_u(x)
        u_x = tf.gradients(u, x)[0]
        u_xx = tf.gradients(u_x, x)[0]
        return u_xx + self.rate * u

    def callback(self, loss, rate):
        print("loss %.8f, rate %.8f" % (loss, rate))

    def train(self, steps):
        for step in range(steps):
            self.train_step(self.x, self.u)
            print("step %d, loss %.8f" % (step, self.compute_loss(self.x, self.u).numpy()))

        # SciPy takes over from what gradient descent has found

        def loss_and_gradient():
            loss, gradient = (t.numpy() for t in self.evaluate(self.x, self.u))
            rate = self.rate.numpy()
            self.callback(loss, rate)
            return loss, gradient

        minimize_with_scipy(loss_and_gradient, self.optimizer_variables, **self.optimizer_options)

    def predict(self, x):
        return self.compute_u_pred(x).numpy()


if __name__ == "__main__":
    x = np.linspace(0.0, 1.0, 12)[:, None]
    model = PhysicsInformedNN(x, np.sin(2.0 * x), [1, 6, 6, 1])
    model.train(3)
    for value in model.predict(x[::4]).ravel():
        print("%.6f" % value)

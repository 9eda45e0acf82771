"""A model whose build methods are called from outside, and which a function with a session runs."""
import tensorflow as tf


class Model:
    def __init__(self, rate):
        self.rate = rate

    def _weights(self):
        """What is trained."""
        self.w = tf.Variable([[1.0], [2.0]])

    def build(self):
        """The graph."""
        self._weights()
        self.optimizer = tf.keras.optimizers.SGD(self.rate)

    @tf.function(input_signature=[tf.TensorSpec([None, 2], tf.float32, name="x")])
    def train_step(self, x):
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean(tf.square(tf.matmul(x, self.w)))
        half = loss / 2
        variables = [self.w]
        self.optimizer.apply_gradients(zip(tape.gradient(loss, variables), variables))
        return loss, half


def train(model, steps):
    for step in range(steps):
        loss, half = (t.numpy() for t in model.train_step([[1.0, 1.0]]))
        print(step, loss, half)


def main():
    model = Model(0.1)
    model.build()
    steps = 3
    train(model, steps)


if __name__ == "__main__":
    main()

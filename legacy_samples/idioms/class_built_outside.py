"""A model whose build methods are called from outside, and which a function with a session runs."""
import tensorflow as tf


class Model:
    def __init__(self, rate):
        self.rate = rate

    def _inputs(self):
        self.x = tf.placeholder(tf.float32, [None, 2], name="x")

    def _weights(self):
        """What is trained."""
        with tf.name_scope("weights"):
            self.w = tf.Variable([[1.0], [2.0]])

    def _loss(self):
        self.loss = tf.reduce_mean(tf.square(tf.matmul(self.x, self.w)))

    def build(self):
        """The graph."""
        self._inputs()
        self._weights()
        self._loss()
        self.train_op = tf.train.GradientDescentOptimizer(self.rate).minimize(self.loss)

    def finish(self):
        self.half = self.loss / 2


def train(model, steps):
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        for step in range(steps):
            loss, half, _ = sess.run([model.loss, model.half, model.train_op], feed_dict={model.x: [[1.0, 1.0]]})
            print(step, loss, half)


def main():
    model = Model(0.1)
    model.build()
    steps = 3
    model.finish()
    train(model, steps)


if __name__ == "__main__":
    main()

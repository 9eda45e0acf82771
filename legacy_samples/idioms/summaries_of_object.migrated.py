"""A network whose constructor makes summaries, and a trainer that merges and writes them."""
import numpy as np
import tensorflow as tf


class Network:
    x_spec = tf.TensorSpec([None, 2], tf.float32, name='x')
    label_spec = tf.TensorSpec([None, 1], tf.float32, name='label')

    def __init__(self):
        self.w = tf.Variable(tf.zeros([2, 1]), name='weight')

        self.optimizer = tf.keras.optimizers.SGD(0.125)

    def compute_loss(self, x, label):
        y = tf.matmul(x, self.w)
        return tf.reduce_mean(tf.square(label - y))

    @tf.function(input_signature=[x_spec, label_spec])
    def train_step(self, x, label):
        with tf.GradientTape() as tape:
            loss = self.compute_loss(x, label)
        variables = [self.w]
        self.optimizer.apply_gradients(zip(tape.gradient(loss, variables), variables))

    @tf.function(input_signature=[x_spec, label_spec])
    def evaluate(self, x, label):
        loss = self.compute_loss(x, label)
        # Histogram of the weights, the loss as a scalar
        weight_summary = tf.raw_ops.HistogramSummary(tag="weight_1", values=self.w)
        loss_summary = tf.raw_ops.ScalarSummary(tags="loss", values=loss)
        merged_summaries = tf.raw_ops.MergeSummary(inputs=[weight_summary, loss_summary])
        return merged_summaries, loss


class Trainer:
    def __init__(self):
        self.net = Network()

    def train(self, data, answer):
        writer = tf.summary.create_file_writer('./log')
        for step in range(3):
            summary, loss = (t.numpy() for t in self.net.evaluate(data, answer))
            self.net.train_step(data, answer)
            with writer.as_default(step=step):
                tf.summary.experimental.write_raw_pb(summary)
            print(step, loss)
        writer.close()


data = np.array([[1.0, 0.0], [0.0, 2.0], [1.0, 1.0], [2.0, 1.0]])
Trainer().train(data, data.sum(1, keepdims=True))

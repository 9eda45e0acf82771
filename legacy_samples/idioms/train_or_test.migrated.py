"""A text classifier whose class builds the graph; functions of the program train it or only test it."""

import os
import shutil
import tempfile

import numpy as np
import tensorflow as tf
from named_checkpoints import NamedCheckpoints, Slots


class Config(object):
    seq_length = 12
    vocab_size = 20
    embedding_dim = 4
    num_filters = 5
    kernel_size = 3
    hidden_dim = 6
    num_classes = 3
    cnn = "wide"
    dropout_keep_prob = 1.0
    learning_rate = 0.01


class TextCNN(object):
    def __init__(self, config):
        self.config = config
        self.input_x_spec = tf.TensorSpec([None, self.config.seq_length], tf.int32, name="input_x")
        self.input_y_spec = tf.TensorSpec([None, self.config.num_classes], tf.float32, name="input_y")
        self.keep_prob_spec = tf.TensorSpec(None, tf.float32, name="keep_prob")
        self.cnn()

        self.merged_summaries = tf.function(
            self.merged_summaries, input_signature=[self.input_x_spec, self.input_y_spec, self.keep_prob_spec]
        )

    def merged_summaries(self, input_x, input_y, keep_prob):
        logits = self.compute_logits(input_x, keep_prob)
        loss = self.compute_loss(input_y, logits)
        acc = self.compute_acc(input_x, input_y, keep_prob)
        loss_summary = tf.raw_ops.ScalarSummary(tags="loss", values=loss)
        accuracy_summary = tf.raw_ops.ScalarSummary(tags="accuracy_1", values=acc)
        return tf.raw_ops.MergeSummary(inputs=[loss_summary, accuracy_summary])

    def named_checkpoints(self):
        return NamedCheckpoints(
            {
                "embedding": self.embedding,
                "conv/kernel": self.conv_layer.kernel,
                "conv/bias": self.conv_layer.bias,
                "fc1/kernel": self.fc_layer.kernel,
                "fc1/bias": self.fc_layer.bias,
                "fc2/kernel": self.logits_layer.kernel,
                "fc2/bias": self.logits_layer.bias,
            },
            [
                Slots(
                    self.optim,
                    [
                        self.embedding,
                        *self.conv_layer.trainable_variables,
                        *self.fc_layer.trainable_variables,
                        *self.logits_layer.trainable_variables,
                    ],
                    "Adam",
                    scope="optimize/",
                ),
            ],
        )

    def cnn(self):
        self.embedding = tf.Variable(
            tf.keras.initializers.GlorotUniform()([self.config.vocab_size, self.config.embedding_dim], tf.float32),
            name="embedding",
        )
        self.conv_layer = tf.keras.layers.Conv1D(self.config.num_filters, self.config.kernel_size, name="conv")
        self.conv_layer.build([None, self.config.seq_length, self.config.embedding_dim])
        self.fc_layer = tf.keras.layers.Dense(self.config.hidden_dim, name="fc1")
        self.fc_layer.build([None, self.config.num_filters])
        self.logits_layer = tf.keras.layers.Dense(self.config.num_classes, name="fc2")
        self.logits_layer.build([None, self.config.hidden_dim])

        self.predict = tf.function(self.predict, input_signature=[self.input_x_spec, self.keep_prob_spec])

        self.optim = tf.keras.optimizers.Adam(
            learning_rate=self.config.learning_rate, beta_1=0.8999999762, beta_2=0.9990000129, epsilon=1e-8
        )  # TF1's epsilon, and its betas as float32
        self.variables = [
            self.embedding,
            *self.conv_layer.trainable_variables,
            *self.fc_layer.trainable_variables,
            *self.logits_layer.trainable_variables,
        ]
        self.optim.build(self.variables)

        self.train_step = tf.function(
            self.train_step, input_signature=[self.input_x_spec, self.input_y_spec, self.keep_prob_spec]
        )

        self.evaluate = tf.function(
            self.evaluate, input_signature=[self.input_x_spec, self.input_y_spec, self.keep_prob_spec]
        )

    def compute_logits(self, input_x, keep_prob):
        embedded = tf.nn.embedding_lookup(self.embedding, input_x)
        conv = self.conv_layer(embedded)
        gmp = tf.reduce_max(conv, axis=[1], name="gmp")
        fc = self.fc_layer(gmp)
        fc = tf.nn.dropout(fc, rate=1 - keep_prob)
        fc = tf.nn.relu(fc)
        return self.logits_layer(fc)

    def predict(self, input_x, keep_prob):
        logits = self.compute_logits(input_x, keep_prob)
        return tf.argmax(tf.nn.softmax(logits), 1)

    def compute_loss(self, input_y, logits):
        cross_entropy = tf.nn.softmax_cross_entropy_with_logits(logits=logits, labels=input_y)
        return tf.reduce_mean(cross_entropy)

    def train_step(self, input_x, input_y, keep_prob):
        with tf.GradientTape() as tape:
            logits = self.compute_logits(input_x, keep_prob)
            loss = self.compute_loss(input_y, logits)
        gradients = [tf.convert_to_tensor(g) for g in tape.gradient(loss, self.variables)]
        self.optim.apply_gradients(zip(gradients, self.variables))

    def compute_acc(self, input_x, input_y, keep_prob):
        y_pred = self.predict(input_x, keep_prob)
        correct = tf.equal(tf.argmax(input_y, 1), y_pred)
        return tf.reduce_mean(tf.cast(correct, tf.float32))

    def evaluate(self, input_x, input_y, keep_prob):
        logits = self.compute_logits(input_x, keep_prob)
        loss = self.compute_loss(input_y, logits)
        acc = self.compute_acc(input_x, input_y, keep_prob)
        return loss, acc


def feed_data(x_batch, y_batch, keep_prob):
    return x_batch, y_batch, keep_prob


def evaluate(x_, y_):
    total_loss = 0.0
    for start in range(0, len(x_), 16):
        x_batch, y_batch, keep_prob = feed_data(x_[start : start + 16], y_[start : start + 16], 1.0)
        feed_dict = dict(input_x=x_batch, input_y=y_batch, keep_prob=keep_prob)
        loss, acc = (t.numpy() for t in model.evaluate(**feed_dict))
        total_loss += loss * len(x_[start : start + 16])
    return total_loss / len(x_), acc


def train():
    writer = tf.summary.create_file_writer(os.path.join(folder, "logs"))
    saver = model.named_checkpoints()

    best = 10.0
    for step in range(30):
        batch = rng.randint(0, len(x), 16)
        x_batch, y_batch, keep_prob = feed_data(x[batch], y[batch], config.dropout_keep_prob)
        feed_dict = dict(input_x=x_batch, input_y=y_batch, keep_prob=keep_prob)
        if step % 5 == 0:
            s = model.merged_summaries(**feed_dict).numpy()
            with writer.as_default(step=step):
                tf.summary.experimental.write_raw_pb(s)
        if step % 10 == 0:
            feed_dict = dict(input_x=x_batch, input_y=y_batch, keep_prob=1.0)
            loss, acc = (t.numpy() for t in model.evaluate(**feed_dict))
            loss_val, acc_val = evaluate(x, y)
            if loss_val < best:
                best = loss_val
                saver.save(path=save_path)
            print("step %d loss %.5f acc %.3f val %.5f %.3f" % (step, loss, acc, loss_val, acc_val))
        feed_dict = dict(input_x=x_batch, input_y=y_batch, keep_prob=config.dropout_keep_prob)
        model.train_step(**feed_dict)
    print("after %.5f" % evaluate(x, y)[0])
    saver.restore(path=save_path)
    print("best %.5f, read back %.5f" % (best, evaluate(x, y)[0]))


def test():
    saver = model.named_checkpoints()
    saver.restore(path=save_path)
    print("test %.5f %.3f" % evaluate(x, y))
    found = np.zeros(len(x), np.int32)
    for start in range(0, len(x), 16):
        feed_dict = dict(input_x=x[start : start + 16], keep_prob=1.0)
        found[start : start + 16] = model.predict(**feed_dict).numpy()
    print(found)


if __name__ == "__main__":
    folder = tempfile.mkdtemp()
    save_path = os.path.join(folder, "best")
    rng = np.random.RandomState(3)
    config = Config()
    x = rng.randint(0, config.vocab_size, (48, config.seq_length))
    y = np.eye(config.num_classes, dtype=np.float32)[x[:, 0] % config.num_classes]
    model = TextCNN(config)
    if os.environ.get("MODE", "train") == "train":
        train()
    else:
        test()
    shutil.rmtree(folder)

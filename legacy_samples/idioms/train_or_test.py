"""A text classifier whose class builds the graph; functions of the program train it or only test it."""

import os
import shutil
import tempfile

import numpy as np
import tensorflow as tf


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
        self.input_x = tf.placeholder(tf.int32, [None, self.config.seq_length], name="input_x")
        self.input_y = tf.placeholder(tf.float32, [None, self.config.num_classes], name="input_y")
        self.keep_prob = tf.placeholder(tf.float32, name="keep_prob")
        self.cnn()

    def cnn(self):
        embedding = tf.get_variable("embedding", [self.config.vocab_size, self.config.embedding_dim])
        embedded = tf.nn.embedding_lookup(embedding, self.input_x)
        with tf.name_scope("cnn"):
            conv = tf.layers.conv1d(embedded, self.config.num_filters, self.config.kernel_size, name="conv")
            gmp = tf.reduce_max(conv, reduction_indices=[1], name="gmp")
        with tf.name_scope("score"):
            fc = tf.layers.dense(gmp, self.config.hidden_dim, name="fc1")
            fc = tf.contrib.layers.dropout(fc, self.keep_prob)
            fc = tf.nn.relu(fc)
            self.logits = tf.layers.dense(fc, self.config.num_classes, name="fc2")
            self.y_pred = tf.argmax(tf.nn.softmax(self.logits), 1)
        with tf.name_scope("optimize"):
            cross_entropy = tf.nn.softmax_cross_entropy_with_logits(logits=self.logits, labels=self.input_y)
            self.loss = tf.reduce_mean(cross_entropy)
            self.optim = tf.train.AdamOptimizer(learning_rate=self.config.learning_rate).minimize(self.loss)
        with tf.name_scope("accuracy"):
            correct = tf.equal(tf.argmax(self.input_y, 1), self.y_pred)
            self.acc = tf.reduce_mean(tf.cast(correct, tf.float32))


def feed_data(x_batch, y_batch, keep_prob):
    feed_dict = {model.input_x: x_batch, model.input_y: y_batch, model.keep_prob: keep_prob}
    return feed_dict


def evaluate(sess, x_, y_):
    total_loss = 0.0
    for start in range(0, len(x_), 16):
        feed_dict = feed_data(x_[start : start + 16], y_[start : start + 16], 1.0)
        loss, acc = sess.run([model.loss, model.acc], feed_dict=feed_dict)
        total_loss += loss * len(x_[start : start + 16])
    return total_loss / len(x_), acc


def train():
    tf.summary.scalar("loss", model.loss)
    tf.summary.scalar("accuracy", model.acc)
    merged_summary = tf.summary.merge_all()
    writer = tf.summary.FileWriter(os.path.join(folder, "logs"))
    saver = tf.train.Saver()

    session = tf.Session()
    session.run(tf.global_variables_initializer())
    writer.add_graph(session.graph)
    best = 10.0
    for step in range(30):
        batch = rng.randint(0, len(x), 16)
        feed_dict = feed_data(x[batch], y[batch], config.dropout_keep_prob)
        if step % 5 == 0:
            s = session.run(merged_summary, feed_dict=feed_dict)
            writer.add_summary(s, step)
        if step % 10 == 0:
            feed_dict[model.keep_prob] = 1.0
            loss, acc = session.run([model.loss, model.acc], feed_dict=feed_dict)
            loss_val, acc_val = evaluate(session, x, y)
            if loss_val < best:
                best = loss_val
                saver.save(sess=session, save_path=save_path)
            print("step %d loss %.5f acc %.3f val %.5f %.3f" % (step, loss, acc, loss_val, acc_val))
        feed_dict[model.keep_prob] = config.dropout_keep_prob
        session.run(model.optim, feed_dict=feed_dict)
    print("after %.5f" % evaluate(session, x, y)[0])
    saver.restore(sess=session, save_path=save_path)
    print("best %.5f, read back %.5f" % (best, evaluate(session, x, y)[0]))


def test():
    session = tf.Session()
    session.run(tf.global_variables_initializer())
    saver = tf.train.Saver()
    saver.restore(sess=session, save_path=save_path)
    print("test %.5f %.3f" % evaluate(session, x, y))
    found = np.zeros(len(x), np.int32)
    for start in range(0, len(x), 16):
        feed_dict = {model.input_x: x[start : start + 16], model.keep_prob: 1.0}
        found[start : start + 16] = session.run(model.y_pred, feed_dict=feed_dict)
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

"""Functions that take the session, the fetches and the feed; accuracy over a host loop of batches."""
import numpy as np
from compat import tf1 as tf


def build(n_in, n_out):
    x = tf.placeholder(tf.float32, [None, n_in])
    y = tf.placeholder(tf.int64, [None])
    w = tf.Variable(tf.zeros([n_in, n_out]))
    logits = tf.matmul(x, w)
    loss = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=y, logits=logits))
    correct = tf.reduce_sum(tf.cast(tf.equal(tf.argmax(logits, 1), y), tf.int32))
    return x, y, loss, correct


def run_epoch(session, fetches, x, y, data, labels, size=10):
    total = 0
    for i in range(0, len(data), size):
        results = session.run(fetches, feed_dict={x: data[i:i + size], y: labels[i:i + size]})
        total += results[0]
    return total


def main():
    rng = np.random.RandomState(38)
    data = rng.randn(40, 3)
    labels = (data[:, 0] > data[:, 1]).astype(int)
    x, y, loss, correct = build(3, 2)
    train = tf.train.GradientDescentOptimizer(0.3).minimize(loss)
    with tf.Session() as session:
        session.run(tf.global_variables_initializer())
        for epoch in range(3):
            cost = run_epoch(session, [loss, train], x, y, data, labels)
            right = run_epoch(session, [correct], x, y, data, labels)
            print(epoch, "%.5f" % cost, right)


if __name__ == "__main__":
    main()

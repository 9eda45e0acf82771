"""tf.metrics with local variables: update op over batches, value read afterwards, then reset."""
import numpy as np
from compat import tf1 as tf

labels = tf.placeholder(tf.int64, [None])
predictions = tf.placeholder(tf.int64, [None])
acc, acc_op = tf.metrics.accuracy(labels=labels, predictions=predictions, name='my_accuracy')
mean, mean_op = tf.metrics.mean(tf.to_float(predictions))
reset = tf.local_variables_initializer()

rng = np.random.RandomState(10)
truth = rng.randint(0, 3, 30)
guess = np.where(rng.rand(30) < 0.7, truth, 0)

with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for _ in range(2):
        sess.run(reset)
        for i in range(0, 30, 10):
            feed = {labels: truth[i:i + 10], predictions: guess[i:i + 10]}
            print(sess.run(acc_op, feed), sess.run(mean_op, feed))
        print("total", sess.run([acc, mean]))

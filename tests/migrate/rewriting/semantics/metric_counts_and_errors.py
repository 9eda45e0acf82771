import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [None, 2])
labels = tf.placeholder(tf.int32, [None])
targets = tf.placeholder(tf.float32, [None, 2])
score = tf.sigmoid(tf.reduce_sum(x, 1))
guess = tf.cast(score > 0.5, tf.int32)
precision, precision_update = tf.metrics.precision(labels, guess)
recall, recall_update = tf.metrics.recall(labels=labels, predictions=guess)
tp, tp_update = tf.metrics.true_positives(labels, guess)
fp, fp_update = tf.metrics.false_positives(labels, guess)
tn, tn_update = tf.metrics.true_negatives(labels, guess)
fn, fn_update = tf.metrics.false_negatives(labels, guess)
mse, mse_update = tf.metrics.mean_squared_error(targets, x - 0.1)
mae, mae_update = tf.metrics.mean_absolute_error(targets, x - 0.1)
rmse, rmse_update = tf.metrics.root_mean_squared_error(targets, x)
area, area_update = tf.metrics.auc(labels, score)
rng = np.random.RandomState(0)
with tf.Session() as sess:
    sess.run(tf.local_variables_initializer())
    print(["%.6f" % v for v in sess.run([precision, recall, tp, fp, mse, rmse])])
    for size in (5, 3, 8):
        a = rng.randn(size, 2)
        feed = {x: a, labels: rng.randint(0, 2, size), targets: a + 0.2}
        counts = sess.run([precision_update, recall_update, tp_update, fp_update, tn_update, fn_update], feed)
        print(["%.6f" % v for v in counts])
        errors = sess.run([mse_update, mae_update, rmse_update, area_update], feed)
        print(["%.6f" % v for v in errors])
    print(["%.6f" % v for v in sess.run([precision, recall, mse, mae, rmse, area])])
    print(["%.6f" % v for v in sess.run([tp, fp, tn, fn])])
    sess.run(tf.local_variables_initializer())
    sess.run([precision_update, mse_update], {x: a[:2], labels: [1, 1], targets: a[:2]})
    print(["%.6f" % v for v in sess.run([precision, mse])])

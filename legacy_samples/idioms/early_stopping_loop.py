"""Validation each epoch, patience, the best weights kept in host arrays and loaded back."""
import numpy as np
import tensorflow as tf


def batches(X, y, size):
    for start in range(0, len(X), size):
        yield X[start:start + size], y[start:start + size]


rng = np.random.RandomState(16)
X_all = rng.randn(60, 4)
y_all = (X_all.sum(axis=1) > 0).astype(np.float32).reshape(-1, 1)
X_train, y_train, X_valid, y_valid = X_all[:40], y_all[:40], X_all[40:], y_all[40:]

X = tf.placeholder(tf.float32, [None, 4])
y = tf.placeholder(tf.float32, [None, 1])
W = tf.Variable(tf.constant(0.05, shape=[4, 1]))
b = tf.Variable(0.5)
logits = tf.matmul(X, W) + b
loss = tf.reduce_mean(tf.nn.sigmoid_cross_entropy_with_logits(labels=y, logits=logits))
train_op = tf.train.GradientDescentOptimizer(8.0).minimize(loss)

best, patience, waited, best_weights = np.inf, 3, 0, None
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for epoch in range(20):
        for X_batch, y_batch in batches(X_train, y_train, 10):
            sess.run(train_op, feed_dict={X: X_batch, y: y_batch})
        valid_loss = sess.run(loss, feed_dict={X: X_valid, y: y_valid})
        print("epoch %d: %.5f" % (epoch, valid_loss))
        if valid_loss < best:
            best, waited = valid_loss, 0
            best_weights = sess.run([W, b])
        else:
            waited += 1
            if waited >= patience:
                print("Early stopping!")
                break
    W.load(best_weights[0], sess)
    b.load(best_weights[1], sess)
    print("%.5f" % loss.eval({X: X_valid, y: y_valid}))

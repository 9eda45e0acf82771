"""Nearest neighbour: no variables, one fetch per test row, the initializer run all the same."""
import numpy as np
import tensorflow as tf

rng = np.random.RandomState(11)
Xtr = rng.rand(40, 5)
Ytr = np.eye(2)[(Xtr.sum(1) > 2.5).astype(int)]
Xte = rng.rand(8, 5)
Yte = np.eye(2)[(Xte.sum(1) > 2.5).astype(int)]

xtr = tf.placeholder("float", [None, 5])
xte = tf.placeholder("float", [5])

# L1 distance
distance = tf.reduce_sum(tf.abs(tf.add(xtr, tf.negative(xte))), reduction_indices=1)
pred = tf.arg_min(distance, 0)

accuracy = 0.
init = tf.global_variables_initializer()
with tf.Session() as sess:
    sess.run(init)
    for i in range(len(Xte)):
        nn_index = sess.run(pred, feed_dict={xtr: Xtr, xte: Xte[i, :]})
        print("Test", i, "Prediction:", np.argmax(Ytr[nn_index]), "True Class:", np.argmax(Yte[i]))
        if np.argmax(Ytr[nn_index]) == np.argmax(Yte[i]):
            accuracy += 1. / len(Xte)
    print("Accuracy:", accuracy)

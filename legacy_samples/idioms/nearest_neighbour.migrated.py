"""Nearest neighbour: no variables, one fetch per test row, the initializer run all the same."""
import numpy as np
import tensorflow as tf

rng = np.random.RandomState(11)
Xtr = rng.rand(40, 5)
Ytr = np.eye(2)[(Xtr.sum(1) > 2.5).astype(int)]
Xte = rng.rand(8, 5)
Yte = np.eye(2)[(Xte.sum(1) > 2.5).astype(int)]

xtr_spec = tf.TensorSpec([None, 5], tf.float32)
xte_spec = tf.TensorSpec([5], tf.float32)


@tf.function(input_signature=[xtr_spec, xte_spec])
def predict(xtr, xte):
    # L1 distance
    distance = tf.reduce_sum(tf.abs(tf.add(xtr, tf.negative(xte))), axis=1)
    return tf.argmin(distance, 0)


accuracy = 0.
for i in range(len(Xte)):
    nn_index = predict(Xtr, Xte[i, :]).numpy()
    print("Test", i, "Prediction:", np.argmax(Ytr[nn_index]), "True Class:", np.argmax(Yte[i]))
    if np.argmax(Ytr[nn_index]) == np.argmax(Yte[i]):
        accuracy += 1. / len(Xte)
print("Accuracy:", accuracy)

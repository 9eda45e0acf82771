import numpy as np
import tensorflow as tf

tf.enable_eager_execution()


class Loader:
    def __init__(self):
        self.data = np.linspace(0, 1, 12).reshape(4, 3).astype(np.float32)
        self.labels = np.asarray([0, 2, 1, 1], dtype=np.int32)

    def get_batch(self, size):
        return self.data[:size, :], self.labels[:size]


loader = Loader()
X, y = loader.get_batch(3)
W = tf.Variable(tf.ones([3, 3]) * [1.0, 2.0, 3.0])
with tf.GradientTape() as tape:
    logits = tf.matmul(tf.convert_to_tensor(X), W)
    loss = tf.losses.sparse_softmax_cross_entropy(labels=y, logits=logits)
print(loss.numpy(), tape.gradient(loss, W).numpy())
print(tf.losses.sparse_softmax_cross_entropy(y.reshape(3, 1), logits).numpy())
print(tf.losses.mean_squared_error(labels=[[1, 2, 3]] * 3, predictions=logits).numpy())
print(tf.losses.absolute_difference([[1, 2, 3]] * 3, logits).numpy())
correct = 0
for index in range(len(loader.labels)):
    prediction = tf.argmax(logits, axis=-1).numpy()
    correct += sum(prediction == y)
print("test accuracy: %f" % (correct / 12))

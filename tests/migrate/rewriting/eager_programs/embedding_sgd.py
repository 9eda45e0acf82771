import numpy as np
import tensorflow as tf
import tensorflow.contrib.eager as tfe

tfe.enable_eager_execution()


class Model(object):
    def __init__(self, size):
        self.table = tfe.Variable(tf.constant(np.linspace(-1, 1, 5 * size).reshape(5, size), tf.float32))
        self.bias = tfe.Variable(tf.zeros([5]))

    def compute_loss(self, ids, targets):
        rows = tf.nn.embedding_lookup(self.table, ids)
        return tf.reduce_mean(tf.square(tf.reduce_sum(rows, 1) + tf.gather(self.bias, ids) - targets))


def gen():
    for ids in ([0, 1, 1, 4], [1, 1, 1, 2]):
        yield ids, [1.0, 2.0, 3.0, 4.0]


dataset = tf.data.Dataset.from_generator(gen, (tf.int32, tf.float32), (tf.TensorShape([4]), tf.TensorShape([4])))
model = Model(size=3)
optimizer = tf.train.GradientDescentOptimizer(0.5)
grad_fn = tfe.implicit_value_and_gradients(model.compute_loss)
total_loss = 0.0
for epoch in range(3):
    for ids, targets in tfe.Iterator(dataset):
        loss_batch, grads = grad_fn(ids, targets)
        total_loss += loss_batch
        optimizer.apply_gradients(grads)
    print("Epoch {}: {:5.3f}".format(epoch, total_loss))
print(model.table.numpy(), model.bias.numpy())

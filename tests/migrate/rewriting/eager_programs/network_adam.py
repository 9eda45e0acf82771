from __future__ import print_function

import numpy as np
import tensorflow as tf

tf.enable_eager_execution()
tfe = tf.contrib.eager

xs = np.linspace(-1, 1, 24).reshape(8, 3).astype(np.float32)
ys = np.array([0, 1, 2, 0, 1, 2, 0, 1], np.int32)
dataset = tf.data.Dataset.from_tensor_slices((xs, ys))
dataset = dataset.repeat().batch(4).prefetch(2)
dataset_iter = tfe.Iterator(dataset)


class Net(tfe.Network):
    def __init__(self):
        super(Net, self).__init__()
        self.layer1 = self.track_layer(
            tf.layers.Dense(5, activation=tf.nn.tanh, kernel_initializer=tf.constant_initializer(0.1))
        )
        self.out_layer = self.track_layer(tf.layers.Dense(3, kernel_initializer=tf.constant_initializer(0.2)))

    def call(self, x):
        x = self.layer1(x)
        return self.out_layer(x)


net = Net()


# Cross-entropy loss
def loss_fn(inference_fn, inputs, labels):
    return tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(logits=inference_fn(inputs), labels=labels))


def accuracy_fn(inference_fn, inputs, labels):
    prediction = tf.nn.softmax(inference_fn(inputs))
    correct_pred = tf.equal(tf.argmax(prediction, 1), labels)
    return tf.reduce_mean(tf.cast(correct_pred, tf.float32))


# Adam Optimizer
optimizer = tf.train.AdamOptimizer(learning_rate=0.05)
# Compute gradients
grad = tfe.implicit_gradients(loss_fn)

average_loss = 0.0
for step in range(20):
    d = dataset_iter.next()
    x_batch = d[0]
    y_batch = tf.cast(d[1], dtype=tf.int64)
    average_loss += loss_fn(net, x_batch, y_batch)
    if step == 0:
        print("Initial loss= {:.6f}".format(average_loss))
    optimizer.apply_gradients(grad(net, x_batch, y_batch))
    if (step + 1) % 5 == 0 or step == 0:
        print(step, "{:.6f}".format(average_loss), "{:.4f}".format(accuracy_fn(net, x_batch, y_batch)))
        average_loss = 0.0

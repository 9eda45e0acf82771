"""An eager program with a model class, a gradient tape and a TensorFlow 1 optimizer."""

import numpy as np
import tensorflow as tf

tf.enable_eager_execution()

batch_size = 4
learning_rate = 0.01


class MLP(tf.keras.Model):
    def __init__(self):
        super().__init__()
        self.dense1 = tf.keras.layers.Dense(
            units=6, activation=tf.nn.tanh, kernel_initializer=tf.constant_initializer(0.1)
        )
        self.dense2 = tf.keras.layers.Dense(units=3, kernel_initializer=tf.constant_initializer(0.2))

    def call(self, inputs):
        x = self.dense1(inputs)
        x = self.dense2(x)
        return x

    def predict(self, inputs):
        logits = self(inputs)
        return tf.argmax(logits, axis=-1)


class DataLoader:
    def __init__(self):
        self.data = np.linspace(0, 1, 60).reshape(12, 5).astype(np.float32)
        self.labels = np.arange(12, dtype=np.int32) % 3

    def get_batch(self, index):
        start = index * batch_size % 12
        return self.data[start : start + batch_size, :], self.labels[start : start + batch_size]


model = MLP()
loader = DataLoader()
optimizer = tf.train.AdamOptimizer(learning_rate=learning_rate)
for batch_index in range(9):
    X, y = loader.get_batch(batch_index)
    with tf.GradientTape() as tape:
        y_logit_pred = model(tf.convert_to_tensor(X))
        loss = tf.losses.sparse_softmax_cross_entropy(labels=y, logits=y_logit_pred)
        print("batch %d: loss %f" % (batch_index, loss.numpy()))
    grads = tape.gradient(loss, model.variables)
    optimizer.apply_gradients(grads_and_vars=zip(grads, model.variables))

y_pred = model.predict(loader.data).numpy()
print("accuracy: %f" % (sum(y_pred == loader.labels) / 12))

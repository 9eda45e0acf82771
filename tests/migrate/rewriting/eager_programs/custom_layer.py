import numpy as np
import tensorflow as tf

tf.enable_eager_execution()


class LinearLayer(tf.keras.layers.Layer):
    def __init__(self, units):
        super().__init__()
        self.units = units

    def build(self, input_shape):  # Here input_shape is a TensorShape.
        self.w = self.add_variable(name="w", shape=[input_shape[-1], self.units], initializer=tf.zeros_initializer())
        self.b = self.add_variable("b", [self.units], initializer=tf.constant_initializer(0.5))
        self.scale = self.add_weight("scale", shape=[1], initializer=tf.ones_initializer(), trainable=False)

    def call(self, X):
        return (tf.matmul(X, self.w) + self.b) * self.scale


class Model(tf.keras.Model):
    def __init__(self):
        super().__init__()
        self.layer = LinearLayer(2)
        self.top = LinearLayer(units=1)

    def call(self, inputs):
        return self.top(tf.nn.sigmoid(self.layer(inputs)))

    def predict(self, inputs):
        return self(inputs) > 0.5


X = tf.constant(np.arange(6.0).reshape(2, 3), dtype=tf.float32)
y = tf.constant([[1.0], [2.0]])
model = Model()
optimizer = tf.train.GradientDescentOptimizer(learning_rate=0.1)
for i in range(10):
    with tf.GradientTape() as tape:
        loss = tf.losses.mean_squared_error(labels=y, predictions=model(X))
    grads = tape.gradient(loss, model.trainable_variables)
    optimizer.apply_gradients(zip(grads, model.trainable_variables))
    print(loss.numpy())
print(model.predict(X).numpy(), len(model.variables), len(model.trainable_variables))

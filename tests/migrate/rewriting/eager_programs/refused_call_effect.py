import tensorflow as tf

tf.enable_eager_execution()


class Model(tf.keras.Model):
    def __init__(self):
        super().__init__()
        self.dense = tf.keras.layers.Dense(2, kernel_initializer="ones")
        self.count = 0

    def call(self, x):
        self.note()
        return self.dense(x)

    def note(self):
        self.count += 1


model = Model()
model(tf.ones([1, 2]))
print(model.count)

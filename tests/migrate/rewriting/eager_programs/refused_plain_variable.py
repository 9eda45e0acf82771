import tensorflow as tf

tf.enable_eager_execution()


class Model(tf.keras.Model):
    def __init__(self):
        super().__init__()
        self.w = tf.Variable([2.0])

    def call(self, x):
        return x * self.w


model = Model()
print(model(tf.ones([2])).numpy(), len(model.variables))

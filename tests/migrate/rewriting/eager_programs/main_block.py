import tensorflow as tf


class Model(tf.keras.Model):
    def __init__(self, count):
        super(Model, self).__init__()
        self.hidden = [tf.keras.layers.Dense(2, kernel_initializer="ones") for _ in range(count)]

    def call(self, x, scale=1.0):
        for layer in self.hidden:
            x = layer(x) * scale
        return x


def evaluate(model, mode):
    out = model(tf.ones([1, 2]), scale=0.5)
    if mode == 1:
        print(out.numpy())
    if mode != 1:
        print((out + 1).numpy())


if __name__ == "__main__":
    config = tf.ConfigProto()
    config.gpu_options.allow_growth = True
    tf.enable_eager_execution(config=config)
    model = Model(2)
    for mode in range(2):
        evaluate(model, mode)
    print(tf.div(7.0, 2.0).numpy(), tf.to_float(3).numpy())

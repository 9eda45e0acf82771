import numpy as np
from keras import backend as K
from keras import initializers, regularizers
from keras.engine.topology import Layer
from keras.layers import Dense, Input
from keras.models import Model, Sequential


class Linear(Layer):
    def __init__(self, output_dim, **kwargs):
        self.output_dim = output_dim
        super().__init__(**kwargs)

    def build(self, input_shape):
        self.kernel = self.add_weight(
            name="kernel", shape=(input_shape[1], self.output_dim), initializer="ones", trainable=True
        )
        super().build(input_shape)

    def call(self, x):
        return K.dot(x, self.kernel)

    def compute_output_shape(self, input_shape):
        return (input_shape[0], self.output_dim)


class Attention(Layer):
    def __init__(self, W_regularizer=None, bias=True, **kwargs):
        self.init = initializers.get("ones")
        self.W_regularizer = regularizers.get(W_regularizer)
        self.bias = bias
        super().__init__(**kwargs)

    def build(self, input_shape):
        assert len(input_shape) == 3
        self.W = self.add_weight(
            shape=(input_shape[-1],), initializer=self.init, name=f"{self.name}_W", regularizer=self.W_regularizer
        )
        if self.bias:
            self.b = self.add_weight(shape=(input_shape[1],), initializer="zero", name="b")
        self.built = True

    def call(self, x, mask=None):
        eij = K.squeeze(K.dot(x, K.expand_dims(self.W)), axis=-1)
        if self.bias:
            eij += self.b
        a = K.exp(K.tanh(eij))
        a /= K.cast(K.sum(a, axis=1, keepdims=True) + K.epsilon(), K.floatx())
        a = K.expand_dims(a)
        return K.sum(x * a, axis=1)

    def compute_output_shape(self, input_shape):
        return input_shape[0], input_shape[-1]


class Distance(Layer):
    def call(self, pair):
        a, b = pair
        return K.sqrt(K.sum(K.square(a - b), axis=1, keepdims=True) + K.epsilon())

    def compute_output_shape(self, shapes):
        return shapes[0][0], 1


rng = np.random.RandomState(0)
x, y = rng.rand(20, 3), rng.rand(20, 1)
model = Sequential()
model.add(Linear(4, input_shape=(3,)))
model.add(Dense(1, kernel_initializer="ones"))
model.compile("sgd", "mse")
print(model.fit(x, y, epochs=3, verbose=0, shuffle=False).history["loss"])

steps = Input((5, 3))
model = Model(steps, Dense(1, kernel_initializer="ones")(Attention(W_regularizer="l2")(steps)))
model.compile("sgd", "mse")
print(model.fit(rng.rand(20, 5, 3), y, epochs=3, verbose=0, shuffle=False).history["loss"])
for weight in model.get_weights():
    print(np.ravel(weight)[:3].tolist())

left, right = Input((3,)), Input((3,))
shared = Linear(2)
model = Model([left, right], Distance()([shared(left), shared(right)]))
model.compile("sgd", "mse")
print(model.fit([x, x[::-1]], y, epochs=3, verbose=0, shuffle=False).history["loss"])

import ast

import pytest

from migrate.names import Names
from migrate.rewriting import keras

HEAD = (
    "import numpy as np\nimport keras\nfrom keras import backend as K\nfrom keras.layers import Dense, Input, Layer\n"
    "from keras.models import Sequential\n"
)
CLASS = '''class Scale(Layer):
    """Weights for each feature."""

    def __init__(self, units, **kwargs):
        self.units = units
        super(Scale, self).__init__(**kwargs)

    def build(self, input_shape):
        self.kernel = self.add_weight(name="kernel", shape=(input_shape[-1],), initializer="ones")
        super(Scale, self).build(input_shape)

    def call(self, x):
        return K.sum(x * self.kernel, axis=-1)

    def compute_output_shape(self, input_shape):
        return input_shape[:-1]
'''


def obstacles(text: str) -> set[str]:
    tree = ast.parse(HEAD + text)
    return {f.code for f in keras.obstacles(tree, Names(tree))}


def test_weights_and_backend_functions():
    assert obstacles(CLASS) == set()
    assert obstacles(CLASS.replace("(Layer)", "(keras.engine.topology.Layer)")) == set()
    assert obstacles(CLASS.replace("call(self, x)", "call(self, x, mask=None)")) == set()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('name="kernel", shape=(input_shape[-1],)', "(input_shape[-1],)"),
        ('initializer="ones"', "**options"),
        ("super(Scale, self).build(input_shape)", "self.dense = Dense(3)"),
        ("super(Scale, self).build(input_shape)", "self.trainable_weights = [self.kernel]"),
        ("super(Scale, self).build(input_shape)", "self._trainable_weights.append(self.kernel)"),
        ("return K.sum", "self.add_loss(x)\n        return K.sum"),
        ("return K.sum", "self.last = x\n        return K.sum"),
        ("return K.sum", "print(x)\n        return K.sum"),
        ("return K.sum", "x = x + np.random.rand()\n        return K.sum"),
        ("call(self, x)", "call(self, x, training=None)"),
        ("call(self, x)", "call(self, *x)"),
        ("compute_output_shape", "compute_mask"),
        ("class Scale", "@register\nclass Scale"),
        ("(Layer)", "(Layer, Mixed)"),
        ("    def call", "    @staticmethod\n    def call"),
        ("(input_shape[-1],)", "(input_shape[-1].value,)"),
    ],
)
def test_what_is_not_certain(old, new):
    assert old in CLASS
    assert obstacles(CLASS.replace(old, new)) & {"TF219", "TF210"}


def test_what_such_a_layer_gives_is_symbolic():
    text = CLASS + "scale = Scale(3)\nh = scale(Input((4,)))\nK.mean(h)\n"
    assert obstacles(text) == {"TF210"}


def test_a_model_with_such_a_layer_is_not_written_whole():
    text = CLASS + "model = Sequential([Scale(3, input_shape=(4,))])\nmodel.save_weights('w.h5')\n"
    assert obstacles(text) == {"TF218"}

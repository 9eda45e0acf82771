"""Keras under the name that it had in TensorFlow 1.2."""

from __future__ import annotations

import ast

import pytest

from migrate.rewriting import contrib_keras


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("import tensorflow.contrib.keras as kr\n", "import tensorflow.keras as kr\n"),
        ("import tensorflow.contrib.keras.api.keras.utils as u\n", "import tensorflow.keras.utils as u\n"),
        ("from tensorflow.contrib import keras\n", "from tensorflow import keras\n"),
        ("from tensorflow.contrib import keras as kr\n", "from tensorflow import keras as kr\n"),
        (
            "from tensorflow.contrib.keras import layers, utils as u\n",
            "from tensorflow.keras import layers, utils as u\n",
        ),
        ("from tensorflow.contrib.keras.api.keras import utils\n", "from tensorflow.keras import utils\n"),
        (
            "import tensorflow as tf\ntf.contrib.keras.utils.to_categorical([1])\n",
            "import tensorflow as tf\ntf.keras.utils.to_categorical([1])\n",
        ),
        ("from tensorflow.contrib import keras, layers\n", None),
        ("from tensorflow.contrib.keras.python.keras import backend\n", None),
        ("import tensorflow.contrib.keras\n", None),
        ("from keras import contrib\n", None),
    ],
)
def test_spelled_as_later(before, after):
    assert contrib_keras.normalise(before, ast.parse(before)) == after

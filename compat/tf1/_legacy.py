"""tf-keras, the Keras that TensorFlow 1 code needs, found without TensorFlow's own switch between Keras versions."""

import importlib

from compat.errors import MissingExtra

_NEED = (
    "tf.keras, tf.layers and tf.nn.rnn_cell of TensorFlow 1 need the package tf-keras of the same version as "
    "TensorFlow: pip install tf-keras"
)


def keras_module(path=""):
    """The module ``tf.keras`` + ``path`` of TensorFlow 1, from tf-keras. Raises MissingExtra where it is not there."""
    try:
        return importlib.import_module("tf_keras.api._v1.keras" + ("." + path if path else ""))
    except ModuleNotFoundError as error:
        if error.name and error.name.split(".")[0] == "tf_keras" and error.name in ("tf_keras", "tf_keras.api"):
            raise MissingExtra(_NEED) from error
        raise

"""tf-keras, the Keras that TensorFlow 1 code needs, found without TensorFlow's own switch between Keras versions."""

import importlib
import warnings

from compat.errors import MissingExtra

_NEED = (
    "tf.keras, tf.layers and tf.nn.rnn_cell of TensorFlow 1 need the package tf-keras of the same version as "
    "TensorFlow: pip install tf-keras"
)


def keras_module(path=""):
    """The module ``tf.keras`` + ``path`` of TensorFlow 1, from tf-keras. Raises MissingExtra where it is not there."""
    try:
        module = importlib.import_module("tf_keras.api._v1.keras" + ("." + path if path else ""))
        _put_back()
        return module
    except ModuleNotFoundError as error:
        if error.name and error.name.split(".")[0] == "tf_keras" and error.name in ("tf_keras", "tf_keras.api"):
            raise MissingExtra(_NEED) from error
        raise


def _put_back():
    """Methods that Sequential had and tf-keras took out, and what ImageDataGenerator did to images."""
    from tf_keras import Sequential
    from tf_keras.preprocessing import image

    from compat.images import transforming

    for method in (predict_classes, predict_proba):
        if not hasattr(Sequential, method.__name__):
            setattr(Sequential, method.__name__, method)
    if not hasattr(image.ImageDataGenerator.apply_transform, "of_tensorflow_1"):
        image.ImageDataGenerator.apply_transform = transforming(image)


def predict_classes(self, x, batch_size=32, verbose=0):
    """Class numbers: the largest output, or outputs above 0.5 where there is one."""
    scores = self.predict(x, batch_size=batch_size, verbose=verbose)
    return scores.argmax(axis=-1) if scores.shape[-1] > 1 else (scores > 0.5).astype("int32")


def predict_proba(self, x, batch_size=32, verbose=0):
    """`predict` under its old name."""
    scores = self.predict(x, batch_size=batch_size, verbose=verbose)
    if scores.min() < 0.0 or scores.max() > 1.0:
        warnings.warn("Network returning invalid probability values.", stacklevel=2)
    return scores

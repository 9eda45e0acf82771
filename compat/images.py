"""ImageDataGenerator as TensorFlow 1's Keras had it, for any later Keras.

Later versions turn, shift, shear and zoom images about another pixel and along the other axes, and do not stretch an
image's values to their whole range before they change its brightness. What is drawn at random, and all else, is the
same. Importing this module imports nothing heavy.
"""

import functools
import math

import numpy as np

_NEUTRAL = {"theta": 0, "tx": 0, "ty": 0, "shear": 0, "zx": 1, "zy": 1}


def __getattr__(name):
    if name != "ImageDataGenerator":
        raise AttributeError(f"module 'compat.images' has no attribute {name!r}")
    return _generator()


@functools.cache
def _generator():
    import tensorflow as tf

    image = tf.keras.preprocessing.image
    return type(
        "ImageDataGenerator",
        (image.ImageDataGenerator,),
        {"apply_transform": transforming(image), "__module__": __name__, "__doc__": image.ImageDataGenerator.__doc__},
    )


def transforming(image):
    """The method `apply_transform` of TensorFlow 1 for the ImageDataGenerator of a `preprocessing.image` module."""
    later = image.ImageDataGenerator.apply_transform

    def apply_transform(self, x, transform_parameters):
        """An image [rows, columns, channels] transformed; the parameters are those of `get_random_transform`."""
        rest = dict(transform_parameters)
        affine = {key: rest.pop(key, neutral) for key, neutral in _NEUTRAL.items()}
        brightness = rest.pop("brightness", None)
        if affine != _NEUTRAL:
            x = _affine(self, x, **affine)
        x = later(self, x, rest)
        return x if brightness is None else image.apply_brightness_shift(x, brightness)

    apply_transform.of_tensorflow_1 = True
    return apply_transform


def _affine(generator, x, theta, tx, ty, shear, zx, zy):
    """An image of rank 3, transformed: angles in degrees, shifts in pixels."""
    from scipy import ndimage

    rows, columns, channels = generator.row_axis - 1, generator.col_axis - 1, generator.channel_axis - 1
    turn, lean = math.radians(theta), math.radians(shear)
    matrix = np.array([[math.cos(turn), -math.sin(turn), 0], [math.sin(turn), math.cos(turn), 0], [0, 0, 1]])
    matrix = matrix @ np.array([[1, 0, tx], [0, 1, ty], [0, 0, 1]])
    matrix = matrix @ np.array([[1, -math.sin(lean), 0], [0, math.cos(lean), 0], [0, 0, 1]])
    matrix = matrix @ np.diag([zx, zy, 1])
    centre = np.array([x.shape[rows] / 2 + 0.5, x.shape[columns] / 2 + 0.5])
    offset = matrix[:2, 2] + centre - matrix[:2, :2] @ centre
    planes = [
        ndimage.affine_transform(
            plane,
            matrix[:2, :2],
            offset,
            order=generator.interpolation_order,
            mode=generator.fill_mode,
            cval=generator.cval,
        )
        for plane in np.moveaxis(x, channels, 0)
    ]
    return np.moveaxis(np.stack(planes), 0, channels)

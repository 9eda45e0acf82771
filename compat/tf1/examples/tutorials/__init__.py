"""tensorflow.examples of TensorFlow 1: what programs import from it, the MNIST reader."""

from compat.tf1.examples.tutorials import mnist  # noqa: F401

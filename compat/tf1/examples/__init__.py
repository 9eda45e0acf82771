"""tensorflow.examples of TensorFlow 1: what programs import from it, the MNIST reader."""

from compat.tf1.examples import tutorials  # noqa: F401

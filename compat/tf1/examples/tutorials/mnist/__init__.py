"""The MNIST tutorial package: ``input_data`` (the reader)."""

from compat.tf1.examples.tutorials.mnist import input_data  # noqa: F401

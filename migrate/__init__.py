"""Brings TensorFlow 1 programs to TensorFlow 2, and says what it could not bring."""

__version__ = "0.1.0"

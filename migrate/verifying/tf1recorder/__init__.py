"""Runs a TensorFlow program and writes down what it feeds, fetches and updates.

This package runs inside the program's own process: with Python 3.7 and TensorFlow 1.15 as well as with the versions
that TensorFlow 2.21 supports, with nothing but TensorFlow and numpy. It imports nothing of `migrate`.
"""

"""tf.contrib.tensorboard."""

from compat.tf1.contrib.tensorboard import plugins  # noqa: F401

"""tf.contrib.tensorboard.plugins."""


def __getattr__(name):
    if name == "projector":
        import importlib

        return importlib.import_module("compat.tf1.contrib.tensorboard.plugins.projector")
    raise AttributeError(name)

"""tf.contrib.learn.datasets: MNIST and iris."""

import collections

from compat.errors import MissingSymbol
from compat.tf1.examples.tutorials.mnist import input_data as mnist

Dataset = collections.namedtuple("Dataset", ["data", "target"])
Datasets = mnist.Datasets
load_mnist = mnist.load_mnist


def load_iris(data_path=None):
    """The iris data as TensorFlow 1 shipped them: ``data`` float [150, 4], ``target`` int [150].

    From scikit-learn, with the three values that it corrected later put back.
    """
    from compat.errors import MissingExtra

    try:
        from sklearn import datasets
    except ImportError as error:
        raise MissingExtra(
            "tf.contrib.learn.datasets.load_iris needs scikit-learn: pip install scikit-learn"
        ) from error
    bunch = datasets.load_iris()
    data = bunch.data.copy()
    data[34, 3], data[37, 1], data[37, 2] = 0.1, 3.1, 1.5
    return Dataset(data=data, target=bunch.target)


def load_dataset(name, size="small", test_with_fake_data=False):
    """One of "mnist", "iris" by name."""
    loaders = {"mnist": load_mnist, "iris": load_iris}
    if name not in loaders:
        raise MissingSymbol(f"tf.contrib.learn.datasets.load_dataset({name!r})", "load the data yourself")
    return loaders[name]()


def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(name)
    raise MissingSymbol(f"tf.contrib.learn.datasets.{name}", "load the data yourself")

"""MNIST as TensorFlow 1's tutorials read it: ``input_data.read_data_sets(dir, one_hot=True).train.next_batch(50)``.

The batches are TensorFlow 1's: the same split, the same scaling and the same use of numpy's global random stream.
An input_data module that the installation has of its own (a copied ``tensorflow/examples``) is used if there is one.
Else images and labels come from the four idx .gz files in the folder, or from Keras' mnist data set without them.
"""

import collections
import gzip
import importlib.util
import os

import numpy as np

Datasets = collections.namedtuple("Datasets", ["train", "validation", "test"])

FILES = {
    "train_images": "train-images-idx3-ubyte.gz",
    "train_labels": "train-labels-idx1-ubyte.gz",
    "test_images": "t10k-images-idx3-ubyte.gz",
    "test_labels": "t10k-labels-idx1-ubyte.gz",
}


def _read32(stream):
    return int(np.frombuffer(stream.read(4), dtype=np.dtype(np.uint32).newbyteorder(">"))[0])


def extract_images(f):
    """Reads an open idx3 .gz file: uint8 array [n, rows, columns, 1]. ValueError where it is no image file."""
    print("Extracting", f.name)
    with gzip.GzipFile(fileobj=f) as stream:
        magic = _read32(stream)
        if magic != 2051:
            raise ValueError(f"Invalid magic number {magic} in MNIST image file: {f.name}")
        n, rows, columns = _read32(stream), _read32(stream), _read32(stream)
        return np.frombuffer(stream.read(n * rows * columns), dtype=np.uint8).reshape(n, rows, columns, 1)


def extract_labels(f, one_hot=False, num_classes=10):
    """Reads an open idx1 .gz file: uint8 array [n], or float64 [n, num_classes] with ``one_hot``."""
    print("Extracting", f.name)
    with gzip.GzipFile(fileobj=f) as stream:
        magic = _read32(stream)
        if magic != 2049:
            raise ValueError(f"Invalid magic number {magic} in MNIST label file: {f.name}")
        n = _read32(stream)
        labels = np.frombuffer(stream.read(n), dtype=np.uint8)
    return dense_to_one_hot(labels, num_classes) if one_hot else labels


def dense_to_one_hot(labels_dense, num_classes):
    """Integer labels [n] as float64 rows [n, num_classes] of zeros and a one."""
    out = np.zeros((labels_dense.shape[0], num_classes))
    out[np.arange(labels_dense.shape[0]), labels_dense.ravel()] = 1
    return out


def _graph_seed(seed):
    # TensorFlow 1 seeds numpy with the graph's seed when there is one, else with None (unpredictable)
    from tensorflow.python.framework import random_seed

    graph, op = random_seed.get_seed(seed)
    return graph if seed is None else op


class DataSet:
    """Images and labels with TensorFlow 1's ``next_batch``.

    ``images`` is float32 [n, 784] in [0, 1] (uint8 in [0, 255] with dtype uint8; [n, 28, 28, 1] with
    ``reshape=False``); ``labels`` is as read.
    """

    def __init__(self, images, labels, fake_data=False, one_hot=False, dtype="float32", reshape=True, seed=None):
        np.random.seed(_graph_seed(seed))
        kind = getattr(dtype, "name", None) or np.dtype(dtype).name
        if kind not in ("uint8", "float32"):
            raise TypeError(f"Invalid image dtype {dtype!r}, expected uint8 or float32")
        self._fake, self.one_hot = fake_data, one_hot
        if fake_data:
            self._num_examples = 10000
        else:
            if images.shape[0] != labels.shape[0]:
                raise AssertionError(f"images.shape: {images.shape} labels.shape: {labels.shape}")
            self._num_examples = images.shape[0]
            if reshape:
                images = images.reshape(images.shape[0], images.shape[1] * images.shape[2])
            if kind == "float32":
                images = np.multiply(images.astype(np.float32), 1.0 / 255.0)
        self._images, self._labels = images, labels
        self._epochs_completed = 0
        self._index_in_epoch = 0

    @property
    def images(self):
        return self._images

    @property
    def labels(self):
        return self._labels

    @property
    def num_examples(self):
        return self._num_examples

    @property
    def epochs_completed(self):
        return self._epochs_completed

    def _mix(self):
        order = np.arange(self._num_examples)
        np.random.shuffle(order)
        self._images, self._labels = self._images[order], self._labels[order]

    def next_batch(self, batch_size, fake_data=False, shuffle=True):
        """The next ``batch_size`` examples as (images, labels); a batch may span two epochs."""
        if fake_data:
            label = [1] + [0] * 9 if self.one_hot else 0
            return [[1] * 784 for _ in range(batch_size)], [label for _ in range(batch_size)]
        start = self._index_in_epoch
        if self._epochs_completed == 0 and start == 0 and shuffle:
            self._mix()
        if start + batch_size <= self._num_examples:
            self._index_in_epoch = start + batch_size
            return self._images[start : start + batch_size], self._labels[start : start + batch_size]
        self._epochs_completed += 1
        images, labels = self._images[start:], self._labels[start:]
        if shuffle:
            self._mix()
        end = self._index_in_epoch = batch_size - (self._num_examples - start)
        return (
            np.concatenate((images, self._images[:end]), axis=0),
            np.concatenate((labels, self._labels[:end]), axis=0),
        )


def _own_reader():
    try:
        if importlib.util.find_spec("tensorflow.examples.tutorials.mnist.input_data") is None:
            return None
        return importlib.import_module("tensorflow.examples.tutorials.mnist.input_data")
    except (ImportError, AttributeError, ValueError):
        return None


def _files(folder, one_hot):
    out = []
    for key, name in FILES.items():
        with open(os.path.join(folder, name), "rb") as f:
            out.append(extract_images(f) if key.endswith("images") else extract_labels(f, one_hot=one_hot))
    return out


def _keras_arrays(one_hot):
    from compat.tf1 import _legacy

    (x, y), (test_x, test_y) = _legacy.keras_module("datasets.mnist").load_data()
    y, test_y = y.astype(np.uint8), test_y.astype(np.uint8)
    if one_hot:
        y, test_y = dense_to_one_hot(y, 10), dense_to_one_hot(test_y, 10)
    return x[..., None], y, test_x[..., None], test_y


def read_data_sets(
    train_dir=None,
    fake_data=False,
    one_hot=False,
    dtype="float32",
    reshape=True,
    validation_size=5000,
    seed=None,
    source_url=None,
):
    """MNIST as ``Datasets(train, validation, test)`` of `DataSet`; the first ``validation_size`` are for validation.

    Args:
        train_dir: folder that may hold the four idx .gz files.
        source_url: taken for TensorFlow 1's sake and not used; Keras knows where MNIST is.
    """
    options = dict(dtype=dtype, reshape=reshape, seed=seed)
    if fake_data:
        sets = [DataSet([], [], fake_data=True, one_hot=one_hot, dtype=dtype, seed=seed) for _ in range(3)]
        return Datasets(*sets)
    own = _own_reader()
    if own is not None:
        return own.read_data_sets(train_dir, one_hot=one_hot, validation_size=validation_size, **options)
    if train_dir and all(os.path.exists(os.path.join(train_dir, f)) for f in FILES.values()):
        images, labels, test_images, test_labels = _files(train_dir, one_hot)
    else:
        images, labels, test_images, test_labels = _keras_arrays(one_hot)
    v = validation_size
    if not 0 <= v <= len(images):
        raise ValueError(f"Validation size should be between 0 and {len(images)}. Received: {v}.")
    train = DataSet(images[v:], labels[v:], **options)
    validation = DataSet(images[:v], labels[:v], **options)
    test = DataSet(test_images, test_labels, **options)
    return Datasets(train=train, validation=validation, test=test)


def load_mnist(train_dir="MNIST-data"):
    """`read_data_sets` with its defaults."""
    return read_data_sets(train_dir)

"""MNIST as the TensorFlow 1 tutorials read it: `read_data_sets(...)` with `next_batch`.

Reads the four idx files where they lie in `train_dir`; without them, the same images come from tf.keras.datasets.
"""

import collections
import gzip
import os

import numpy as np

Datasets = collections.namedtuple("Datasets", ["train", "validation", "test"])


def read_idx(path):
    """The array in a gzipped idx file of unsigned bytes."""
    with gzip.open(path, "rb") as file:
        rank = file.read(4)[3]
        shape = np.frombuffer(file.read(4 * rank), dtype=">u4")
        return np.frombuffer(file.read(), dtype=np.uint8).reshape(shape)


def load_arrays(train_dir):
    """(train images, train labels, test images, test labels) as uint8, images of shape [count, 28, 28]."""
    names = [
        "train-images-idx3-ubyte.gz",
        "train-labels-idx1-ubyte.gz",
        "t10k-images-idx3-ubyte.gz",
        "t10k-labels-idx1-ubyte.gz",
    ]
    paths = [os.path.join(train_dir, name) for name in names]
    if all(os.path.exists(path) for path in paths):
        return tuple(read_idx(path) for path in paths)
    import tensorflow as tf

    (train_images, train_labels), (test_images, test_labels) = tf.keras.datasets.mnist.load_data()
    return train_images, train_labels, test_images, test_labels


def dense_to_one_hot(labels, num_classes=10):
    one_hot = np.zeros((labels.shape[0], num_classes))
    one_hot[np.arange(labels.shape[0]), labels.ravel()] = 1
    return one_hot


class DataSet:
    """Images in [0, 1] as float32 (or bytes as they are), and batches of them in a new order each epoch."""

    def __init__(self, images, labels, dtype=np.float32, reshape=True, seed=None):
        np.random.seed(seed)
        images = images.reshape(images.shape[0], -1) if reshape else images.reshape(images.shape + (1,))
        if "float32" in str(dtype):
            images = np.multiply(images.astype(np.float32), 1.0 / 255.0)
        self._images = images
        self._labels = labels
        self._num_examples = images.shape[0]
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

    def _shuffle(self):
        order = np.arange(self._num_examples)
        np.random.shuffle(order)
        self._images = self._images[order]
        self._labels = self._labels[order]

    def next_batch(self, batch_size, fake_data=False, shuffle=True):
        """The next `batch_size` (images, labels); a batch may end one epoch and begin the next."""
        start = self._index_in_epoch
        if self._epochs_completed == 0 and start == 0 and shuffle:
            self._shuffle()
        if start + batch_size > self._num_examples:
            self._epochs_completed += 1
            rest = self._num_examples - start
            images, labels = self._images[start:], self._labels[start:]
            if shuffle:
                self._shuffle()
            self._index_in_epoch = batch_size - rest
            end = self._index_in_epoch
            return (
                np.concatenate((images, self._images[:end]), axis=0),
                np.concatenate((labels, self._labels[:end]), axis=0),
            )
        self._index_in_epoch = start + batch_size
        end = self._index_in_epoch
        return self._images[start:end], self._labels[start:end]


def read_data_sets(train_dir, one_hot=False, dtype=np.float32, reshape=True, validation_size=5000, seed=None):
    """The (train, validation, test) data sets; `seed` fixes the order of the batches."""
    train_images, train_labels, test_images, test_labels = load_arrays(train_dir)
    if one_hot:
        train_labels, test_labels = dense_to_one_hot(train_labels), dense_to_one_hot(test_labels)
    options = {"dtype": dtype, "reshape": reshape, "seed": seed}
    train = DataSet(train_images[validation_size:], train_labels[validation_size:], **options)
    validation = DataSet(train_images[:validation_size], train_labels[:validation_size], **options)
    test = DataSet(test_images, test_labels, **options)
    return Datasets(train=train, validation=validation, test=test)

"""Synthetic measurements: two features and which of two groups a point belongs to. No TensorFlow here."""
import numpy as np


def make_points(n, seed):
    rng = np.random.RandomState(seed)
    labels = rng.randint(0, 2, n)
    centers = np.array([[-1.0, 0.5], [1.0, -0.5]])
    points = centers[labels] + rng.normal(0.0, 0.8, (n, 2))
    return points, labels


def one_hot(labels, n_classes):
    return np.eye(n_classes)[labels]


def batches(points, labels, batch_size):
    for start in range(0, len(points), batch_size):
        yield points[start:start + batch_size], labels[start:start + batch_size]

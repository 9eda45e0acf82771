"""tf.contrib.factorization: KMeans, over the clustering ops that TensorFlow still has."""

from tensorflow.python.ops.clustering_ops import (  # noqa: F401
    COSINE_DISTANCE,
    KMEANS_PLUS_PLUS_INIT,
    RANDOM_INIT,
    SQUARED_EUCLIDEAN_DISTANCE,
    KMeans,
)


def __getattr__(name):
    from compat.errors import MissingSymbol

    if name.startswith("__"):
        raise AttributeError(name)
    raise MissingSymbol(f"tf.contrib.factorization.{name}", "see scikit-learn for what took its place")

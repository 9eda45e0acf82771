"""tf.contrib.losses: tf.losses with predictions first."""

import tensorflow as _tf

_v1 = _tf.compat.v1
_l = _v1.losses

add_loss = _l.add_loss
get_losses = _l.get_losses
get_regularization_losses = _l.get_regularization_losses


def get_total_loss(add_regularization_losses=True, name="total_loss"):
    """The sum of the LOSSES collection, with the regularization losses unless told otherwise."""
    return _l.get_total_loss(add_regularization_losses, name)


def absolute_difference(predictions, labels=None, weights=1.0, scope=None):
    return _l.absolute_difference(labels, predictions, weights, scope)


def mean_squared_error(predictions, labels=None, weights=1.0, scope=None):
    return _l.mean_squared_error(labels, predictions, weights, scope)


def log_loss(predictions, labels=None, weights=1.0, epsilon=1e-7, scope=None):
    return _l.log_loss(labels, predictions, weights, epsilon, scope)


def hinge_loss(logits, labels=None, scope=None):
    """The hinge losses, element by element and unreduced: contrib's own."""
    with _v1.name_scope(scope, "hinge_loss", [logits, labels]):
        signs = 2 * _v1.cast(labels, _tf.float32) - 1
        return _v1.nn.relu(1 - signs * logits)


def softmax_cross_entropy(logits, onehot_labels, weights=1.0, label_smoothing=0, scope=None):
    return _l.softmax_cross_entropy(onehot_labels, logits, weights, label_smoothing, scope)


def sparse_softmax_cross_entropy(logits, labels, weights=1.0, scope=None):
    return _l.sparse_softmax_cross_entropy(_v1.reshape(labels, [-1]), logits, weights, scope)


def sigmoid_cross_entropy(logits, multi_class_labels, weights=1.0, label_smoothing=0, scope=None):
    return _l.sigmoid_cross_entropy(multi_class_labels, logits, weights, label_smoothing, scope)


def cosine_distance(predictions, labels=None, axis=None, weights=1.0, scope=None, dim=None):
    return _l.cosine_distance(labels, predictions, axis=axis if axis is not None else dim, weights=weights, scope=scope)


def compute_weighted_loss(losses, weights=1.0, scope=None):
    return _l.compute_weighted_loss(losses, weights, scope)


def mean_pairwise_squared_error(predictions, labels=None, weights=1.0, scope=None):
    return _l.mean_pairwise_squared_error(labels, predictions, weights, scope)

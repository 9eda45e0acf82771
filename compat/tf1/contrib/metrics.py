"""tf.contrib.metrics: streaming metrics over tf.metrics, and plain ones."""

import tensorflow as _tf

_v1 = _tf.compat.v1


def _streaming(name, **renamed):
    target = getattr(_v1.metrics, name)

    def metric(predictions, labels, weights=None, metrics_collections=None, updates_collections=None, name=None, **k):
        k = {renamed.get(key, key): value for key, value in k.items()}
        return target(
            labels=labels,
            predictions=predictions,
            weights=weights,
            metrics_collections=metrics_collections,
            updates_collections=updates_collections,
            name=name,
            **k,
        )

    metric.__name__ = metric.__qualname__ = f"streaming_{name}"
    metric.__doc__ = f"tf.metrics.{name} with predictions before labels. Returns (value, update op)."
    return metric


streaming_accuracy = _streaming("accuracy")
streaming_auc = _streaming("auc")
streaming_precision = _streaming("precision")
streaming_recall = _streaming("recall")
streaming_mean_absolute_error = _streaming("mean_absolute_error")
streaming_mean_squared_error = _streaming("mean_squared_error")
streaming_root_mean_squared_error = _streaming("root_mean_squared_error")
streaming_true_positives = _streaming("true_positives")
streaming_true_negatives = _streaming("true_negatives")
streaming_false_positives = _streaming("false_positives")
streaming_false_negatives = _streaming("false_negatives")


def streaming_mean(values, weights=None, metrics_collections=None, updates_collections=None, name=None):
    """tf.metrics.mean. Returns (value, update op)."""
    return _v1.metrics.mean(values, weights, metrics_collections, updates_collections, name)


def streaming_mean_iou(
    predictions, labels, num_classes, weights=None, metrics_collections=None, updates_collections=None, name=None
):
    """tf.metrics.mean_iou with predictions before labels. Returns (value, update op)."""
    return _v1.metrics.mean_iou(
        labels, predictions, num_classes, weights, metrics_collections, updates_collections, name
    )


def streaming_sparse_recall_at_k(predictions, labels, k, class_id=None, weights=None, **kwargs):
    """tf.metrics.recall_at_k with predictions before labels. Returns (value, update op)."""
    return _v1.metrics.recall_at_k(labels, predictions, k, class_id=class_id, weights=weights, **kwargs)


def accuracy(predictions, labels, weights=None, name=None):
    """The share of equal elements: a scalar tensor."""
    if labels.dtype != predictions.dtype:
        raise ValueError(f"dtypes differ: predictions {predictions.dtype}, labels {labels.dtype}")
    with _v1.name_scope(name, "accuracy", [predictions, labels]):
        correct = _v1.cast(_v1.equal(predictions, labels), _tf.float32)
        if weights is None:
            return _v1.reduce_mean(correct)
        weights = _v1.cast(weights, _tf.float32)
        return _v1.div(_v1.reduce_sum(correct * weights), _v1.reduce_sum(weights * _v1.ones_like(correct)))


confusion_matrix = _v1.math.confusion_matrix


def aggregate_metrics(*value_update_tuples):
    """(values, update ops) of several metrics as two lists."""
    if not value_update_tuples:
        raise ValueError("Expected at least one value_tensor/update_op pair")
    values, updates = zip(*value_update_tuples, strict=True)
    return list(values), list(updates)


def aggregate_metric_map(names_to_tuples):
    """Dicts of values and update ops from a dict of (value, update op)."""
    return {n: v for n, (v, _) in names_to_tuples.items()}, {n: u for n, (_, u) in names_to_tuples.items()}

"""tf.estimator.inputs: input functions over numpy arrays and pandas frames, fed through a queue as in TensorFlow 1."""

import collections
import random
import threading

import numpy as np
import tensorflow as _tf

_v1 = _tf.compat.v1


def numpy_input_fn(x, y=None, batch_size=128, num_epochs=1, shuffle=None, queue_capacity=1000, num_threads=1):
    """A function of no arguments that gives (features, labels) tensors, or features alone without ``y``.

    Args:
        x: array or dict of arrays, all with the same first axis.
        y: array or dict of arrays or None.
        num_epochs: None for no end.
        shuffle: bool, must be given.
    """
    _check_shuffle(shuffle)

    def input_fn():
        features = x if isinstance(x, dict) else {"__direct_np_input__": np.asarray(x)}
        if isinstance(x, dict) and not x:
            raise ValueError("x cannot be an empty dict")
        data = collections.OrderedDict((k, np.asarray(features[k])) for k in sorted(features))
        names = list(data)
        targets = y if isinstance(y, dict) else ({"__target__": np.asarray(y)} if y is not None else {})
        columns = list(data.values()) + [np.asarray(v) for v in targets.values()]
        if len({c.shape[0] for c in columns}) != 1:
            shapes = {k: v.shape for k, v in data.items()}
            raise ValueError(
                "Length of tensors in x and y is mismatched. All elements in x and y must have the same length. "
                f"Shapes: {shapes}"
            )
        batch = _dequeue(columns, batch_size, num_epochs, shuffle, queue_capacity, num_threads)
        out = batch[0] if not isinstance(x, dict) else dict(zip(names, batch[: len(names)], strict=True))
        if y is None:
            return out
        rest = batch[len(names) :]
        return out, (dict(zip(targets, rest, strict=True)) if isinstance(y, dict) else rest[0])

    return input_fn


def pandas_input_fn(
    x,
    y=None,
    batch_size=128,
    num_epochs=1,
    shuffle=None,
    queue_capacity=1000,
    num_threads=1,
    target_column="target",
):
    """`numpy_input_fn` over the columns of a DataFrame and a Series or DataFrame of labels."""
    _check_shuffle(shuffle)
    if y is not None and not np.array_equal(x.index, y.index):
        raise ValueError("Index for x and y are mismatched.")

    def input_fn():
        names = list(x.columns)
        several = y is not None and hasattr(y, "columns")
        columns = [x[n].values for n in names]
        columns += [] if y is None else ([y[n].values for n in y.columns] if several else [y.values])
        batch = _dequeue(columns, batch_size, num_epochs, shuffle, queue_capacity, num_threads)
        features = dict(zip(names, batch[: len(names)], strict=True))
        if y is None:
            return features
        rest = batch[len(names) :]
        return features, (dict(zip(y.columns, rest, strict=True)) if several else rest[0])

    return input_fn


def _check_shuffle(shuffle):
    if not isinstance(shuffle, bool):
        raise ValueError(
            "shuffle must be provided and explicitly set as boolean (it is recommended to set it as True for "
            f"training); got {shuffle}"
        )


def _dequeue(columns, batch_size, num_epochs, shuffle, capacity, num_threads):
    columns = [c.astype(object) if c.dtype.kind in "US" else c for c in columns]
    with _v1.name_scope("enqueue_input"):
        types = [_tf.string if c.dtype == object else _tf.as_dtype(c.dtype) for c in columns]
        shapes = [c.shape[1:] for c in columns]
        if num_threads > 1 and num_epochs is not None:
            _v1.logging.warning("enqueue_data was called with num_epochs and num_threads > 1.")
        if shuffle or num_threads > 1:
            least = capacity // 4 if shuffle else 0
            queue = _v1.RandomShuffleQueue(capacity, least, types, shapes)
        else:
            queue = _v1.FIFOQueue(capacity, types, shapes)
        ops, feeds = [], []
        for _ in range(num_threads):
            holders = [_v1.placeholder(t, [None, *s]) for t, s in zip(types, shapes, strict=True)]
            ops.append(queue.enqueue_many(holders))
            feeds.append(_Feed(holders, columns, batch_size, num_epochs, shuffle))
        _v1.train.add_queue_runner(_FeedingRunner(queue, ops, feeds))
        batch = queue.dequeue_many(batch_size) if num_epochs is None else queue.dequeue_up_to(batch_size)
    return batch if isinstance(batch, list) else [batch]


class _Feed:
    """Feeds ``size`` rows a call, in order, from a random start when shuffling, until the epochs are over."""

    def __init__(self, holders, columns, size, epochs, random_start):
        self._holders, self._columns, self._size, self._epochs = holders, columns, size, epochs
        self._n = len(columns[0])
        self._at = random.Random().randrange(self._n) if random_start else 0
        self._left = None if epochs is None else self._n * epochs

    def __call__(self):
        if self._left is not None and self._left <= 0:
            raise _tf.errors.OutOfRangeError(None, None, f"Already emitted {self._epochs} epochs.")
        count = self._size if self._left is None else min(self._size, self._left)
        rows = (self._at + np.arange(count)) % self._n
        self._at = int(rows[-1] + 1) % self._n
        if self._left is not None:
            self._left -= count
        return {h: c[rows] for h, c in zip(self._holders, self._columns, strict=True)}


class _FeedingRunner(_v1.train.QueueRunner):
    """A queue runner whose threads feed what they enqueue."""

    def __init__(self, queue, ops, feeds):
        super().__init__(
            queue, ops, queue_closed_exception_types=(_tf.errors.OutOfRangeError, _tf.errors.CancelledError)
        )
        self._feeds = feeds

    def create_threads(self, sess, coord=None, daemon=False, start=False):
        if sess in getattr(self, "_fed", ()):
            return []
        self._fed = [*getattr(self, "_fed", ()), sess]
        self._running = len(self._feeds)
        threads = [
            threading.Thread(target=self._feed, args=(sess, op, feed, coord), daemon=True)
            for op, feed in zip(self.enqueue_ops, self._feeds, strict=True)
        ]
        if coord:
            threads.append(
                threading.Thread(target=self._close_on_stop, args=(sess, self.cancel_op, coord), daemon=True)
            )
            for t in threads:
                coord.register_thread(t)
        if start:
            for t in threads:
                t.start()
        return threads

    def _feed(self, sess, op, feed, coord):
        try:
            while not (coord and coord.should_stop()):
                sess.run(op, feed_dict=feed())
        except (_tf.errors.OutOfRangeError, _tf.errors.CancelledError):
            pass
        except Exception as error:
            if coord:
                coord.request_stop(error)
            else:
                raise
        finally:
            with self._lock:
                self._running -= 1
                last = self._running == 0
            if last:
                try:
                    sess.run(self.close_op)
                except Exception as error:  # the session may be closed already
                    _v1.logging.vlog(1, "Ignored exception: %s", error)

    def _init_from_proto(self, *args, **kwargs):
        raise NotImplementedError("A feeding queue runner cannot be made from a protocol buffer.")

"""Telling the end of the data from what only looks like it."""

import collections
import threading
import traceback

from compat.errors import PrematureEnd

Leak = collections.namedtuple("Leak", ["error", "where"])

_lock = threading.Lock()
_leaks = collections.deque(maxlen=64)
_watching = False


def watch_leaks():
    """Notes every StopIteration that leaves a Python op, other than the end of a from_generator's own iterator.

    TensorFlow reports such a leak as "End of sequence", word for word as the end of the data.
    """
    global _watching
    with _lock:
        if _watching:
            return
        from tensorflow.python.ops import script_ops

        call = script_ops.FuncRegistry.__call__

        def __call__(self, token, device, args):
            try:
                return call(self, token, device, args)
            except StopIteration as error:
                _note(error)
                raise

        script_ops.FuncRegistry.__call__ = __call__
        _watching = True


def _note(error):
    frames = traceback.extract_tb(error.__traceback__)
    if any(f.filename.endswith("from_generator_op.py") for f in frames):
        return
    inner = next((f for f in reversed(frames)), None)
    where = f"{inner.name} ({inner.filename}, line {inner.lineno})" if inner else "a Python op"
    with _lock:
        _leaks.append(Leak(error, where))


def take_leak():
    """The oldest `Leak` that nobody asked for yet, or None.

    A pipeline reads ahead, so a leak may be older than the run in which its end shows.
    """
    with _lock:
        return _leaks.popleft() if _leaks else None


def iterate(session, fetches, feed_dict=None, expect=None):
    """`Session.iterate` for any session, tf.compat.v1.Session included; also the form for rewritten loops:

    ``for value in compat.iterate(sess, fetches):`` in place of ``while True: try: sess.run(...) except OutOfRange``.
    """
    import tensorflow as tf

    from compat import blocking

    watch_leaks()
    number = 0
    while expect is None or number < expect:
        try:
            feeds = feed_dict() if callable(feed_dict) else feed_dict
        except StopIteration as error:
            raise PrematureEnd(f"the feeds ended at batch {number}", number, error) from error
        try:
            value = session.run(fetches, feeds)
        except PrematureEnd as error:
            error.batch = number
            error.args = (f"batch {number}: {error.args[0]}", *error.args[1:])
            raise
        except tf.errors.OutOfRangeError as error:
            leaked = take_leak()
            if leaked is not None:
                raise PrematureEnd(
                    f"batch {number}: a StopIteration leaked out of {leaked.where} and looked like the end of the data",
                    number,
                    leaked.error,
                ) from error
            graph = session.graph
            needed = blocking.ancestors(blocking.operations(graph, fetches))
            if not _is_data(error, needed):
                kind = getattr(error.op, "type", None)
                name = getattr(error.op, "name", None)
                raise PrematureEnd(
                    f"batch {number}: OutOfRange from {name} ({kind}), which is not where the data comes from",
                    number,
                    error,
                ) from error
            if expect is not None:
                raise PrematureEnd(f"the data ended after {number} of {expect} batches", number, error) from error
            return
        except StopIteration as error:
            raise PrematureEnd(f"batch {number}: a StopIteration instead of a batch", number, error) from error
        yield value
        number += 1


def _is_data(error, needed):
    """Does this OutOfRange come from what the fetches read their data from?"""
    kind = getattr(error.op, "type", "") or ""
    iterators = [op for op in needed if op.type.startswith("IteratorGetNext")]
    if iterators:
        return kind.startswith("IteratorGetNext") and any(op.name == error.op.name for op in iterators)
    return kind.startswith(("QueueDequeue", "ReaderRead", "Batch", "Barrier", "Unstage"))

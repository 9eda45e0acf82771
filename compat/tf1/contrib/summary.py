"""tf.contrib.summary: the writer-based summaries of TensorFlow 1.15, over tf.summary."""

import contextlib

import tensorflow as _tf

_v1 = _tf.compat.v1


def _under_default_step(name):
    target = getattr(_tf.summary, name)

    def write(label, tensor, family=None, step=None, **kwargs):
        step = _v1.train.get_or_create_global_step() if step is None else step
        label = f"{family}/{label}" if family else label
        return target(label, tensor, step=step, **kwargs)

    write.__name__ = write.__qualname__ = name
    write.__doc__ = f"tf.summary.{name} at the global step."
    return write


scalar = _under_default_step("scalar")
histogram = _under_default_step("histogram")
image = _under_default_step("image")
audio = _under_default_step("audio")
flush = _tf.summary.flush


def create_file_writer(logdir, max_queue=None, flush_millis=None, filename_suffix=None, name=None):
    """A summary writer for a folder."""
    return _tf.summary.create_file_writer(logdir, max_queue, flush_millis, filename_suffix, name)


def always_record_summaries():
    """A context in which every summary is written."""
    return _tf.summary.record_if(True)


def never_record_summaries():
    """A context in which no summary is written."""
    return _tf.summary.record_if(False)


def record_summaries_every_n_global_steps(n, global_step=None):
    """A context in which summaries are written at each n-th global step."""
    step = global_step if global_step is not None else _v1.train.get_or_create_global_step()
    return _tf.summary.record_if(lambda: _tf.equal(_tf.cast(step, _tf.int64) % n, 0))


def all_summary_ops():
    """The summary ops of the default graph."""
    return _v1.summary.all_v2_summary_ops()


def summary_writer_initializer_op():
    """Ops that open the writers of the default graph."""
    return _v1.get_collection("_SUMMARY_WRITER_INIT")


def initialize(graph=None, session=None):
    """Runs the writers' initializers in ``session`` or the default one."""
    session = session or _v1.get_default_session()
    session.run(summary_writer_initializer_op())


@contextlib.contextmanager
def create_summary_file_writer(*args, **kwargs):
    """`create_file_writer` as the default writer inside the block."""
    with create_file_writer(*args, **kwargs).as_default() as writer:
        yield writer

"""Which TensorFlow semantics a piece of code runs under: TensorFlow 1's graph mode or TensorFlow 2's eager mode.

Nothing here happens at import. ``compat.tf1`` calls `enter_tf1` once; a process that mixes both kinds of code
holds the other kind in a scope:

    with compat.eager_scope():      # TF2 code in a process that imported compat.tf1
        model.fit(...)
    with compat.graph_scope():      # TF1 code in a process that is otherwise eager
        from compat import tf1 as tf
"""

import contextlib
import threading

_lock = threading.RLock()
_tf1_wide = False
_depth = 0


class _Switches:
    """TensorFlow's process-wide behaviour switches, read and written together."""

    def __init__(self):
        from tensorflow.python import tf2
        from tensorflow.python.framework import tensor, tensor_shape
        from tensorflow.python.ops import control_flow_util
        from tensorflow.python.ops import resource_variables_toggle as resource

        self._get = lambda: {
            "tf2": tf2.enabled(),
            "shape": tensor_shape._TENSORSHAPE_V2_OVERRIDE,
            "equality": tensor.Tensor._USE_EQUALITY,
            "control": control_flow_util.ENABLE_CONTROL_FLOW_V2,
            "resource": resource._DEFAULT_USE_RESOURCE,
        }

        def put(state):
            (tf2.enable if state["tf2"] else tf2.disable)()
            tensor_shape._TENSORSHAPE_V2_OVERRIDE = state["shape"]
            tensor.Tensor._USE_EQUALITY = state["equality"]
            control_flow_util.ENABLE_CONTROL_FLOW_V2 = state["control"]
            resource._DEFAULT_USE_RESOURCE = state["resource"]

        self._put = put

    V1 = {"tf2": False, "shape": False, "equality": False, "control": False, "resource": False}
    V2 = {"tf2": True, "shape": True, "equality": True, "control": True, "resource": True}

    @contextlib.contextmanager
    def held(self, state):
        before = self._get()
        self._put(state)
        try:
            yield
        finally:
            self._put(before)


def enter_tf1():
    """Puts the process in TensorFlow 1 mode, unless a `graph_scope` is open. Called by ``compat.tf1``."""
    global _tf1_wide
    with _lock:
        if _tf1_wide or _depth:
            return
        import tensorflow as tf

        tf.compat.v1.disable_v2_behavior()
        _tf1_wide = True


def in_tf1_mode():
    """True when the process as a whole is in TensorFlow 1 mode."""
    return _tf1_wide


@contextlib.contextmanager
def graph_scope(graph=None):
    """TensorFlow 1 semantics (graph mode, v1 shapes, equality, control flow, variables) inside the block.

    Args:
        graph: the tf.Graph that is the default one inside; a new one by default.

    Yields the graph. The switches are the process's own: do not run eager code in another thread meanwhile.
    """
    global _depth
    import tensorflow as tf

    with _lock:
        graph = graph if graph is not None else tf.Graph()
        with _Switches().held(_Switches.V1), graph.as_default():
            _depth += 1
            try:
                yield graph
            finally:
                _depth -= 1


@contextlib.contextmanager
def eager_scope():
    """TensorFlow 2 semantics (eager mode, v2 shapes, equality, control flow, variables) inside the block."""
    import tensorflow as tf  # noqa: F401  (its context must exist)
    from tensorflow.python.eager import context

    with _lock, _Switches().held(_Switches.V2), context.eager_mode():
        yield

"""tf.contrib.util."""

import tensorflow as _tf

make_tensor_proto = _tf.make_tensor_proto
make_ndarray = _tf.make_ndarray
constant_value = _tf.get_static_value


def ops_used_by_graph_def(graph_def):
    """Names of the op types that a GraphDef and its functions use."""
    names = {n.op for n in graph_def.node}
    for function in graph_def.library.function:
        names |= {n.op for n in function.node_def}
    return sorted(names - {f.signature.name for f in graph_def.library.function})

"""Graphs as plain data: what a run of a session or a tf.function computes, for a proof that two are the same.

A graph is a dictionary:

    inputs     one {"name", "dtype", "shape"} for each feed or argument, in the order given
    variables  {key: {"name", "dtype", "shape"}} of those that it reads or changes
    nodes      in no particular order: {"op", "name", "in": [[node, output], ...], "control": [node, ...],
               "attrs", "dtypes", "shapes", "stateful"}; "in" and "control" are positions in this list, and
               "stateful" says that the op is more than a function of its arguments
    outputs    [[node, output], ...], one for each fetched tensor
    effects    [node, ...], ops that run for what they do
    functions  {name: graph} that attributes name; their inputs are their parameters

Attributes that have their default value, and those that only name dtypes, are left out: inputs and outputs tell dtypes.
An unknown dimension is None, an unknown shape is None.
"""

import base64
import hashlib

import numpy as np

_INLINE_BYTES = 4096
OWN = "tf1recorder"  # names of ops that the recorder makes begin so
# Attributes that say how and where to run, not what to compute.
_IMMATERIAL = frozenset(
    "use_locking container shared_name validate_shape parallel_iterations swap_memory use_cudnn_on_gpu grad_a "
    "grad_b grad_x grad_y "
    "config config_proto executor_type read_only_resource_inputs debug_name colocate_with message summarize "
    "allowed_devices".split()
)


def of_run(fetches, feeds, key_of):
    """What a session computes for `fetches` (tensors and operations) when the tensors `feeds` are fed.

    `key_of(operation)` names the variable that an operation of type VariableV2 or VarHandleOp holds.
    """
    exporter = _Exporter(feeds, key_of, {})
    return exporter.graph(
        [fetch for fetch in fetches if hasattr(fetch, "op")],
        [fetch for fetch in fetches if not hasattr(fetch, "op")],
    )


def of_function(concrete, key_of):
    """What a concrete function computes of its arguments.

    `key_of(handle)` names the variable of a captured resource, or gives None where it is none.
    """
    graph = concrete.graph
    captured = list(concrete.captured_inputs)
    parameters = list(graph.inputs)
    own = parameters[: len(parameters) - len(captured)]
    exporter = _Exporter(own, key_of, {})
    for outer, inner in zip(captured, parameters[len(own) :]):  # noqa: B905 (Python 3.7)
        exporter.capture(inner, outer)
    return exporter.graph(_results(concrete), graph.control_outputs)


def _results(concrete):
    """The tensors that a caller gets; behind them are those that a gradient has asked for since."""
    from tensorflow.python.util import nest

    count = sum(leaf is not None for leaf in nest.flatten(concrete.structured_outputs, expand_composites=True))
    return list(concrete.graph.outputs)[:count]


class _Exporter:
    def __init__(self, inputs, key_of, functions):
        self.inputs = [{"name": tensor.name, "dtype": _dtype(tensor), "shape": _shape(tensor)} for tensor in inputs]
        self.key_of = key_of
        self.functions = functions
        self.variables = {}
        self.storage = {}  # (container, shared name) -> key
        self.nodes = []
        self.given = {}  # name of a tensor -> [node, output]
        self.places = {}  # operation -> position
        for index, tensor in enumerate(inputs):
            self.given[tensor.name] = [self._add("Input", tensor, {"index": index}), 0]

    def capture(self, inner, outer):
        if _dtype(inner) != "resource":
            value = outer.numpy() if hasattr(outer, "numpy") else None
            kind, attrs = ("Const", {"value": _constant(value)}) if value is not None else ("Unknown", {})
        else:
            key = self.key_of(outer)
            kind, attrs = ("Unknown", {}) if key is None else ("Variable", {"key": key})
            if key is not None:
                self._variable(key, inner, outer)
        self.given[inner.name] = [self._add(kind, inner, attrs), 0]

    def graph(self, outputs, operations):
        self._walk([tensor.op for tensor in outputs if tensor.name not in self.given] + list(operations))
        return {
            "inputs": self.inputs,
            "variables": self.variables,
            "nodes": self.nodes,
            "outputs": [self._reference(tensor) for tensor in outputs],
            "effects": [self.places[operation] for operation in operations],
            "functions": self.functions,
        }

    def _walk(self, operations):
        """Adds all that the operations need; a loop of the graph (TensorFlow 1's while) is no obstacle."""
        found, stack = [], list(operations)
        while stack:
            operation = stack.pop()
            if operation in self.places:
                continue
            self.places[operation] = len(self.nodes)
            self.nodes.append(None)
            found.append(operation)
            stack += [tensor.op for tensor in operation.inputs if tensor.name not in self.given]
            stack += list(operation.control_inputs)
        for operation in found:
            self.nodes[self.places[operation]] = self._node(operation)

    def _node(self, operation):
        attrs = _attrs(operation)
        kind = operation.type
        if operation.name.rpartition("/")[2].startswith(OWN):
            return self._own(operation)
        if kind in ("VariableV2", "Variable", "VarHandleOp"):
            key = self._shared(operation)
            self._variable(key, operation.outputs[0], operation)
            kind, attrs = "Variable", {"key": key}
        for value in attrs.values():
            for name in _named_functions(value):
                self._function(name, operation.graph)
        return {
            "op": kind,
            "name": operation.name,
            "in": [self._reference(tensor) for tensor in operation.inputs],
            "control": sorted(self.places[other] for other in operation.control_inputs),
            "attrs": attrs,
            "dtypes": [_dtype(tensor) for tensor in operation.outputs],
            "shapes": [_shape(tensor) for tensor in operation.outputs],
            # Ops on references may change them, and are not called stateful.
            "stateful": operation.op_def.is_stateful or any(arg.is_ref for arg in operation.op_def.input_arg),
        }

    def _shared(self, operation):
        """The key of a variable; ops that name the same storage have the key of the first."""
        node = operation.node_def
        name = node.attr["shared_name"].s.decode("utf-8") or operation.name
        return self.storage.setdefault((node.attr["container"].s, name), self.key_of(operation))

    def _own(self, operation):
        """What the recorder put into a function to look at values is no part of the program."""
        node = {"op": "NoOp", "name": operation.name, "in": [], "attrs": {}, "dtypes": [], "shapes": []}
        node["control"] = sorted(self.places[other] for other in operation.control_inputs)
        node["stateful"] = False
        return node

    def _variable(self, key, tensor, holder):
        name = getattr(holder, "name", None) or tensor.name
        self.variables[key] = {"name": name, "dtype": _dtype(tensor), "shape": _shape(tensor)}

    def _add(self, kind, tensor, attrs):
        self.nodes.append(
            {
                "op": kind,
                "name": tensor.name,
                "in": [],
                "control": [],
                "attrs": attrs,
                "dtypes": [_dtype(tensor)],
                "shapes": [_shape(tensor)],
                "stateful": False,
            }
        )
        return len(self.nodes) - 1

    def _reference(self, tensor):
        given = self.given.get(tensor.name)
        return given if given is not None else [self.places[tensor.op], tensor.value_index]

    def _function(self, name, graph):
        if name in self.functions:
            return
        self.functions[name] = None  # while it is being exported: it may call itself
        body = _body(name, graph)
        if body is not None:
            inner = _Exporter(list(body.inputs), self.key_of, self.functions)
            exported = inner.graph(body.outputs, getattr(body, "control_outputs", ()))
            del exported["functions"]
            self.functions[name] = exported


def _body(name, graph):
    """The graph of a function of the library of `graph`, or None where TensorFlow does not give it."""
    try:
        function = graph._get_function(name)
        body = getattr(function, "graph", None)
        if body is not None and hasattr(body, "inputs"):
            return body
        from tensorflow.python.framework.function_def_to_graph import function_def_to_graph

        for definition in graph.as_graph_def().library.function:
            if definition.signature.name == name:
                with graph.as_default():
                    return function_def_to_graph(definition)
    except Exception:  # internals of TensorFlow: without the body there is no proof, and nothing else is lost
        return None
    return None


def _attrs(operation):
    values = {}
    node = operation.node_def
    defaults = {attr.name: attr for attr in operation.op_def.attr}
    for name in sorted(node.attr):
        known = defaults.get(name)
        if name.startswith("_") or name in _IMMATERIAL or known is None or known.type in ("type", "list(type)"):
            continue
        value = node.attr[name]
        if known.HasField("default_value") and known.default_value == value:
            continue
        values[name] = _attr(value)
    return values


def _attr(value):
    kind = value.WhichOneof("value")
    if kind == "s":
        return value.s.decode("latin-1")
    if kind in ("i", "f", "b"):
        return getattr(value, kind)
    if kind == "shape":
        return None if value.shape.unknown_rank else [dim.size for dim in value.shape.dim]
    if kind == "tensor":
        from tensorflow.python.framework import tensor_util

        return _constant(tensor_util.MakeNdarray(value.tensor))
    if kind == "func":
        return {"function": value.func.name}
    if kind == "list":
        return [
            _attr(type(value)(**{field: item}))
            for field in ("s", "i", "f", "b", "shape", "func")
            for item in getattr(value.list, field)
        ]
    return str(value)


def _named_functions(value):
    if isinstance(value, dict) and "function" in value:
        return [value["function"]]
    return [name for item in value for name in _named_functions(item)] if isinstance(value, list) else []


def _constant(value):
    """dtype and shape with the bytes where they are few, else their hash."""
    array = np.asarray(value)
    constant = {"dtype": array.dtype.name, "shape": list(array.shape)}
    if array.dtype.kind in "OSU":
        constant["dtype"] = "string"
        items = [item if isinstance(item, bytes) else str(item).encode("utf-8") for item in array.reshape(-1).tolist()]
        constant["hash"] = hashlib.sha256(b"".join(b"%d:" % len(item) + item for item in items)).hexdigest()
        return constant
    data = np.ascontiguousarray(array).tobytes()
    if len(data) <= _INLINE_BYTES:
        constant["data"] = base64.b64encode(data).decode("ascii")
    else:
        constant["hash"] = hashlib.sha256(data).hexdigest()
    return constant


def _dtype(tensor):
    return tensor.dtype.base_dtype.name + ("_ref" if getattr(tensor.dtype, "_is_ref_dtype", False) else "")


def _shape(tensor):
    shape = tensor.shape
    return None if shape.rank is None else [dim if dim is None else int(dim) for dim in shape.as_list()]

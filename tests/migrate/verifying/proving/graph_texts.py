"""Graphs written by hand, as the recorder exports them."""

from __future__ import annotations

import base64
from typing import Any

import numpy as np

FLOAT = "float32"


class Builder:
    """Builds an exported graph node by node; a node is named by what `add` gives."""

    def __init__(self) -> None:
        self.graph: dict[str, Any] = {
            "inputs": [],
            "variables": {},
            "nodes": [],
            "outputs": [],
            "effects": [],
            "functions": {},
        }

    def add(self, op: str, *args: Any, dtype=FLOAT, shape=None, control=(), stateful=False, outputs=1, **attrs: Any):
        """`args` are nodes or (node, output); gives the position of the new node."""
        nodes = self.graph["nodes"]
        nodes.append(
            {
                "op": op,
                "name": attrs.pop("name", f"{op}_{len(nodes)}"),
                "in": [list(arg) if isinstance(arg, tuple) else [arg, 0] for arg in args],
                "control": list(control),
                "attrs": attrs,
                "dtypes": [dtype] * outputs,
                "shapes": [shape] * outputs,
                "stateful": stateful,
            }
        )
        return len(nodes) - 1

    def input(self, shape=None, dtype=FLOAT) -> int:
        index = len(self.graph["inputs"])
        self.graph["inputs"].append({"name": f"x{index}", "dtype": dtype, "shape": shape})
        return self.add("Input", dtype=dtype, shape=shape, index=index)

    def constant(self, value: Any, dtype=FLOAT) -> int:
        array = np.asarray(value, dtype)
        data = base64.b64encode(array.tobytes()).decode()
        held = {"dtype": array.dtype.name, "shape": list(array.shape), "data": data}
        return self.add("Const", dtype=array.dtype.name, shape=list(array.shape), value=held)

    def reference(self, key: str, shape, dtype=FLOAT) -> int:
        """A variable of TensorFlow 1 that is no resource."""
        return self.add("Variable", dtype=dtype + "_ref", shape=shape, stateful=True, key=key)

    def resource(self, key: str) -> int:
        return self.add("Variable", dtype="resource", shape=[], stateful=True, key=key)

    def read(self, handle: int, shape, control=(), dtype=FLOAT) -> int:
        return self.add("ReadVariableOp", handle, shape=shape, control=control, dtype=dtype, stateful=True)

    def effect(self, op: str, *args: Any, control=(), **attrs: Any) -> int:
        number = self.add(op, *args, control=control, stateful=True, outputs=0, **attrs)
        self.graph["effects"].append(number)
        return number

    def done(self, *outputs: Any) -> dict[str, Any]:
        self.graph["outputs"] = [list(out) if isinstance(out, tuple) else [out, 0] for out in outputs]
        return self.graph

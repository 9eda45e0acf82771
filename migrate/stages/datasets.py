"""tf.data in a session program: datasets, their iterators and the elements that the graph reads."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from migrate.stages.values import (
    Element,
    Function,
    Handle,
    Host,
    Operation,
    Placeholder,
    Symbol,
    Tensor,
    Value,
    is_dynamic,
    leaves,
)
from migrate.symbols import lookup, seed_of

if TYPE_CHECKING:
    from migrate.stages.interpreter import Interpreter

SOURCES = {
    "from_tensor_slices",
    "from_tensors",
    "range",
    "zip",
    "from_generator",
    "list_files",
}
CLASSES = ("TFRecordDataset", "TextLineDataset", "FixedLengthRecordDataset")
# methods whose meaning and arguments are those of TensorFlow 2
SAME = {
    "batch",
    "repeat",
    "take",
    "skip",
    "prefetch",
    "shuffle",
    "map",
    "filter",
    "concatenate",
    "cache",
    "padded_batch",
}
FLAT = ("flat_map", "interleave")
# functions of one tensor that give one
SINGLE = {"tensorflow.read_file", "tensorflow.io.read_file"}
SAME |= {"flat_map", "interleave", "enumerate", "shard", "apply", "window", "with_options"}


def call(interp: Interpreter, node: ast.Call, name: str, args: list[Value], keywords: dict[str, Value]) -> Value:
    """`tf.data.Dataset.from_...`, record datasets and the function forms of making an iterator."""
    last = name.rpartition(".")[2]
    if last in ("make_one_shot_iterator", "make_initializable_iterator") and node.args:
        return make_iterator(interp, node, args[0], node.args[0], last)
    if last == "from_structure":
        detail = {"how": "structure", "dataset": None, "dataset_node": _described(interp, node)}
        iterator = Handle("iterator", node, interp.unit, detail)
        interp.iterators.append(iterator)
        return iterator
    if last == "from_string_handle" and node.args:
        detail = {"how": "handle", "dataset": None, "dataset_node": _described(interp, node, 1), "handle": args[0]}
        iterator = Handle("iterator", node, interp.unit, detail)
        interp.iterators.append(iterator)
        return iterator
    if name.startswith("data.Dataset.") and last in SOURCES or last in CLASSES:
        values = [*args, *keywords.values()]
        detail = {
            "shuffled": any(_shuffled(v) for v in values),
            "shuffle_node": node if last == "list_files" and not _kept_order(node, 1) else None,
            "structure": "single" if last == "range" or last in CLASSES or _one_tensor(last, values) else None,
            "bases": [x for v in values for x in leaves(v) if isinstance(x, Handle) and x.kind == "dataset"],
            "placeholders": _fed(interp, node, values),
        }
        detail["shuffled"] = detail["shuffled"] or detail["shuffle_node"] is not None
        return Handle("dataset", node, interp.unit, detail)
    if name.startswith("data.experimental.") or name in ("data.Options", "data.TextLineDataset"):
        return Host()
    interp.obstacle(node, f"`tf.{name}`")
    return Host()


def _one_tensor(source: str, values: list[Value]) -> bool:
    """Whether the elements of a dataset are slices of one tensor, or that tensor."""
    given = values[0] if values else None
    return source in ("from_tensor_slices", "from_tensors") and isinstance(given, Tensor) and not given.several


def _described(interp: Interpreter, node: ast.Call, position: int = 0) -> ast.expr | None:
    """The dataset whose `output_types` (or `get_output_types`) an iterator's structure is."""
    arguments = [*node.args[position : position + 1], *(k.value for k in node.keywords if k.arg == "output_types")]
    for argument in arguments:
        if isinstance(argument, ast.Call) and argument.args:
            found: ast.expr = argument.args[0]
        elif isinstance(argument, ast.Attribute):
            found = argument.value
        else:
            continue
        value = interp.value_of.get(id(found))
        if isinstance(value, Handle) and value.kind == "dataset":
            return found
    return None


def _kept_order(node: ast.Call, position: int) -> bool:
    """Whether `shuffle=False` is written."""
    values = [*node.args[position : position + 1], *(k.value for k in node.keywords if k.arg == "shuffle")]
    return any(isinstance(v, ast.Constant) and v.value is False for v in values)


def _fed(interp: Interpreter, node: ast.Call, values: list[Value]) -> frozenset[Placeholder]:
    """The placeholders that a dataset is made of: they are fed where its iterator is initialised."""
    found: set[Placeholder] = set()
    for value in values:
        for leaf in leaves(value):
            if isinstance(leaf, Element) or not isinstance(leaf, Placeholder) and is_dynamic(leaf):
                interp.obstacle(node, "a dataset over tensors that change from run to run")
            elif isinstance(leaf, Placeholder):
                found.add(leaf)
            if isinstance(leaf, Handle) and leaf.kind == "dataset":
                found |= leaf.detail["placeholders"]
    return frozenset(found)


def _shuffled(value: Value) -> bool:
    return any(isinstance(x, Handle) and x.detail.get("shuffled") for x in leaves(value))


def method(
    interp: Interpreter, node: ast.Call, owner: Handle, name: str, args: list[Value], keywords: dict[str, Value]
) -> Value:
    """Methods of datasets and iterators."""
    if owner.kind == "dataset":
        if name in ("make_one_shot_iterator", "make_initializable_iterator"):
            return make_iterator(interp, node, owner, node.func.value, name)  # type: ignore[attr-defined]
        if name in SAME:
            values = [*args, *keywords.values()]
            single = False
            for value in values:
                for leaf in leaves(value):
                    if isinstance(leaf, Function):
                        result = _mapped(interp, node, leaf)
                        single = name == "map" and isinstance(result, Tensor)
                        if name in FLAT and isinstance(result, Handle) and result.kind == "dataset":
                            single = result.detail["structure"] == "single"
                    elif isinstance(leaf, Symbol) and name == "map":
                        single = leaf.path in SINGLE
                    elif isinstance(leaf, Symbol) and name in FLAT:
                        single = leaf.path.rpartition(".")[2] in CLASSES
            kept = (
                owner.detail.get("structure")
                if name not in ("map", "flat_map", "interleave", "apply", "enumerate", "window")
                else None
            )
            detail = {
                "structure": "single" if single else kept,
                "shuffled": owner.detail.get("shuffled") or name == "shuffle" or any(_shuffled(v) for v in args),
                "shuffle_node": node if name == "shuffle" else None,
                "bases": [owner, *(x for v in values for x in leaves(v) if getattr(x, "kind", "") == "dataset")],
                "placeholders": owner.detail["placeholders"] | _fed(interp, node, values),
            }
            return Handle("dataset", node, interp.unit, detail)
        interp.obstacle(node, f"`.{name}()` of a dataset")
        return Host()
    if name == "get_next":
        return get_next(interp, node, owner)
    if name == "string_handle":
        return Handle("string-handle", node, interp.unit, {"iterator": owner})
    if name == "make_initializer" and args and isinstance(args[0], Handle) and args[0].kind == "dataset":
        detail = {"iterator": owner, "dataset": args[0], "dataset_node": node.args[0]}
        return Operation("iterator-init", node, interp.unit, detail)
    interp.obstacle(node, f"`.{name}()` of an iterator")
    return Host()


def _mapped(interp: Interpreter, node: ast.Call, function: Function) -> Value:
    """The function given to `map`: it may use plain values and constants only. What it returns."""
    arguments = function.node.args
    needed = len(arguments.posonlyargs) + len(arguments.args)
    before, made = len(interp.variables), len(interp.unit.tensors)
    result = interp.call_function(function, node, [interp.tensor(node) for _ in range(needed)], {})
    if len(interp.variables) != before or is_dynamic(result) and not _random_only(result):
        interp.obstacle(node, "a dataset's function uses placeholders or variables")
    for tensor in interp.unit.tensors[made:]:
        call = tensor.node
        if (
            tensor.random
            and isinstance(call, ast.Call)
            and seed_of(lookup(interp.names.resolve(call.func) or ""), call)
        ):
            interp.obstacle(tensor.node or node, "a dataset's function draws from a seed of its own")
    del interp.unit.tensors[made:]
    return result


def _random_only(value: Value) -> bool:
    return not any(getattr(x, "placeholders", ()) or getattr(x, "variables", ()) for x in leaves(value))


def make_iterator(interp: Interpreter, node: ast.Call, dataset: Value, dataset_node: ast.expr, name: str) -> Value:
    """One iterator; `how` tells whether it starts by itself."""
    if not isinstance(dataset, Handle) or dataset.kind != "dataset":
        interp.obstacle(node, "an iterator over a dataset that is not followed")
        return Host()
    if interp.stack and interp.stack[-1] is not interp.unit.scope.node:
        interp.obstacle(node, "an iterator is made inside a helper function")
    how = "one-shot" if name == "make_one_shot_iterator" else "initializable"
    detail = {"how": how, "dataset": dataset, "dataset_node": dataset_node}
    iterator = Handle("iterator", node, interp.unit, detail)
    interp.iterators.append(iterator)
    return iterator


def get_next(interp: Interpreter, node: ast.Call, iterator: Handle) -> Value:
    """The element that each run draws."""
    known = next((e for e in interp.elements if e.node is node), None)
    if known is not None and interp.stack:
        return known
    if interp.stack and interp.stack[-1] is not interp.unit.scope.node:
        interp.obstacle(node, "an iterator is drawn from inside a helper function")
    elif interp.statement is not interp.unit.node or getattr(interp.statement, "value", None) is not node:
        interp.obstacle(node, "an element of an iterator is not simply assigned to a name")
    element = Element(node, interp.unit, None, None, iterator=iterator)
    interp.elements.append(element)
    interp.unit.placeholders.append(element)
    return element


def initializer(interp: Interpreter, node: ast.Attribute, iterator: Handle) -> Value:
    """`iterator.initializer`."""
    detail = {
        "iterator": iterator,
        "dataset": iterator.detail["dataset"],
        "dataset_node": iterator.detail["dataset_node"],
    }
    return Operation("iterator-init", node, interp.unit, detail)

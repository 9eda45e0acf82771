"""Recurrent cells and the functions that run them, for the interpreter.

A cell is a `Handle` of kind "cell". It gets its variables where TF1 made them: when it is first run on inputs of a
known number of features. That moment is a `Build`.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from migrate.stages import shapes, sizes
from migrate.stages.graph_names import UNKNOWN_SCOPE
from migrate.stages.program import Unit
from migrate.stages.values import Handle, Host, Seq, Tensor, Value, Variable, is_tensorish, leaves

if TYPE_CHECKING:
    from migrate.stages.interpreter import Interpreter

CELL_MODULES = (
    "nn.rnn_cell.",
    "contrib.rnn.core_rnn_cell.",
    "contrib.rnn.",
    "python.ops.rnn_cell.",
    "python.ops.rnn_cell_impl.",
    "models.rnn.rnn_cell.",
)
RUN_MODULES = ("nn.", "contrib.rnn.", "python.ops.rnn.")
LOSS_MODULES = ("contrib.seq2seq.", "contrib.legacy_seq2seq.", "nn.seq2seq.")
CELLS: dict[str, tuple[str, ...]] = {
    "BasicRNNCell": ("num_units", "activation", "reuse", "name", "dtype"),
    "GRUCell": ("num_units", "activation", "reuse", "kernel_initializer", "bias_initializer", "name", "dtype"),
    "BasicLSTMCell": ("num_units", "forget_bias", "state_is_tuple", "activation", "reuse", "name", "dtype"),
    "LSTMCell": (
        *("num_units", "use_peepholes", "cell_clip", "initializer", "num_proj", "proj_clip", "num_unit_shards"),
        *("num_proj_shards", "forget_bias", "state_is_tuple", "activation", "reuse", "name", "dtype"),
    ),
    "MultiRNNCell": ("cells", "state_is_tuple"),
    "DropoutWrapper": (
        *("cell", "input_keep_prob", "output_keep_prob", "state_keep_prob", "variational_recurrent", "input_size"),
        *("dtype", "seed", "dropout_state_filter_visitor"),
    ),
    "ResidualWrapper": ("cell", "residual_fn"),
    "OutputProjectionWrapper": ("cell", "output_size", "activation", "reuse"),
}
RUNNERS: dict[str, tuple[str, ...]] = {
    "dynamic_rnn": (
        *("cell", "inputs", "sequence_length", "initial_state", "dtype", "parallel_iterations", "swap_memory"),
        *("time_major", "scope"),
    ),
    "static_rnn": ("cell", "inputs", "initial_state", "dtype", "sequence_length", "scope"),
    "static_bidirectional_rnn": (
        *("cell_fw", "cell_bw", "inputs", "initial_state_fw", "initial_state_bw", "dtype", "sequence_length", "scope"),
    ),
    "bidirectional_dynamic_rnn": (
        *("cell_fw", "cell_bw", "inputs", "sequence_length", "initial_state_fw", "initial_state_bw", "dtype"),
        *("parallel_iterations", "swap_memory", "time_major", "scope"),
    ),
}
LOSSES: dict[str, tuple[str, ...]] = {
    "sequence_loss": (
        *("logits", "targets", "weights", "average_across_timesteps", "average_across_batch", "sum_over_timesteps"),
        *("sum_over_batch", "softmax_loss_function", "name"),
    ),
    "sequence_loss_by_example": (
        *("logits", "targets", "weights", "average_across_timesteps", "softmax_loss_function", "name"),
    ),
}
LEAVES = {"BasicRNNCell", "GRUCell", "BasicLSTMCell", "LSTMCell"}
LSTMS = {"BasicLSTMCell", "LSTMCell"}
TUPLE = "LSTMStateTuple"


class LSTMState(Seq):
    """(c, h), with attributes of these names."""


@dataclass(eq=False)
class Build:
    """The first run of a cell: its variables are made here."""

    cell: Handle
    node: ast.Call
    unit: Unit
    input_size: shapes.Dim
    variable: Variable
    stack: tuple[ast.AST, ...]  # the helper functions that were being called, innermost last
    creation: Any = None  # the interpreter's Creation: helpers with their calls, and sizes
    saved_scope: str | None = None  # the variable scope around the cell, "" at the root; None where it is not certain


def symbol(name: str) -> str | None:
    """ "BasicLSTMCell" for "contrib.rnn.BasicLSTMCell", "dynamic_rnn" for "nn.dynamic_rnn"; None for others."""
    base = name.rsplit(".", 1)[-1]
    prefix = name[: len(name) - len(base)]
    if prefix in CELL_MODULES and (base in CELLS or base == TUPLE):
        return base
    if prefix in RUN_MODULES and base in RUNNERS:
        return base
    if prefix in LOSS_MODULES and base in LOSSES:
        # the two modules define functions of one name differently
        return base if (base == "sequence_loss") == (prefix == "contrib.seq2seq.") else None
    return None


def call(interp: Interpreter, node: ast.Call, base: str, args: list[Value], keywords: dict[str, Value]) -> Value:
    """The value of a call of one of the symbols above."""
    from migrate.stages.tf_calls import bind

    values = [*args, *keywords.values()]
    if base == TUPLE:
        return LSTMState(values, "tuple", node)
    bound = bind(node, (CELLS.get(base) or RUNNERS.get(base) or LOSSES[base]))
    if bound is None:
        interp.obstacle(node, f"`{base}` with spread or unknown arguments")
        return Host()
    if base in LOSSES:
        return interp.combine(node, values)
    if base in CELLS:
        return _cell(interp, node, base, bound)
    return _run(interp, node, base, bound, values)


# ---------------------------------------------------------------- cells
def cells_of(value: Value | None) -> list[Handle]:
    """The cells in a value: one, a list of them, or one of several."""
    options = getattr(value, "options", None)
    if options is not None:
        return [c for option in options for c in cells_of(option)]
    if value is None:
        return []
    return [leaf for leaf in leaves(value) if isinstance(leaf, Handle) and leaf.kind == "cell"]


def inner_cells(cell: Handle) -> list[Handle]:
    """The cell and all cells inside it, each once."""
    found = [cell]
    for child in cell.detail["children"]:
        found += [c for c in inner_cells(child) if c not in found]
    return found


def either(a: Handle, b: Handle) -> Handle | None:
    """The cell that a name stands for after a condition; None where the two are not alike in name, sizes and state."""
    same = a.home is not None and b.home is not None and a.home[1] == b.home[1] and a.unit.scope is b.unit.scope
    alike = a.detail["size"] == b.detail["size"] and _structure(a) == _structure(b)
    if not same or not alike or a.detail["tensor"] is not None or b.detail["tensor"] is not None:
        return None
    random = a.detail["random"] or b.detail["random"]
    detail = {"class": "either", "children": [a, b], "variable": None, "stack": (), "tensor": None, "random": random}
    return Handle("cell", b.node, b.unit, {**detail, "size": a.detail["size"]}, home=b.home)


def _structure(cell: Handle) -> object:
    """The nesting of a cell's state, comparable."""
    marks = state_of(cell, Host)

    def plain(value: Value) -> object:
        return (
            (type(value), getattr(value, "open", False), [plain(v) for v in value.items])
            if isinstance(value, Seq)
            else 0
        )

    return plain(marks)


def _cell(interp: Interpreter, node: ast.Call, base: str, bound: dict[str, ast.expr]) -> Value:
    detail: dict = {"class": base, "children": [], "variable": None, "stack": tuple(interp.stack), "tensor": None}
    if base not in LEAVES:
        value = interp.value_of.get(id(bound.get("cell", bound.get("cells"))))
        detail["children"] = cells_of(value)
        if not detail["children"] or any(hasattr(leaf, "options") for leaf in leaves(value)):
            interp.obstacle(node, f"the cells of `{base}` are not followed")
            return Host()
        if isinstance(value, Seq):
            detail["open"] = value.open
    cell = Handle("cell", node, interp.unit, detail)
    inner = {"cell", "cells"}
    tensors = [interp.value_of[id(v)] for k, v in bound.items() if k not in inner]
    tensors += [c.detail["tensor"] for c in detail["children"] if c.detail["tensor"] is not None]
    if any(is_tensorish(v) for v in tensors):
        detail["tensor"] = interp.combine(node, tensors)
    detail["random"] = base == "DropoutWrapper" or any(c.detail["random"] for c in detail["children"])
    detail["size"] = _output_size(interp, base, bound, detail["children"])
    return cell


def _output_size(interp: Interpreter, base: str, bound: dict[str, ast.expr], children: list[Handle]) -> shapes.Dim:
    if base in LEAVES:
        return shapes.dimension(interp, bound.get("num_units"))
    if base == "OutputProjectionWrapper":
        return shapes.dimension(interp, bound.get("output_size"))
    return children[-1].detail["size"]


def static_roots(cell: Handle) -> list[Handle]:
    """The outermost cells that depend on no placeholder: those are made once, outside the functions."""
    if cell.detail["tensor"] is None:
        return [cell]
    return [root for child in cell.detail["children"] for root in static_roots(child)]


def state_of(cell: Handle, make: object) -> Value:
    """The structure of a cell's state with tensors that `make()` gives."""
    base, children = cell.detail["class"], cell.detail["children"]
    if base in LSTMS:
        return LSTMState([make(), make()], "tuple")  # type: ignore[operator]
    if base == "MultiRNNCell":
        return Seq([state_of(c, make) for c in children], "tuple", None, bool(cell.detail.get("open")))
    if children:
        return state_of(children[0], make)
    return make()  # type: ignore[operator]


def method(interp: Interpreter, node: ast.Call, cell: Handle, name: str, args: list[Value], keywords: dict) -> Value:
    """`cell.zero_state(...)`; other methods are not followed."""
    values = [*args, *keywords.values()]
    if name == "zero_state":
        return state_of(cell, lambda: _tensor(interp, node, values))
    interp.obstacle(node, f"`.{name}()` of a recurrent cell")
    return Host()


def attribute(interp: Interpreter, node: ast.Attribute, cell: Handle) -> Value:
    """`output_size` and `state_size` are host values, which the classes that are written have too."""
    if node.attr not in ("output_size", "state_size"):
        interp.obstacle(node, f"`.{node.attr}` of a recurrent cell")
    interp.cell_attributes.add(node.attr)
    return Host()


def _tensor(interp: Interpreter, node: ast.AST, values: list[Value]) -> Tensor:
    made = interp.combine(node, values)
    return made if isinstance(made, Tensor) else interp.tensor(node)


# ---------------------------------------------------------------- runs
def run_cell(interp: Interpreter, node: ast.Call, cell: Handle, args: list[Value], keywords: dict[str, Value]) -> Value:
    """`cell(inputs, state)`: one step."""
    from migrate.stages.tf_calls import bind

    bound = bind(node, ("inputs", "state", "scope"))
    if bound is None or "inputs" not in bound or "state" not in bound:
        interp.obstacle(node, "a cell is called with arguments that are not followed")
        return Host()
    inputs = interp.value_of[id(bound["inputs"])]
    scope = _scope(interp, node) if "scope" not in bound else None
    _build(interp, node, cell, _features(interp, inputs), scope)
    values = [*args, *keywords.values(), *_parts(cell)]
    random = cell.detail["random"]
    return Seq(
        [_output(interp, node, cell, values, None), state_of(cell, lambda: interp.combine(node, values, random))],
        "tuple",
    )


def _parts(cell: Handle) -> list[Value]:
    """What a step of the cell depends on besides its arguments."""
    found: list[Value] = []
    for inner in inner_cells(cell):
        found += [v for v in (inner.detail["variable"], inner.detail["tensor"]) if v is not None]
    return found


def _features(interp: Interpreter, value: Value | None) -> shapes.Dim:
    """The size of the last dimension of a tensor, or of the tensors in a list."""
    if isinstance(value, Seq):
        value = value.items[0] if value.items else None
    shape = shapes.shape_of(interp, value)
    return shape[-1] if shape else None


def _of_array(interp: Interpreter, node: ast.expr | None) -> shapes.Dim:
    """The size of the last dimension of an array of numpy, as an expression beside the run."""
    if not isinstance(node, ast.Name) or not shapes.holds_at_scope(interp, node) or interp.parents_in_loop(node):
        return None
    value = interp.value_of.get(id(node))
    makers = interp.unit.reads.get(node.id, set())
    made = [m.node.value for m in makers if isinstance(m.node, ast.Assign) and len(m.node.targets) == 1]
    arrays = [v for v in made if isinstance(v, ast.Call) and (interp.names.resolve(v.func) or "").startswith("numpy.")]
    known = isinstance(value, Host) and makers and len(arrays) == len(makers)
    return f"{node.id}.shape[-1]" if known else None


def _output(interp: Interpreter, node: ast.AST, cell: Handle, values: list[Value], lead: shapes.Shape | None) -> Tensor:
    made = interp.combine(node, values, cell.detail["random"])
    assert isinstance(made, Tensor)
    made.shape = (*(lead if lead is not None else (None,)), cell.detail["size"])
    return made


def _run(interp: Interpreter, node: ast.Call, base: str, bound: dict[str, ast.expr], values: list[Value]) -> Value:
    inputs = interp.value_of.get(id(bound.get("inputs")))
    size = _features(interp, inputs) or _of_array(interp, bound.get("inputs"))
    cells: list[Handle] = []
    for key in ("cell", "cell_fw", "cell_bw"):
        if key in bound:
            value = interp.value_of[id(bound[key])]
            if not isinstance(value, Handle) or value.kind != "cell":
                interp.obstacle(node, f"the cell that `{base}` runs is not followed")
                return Host()
            cells.append(value)
            _build(interp, node, value, size, _scope(interp, node, base, bound.get("scope"), key))
    if len(cells) != (2 if "bidirectional" in base else 1) or inputs is None:
        interp.obstacle(node, f"the cell that `{base}` runs is not followed")
        return Host()
    shape = shapes.shape_of(interp, inputs) if not isinstance(inputs, Seq) else None
    lead = shape[:2] if shape is not None and len(shape) == 3 else (None, None)
    outputs: list[Value] = []
    states: list[Value] = []
    for cell in cells:
        needs = [*values, *_parts(cell)]
        outputs.append(_output(interp, node, cell, needs, lead if base.endswith("dynamic_rnn") else None))
        random = cell.detail["random"]
        states.append(state_of(cell, lambda needs=needs, random=random: interp.combine(node, needs, random)))
    if base == "dynamic_rnn":
        return Seq([outputs[0], states[0]], "tuple")
    if base == "bidirectional_dynamic_rnn":
        return Seq([Seq(outputs, "tuple"), Seq(states, "tuple")], "tuple")
    steps = _steps(inputs)
    if base == "static_rnn":
        return Seq([Seq(outputs * steps, "list", None, steps == 1), states[0]], "tuple")
    joined = interp.combine(node, outputs)
    sizes = [c.detail["size"] for c in cells]
    if isinstance(joined, Tensor):
        both = all(isinstance(s, int) for s in sizes)
        joined.shape = (None, sum(sizes) if both else " + ".join(map(str, sizes)) if all(sizes) else None)
    return Seq([Seq([joined] * steps, "list", None, steps == 1), *states], "tuple")


def _steps(inputs: Value) -> int:
    return len(inputs.items) if isinstance(inputs, Seq) and not inputs.open and inputs.items else 1


def _scope(
    interp: Interpreter, node: ast.Call, base: str = "", given: ast.expr | None = None, key: str = ""
) -> str | None:
    """The variable scope in which a run makes the variables of its cell; None where it is not certain."""
    if interp.undecided > interp.settled_outside or UNKNOWN_SCOPE in interp.variable_scopes:
        return None
    value = interp.value_of.get(id(given)) if given is not None else Host(None)
    if not isinstance(value, Host) or not isinstance(value.const, (str, type(None))):
        return None
    if any(interp.parents_in_loop(place) for place in [node, *interp.call_nodes]):
        return None
    own = value.const or ("bidirectional_rnn" if "bidirectional" in base else "rnn") if base else ""
    side = key.removeprefix("cell").lstrip("_")
    return "/".join(s for s in (*interp.variable_scopes, own, side) if s)


def _build(interp: Interpreter, node: ast.Call, cell: Handle, size: shapes.Dim, scope: str | None) -> None:
    """Makes the variables of a cell, and of those inside it, at its first run."""
    inner = [
        c for c in inner_cells(cell) if c.detail["class"] in LEAVES or c.detail["class"] == "OutputProjectionWrapper"
    ]
    made = [c for c in inner if c.detail["variable"] is not None]
    if made and len(made) == len(inner):
        return
    if made:
        interp.obstacle(node, "recurrent cells that several networks share in part")
        return
    if any(interp.reuse):
        interp.obstacle(node, "recurrent cells that share variables by name")
    if size is None and not sizes.nobody_calls(interp):
        interp.obstacle(node, "the number of input features of a recurrent cell is not known from the text")
    variable = Variable(node, interp.unit, True, None)
    interp.variables.append(variable)
    interp.unit.variables.append(variable)
    for part in inner:
        part.detail["variable"] = variable
    made = interp.creation(variable, node)
    interp.builds.append(Build(cell, node, interp.unit, size, variable, tuple(interp.stack), made, scope))

"""Abstract values: what a TF1 expression stands for while the graph is built."""

from __future__ import annotations

import ast
import itertools
from collections.abc import MutableMapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from migrate.stages.program import Unit

_ids = itertools.count()

UNKNOWN: Any = type("Unknown", (), {"__repr__": lambda self: "UNKNOWN"})()


@dataclass(eq=False)
class Value:
    """Base of all abstract values; identity is equality."""

    id: int = field(default_factory=lambda: next(_ids), init=False, repr=False)


@dataclass(eq=False)
class Host(Value):
    """A plain Python or numpy value; `const` when it is known. `static` marks what came from a static shape."""

    const: Any = UNKNOWN
    note: str = ""
    shape_of: Value | None = None  # the tensor whose static shape this is, or a dimension of
    axis: int | None = None
    pattern: tuple | None = None  # what is known of a text, where that is not all of it (name_patterns)


@dataclass(eq=False)
class Symbol(Value):
    """A library symbol by its canonical dotted path."""

    path: str


@dataclass(eq=False)
class Placeholder(Value):
    node: ast.Call
    unit: Unit
    dtype: ast.expr | None
    shape: ast.expr | None
    default: ast.expr | None = None
    name: str | None = None  # the user's name, once assigned


@dataclass(eq=False)
class Fed(Placeholder):
    """A tensor that runs feed. `default`: its expression, where a run may leave it as it is."""

    whole: ast.expr = None  # type: ignore[assignment]  # what its name is bound to
    state: Seq | None = None  # the tensors of a recurrent cell's state, where it is a tuple of them


@dataclass(eq=False)
class Element(Placeholder):
    """What `iterator.get_next()` gives: a placeholder that each run fills. `path`: its part of a tuple."""

    iterator: Handle = None  # type: ignore[assignment]
    path: str | None = None


@dataclass(eq=False)
class Variable(Value):
    node: ast.AST
    unit: Unit
    trainable: bool = True
    graph_name: str | None = None
    access: str | None = None  # source expression that names it at the scope's level
    shape: tuple | None = None
    dtype: str | None = None
    local: bool = False
    saved_name: str | None = None  # its name in checkpoints, where it is certain
    many: bool = False  # made in a loop: this stands for several variables, and no name is that of all of them
    one_path: bool = False  # made under a condition that only a run decides: it may not be there
    layer_name: str | None = None  # the variable scope of the layer that it stands for, where it is certain
    layer_parts: dict[str, str] | None = None  # its variables in TF1 -> attributes of the layer that it stands for
    input_shape: tuple | None = None  # of the inputs of the layer that it stands for, as far as it is known
    settings: dict[str, object] | None = None  # what else that layer was made with
    pattern: tuple | None = None  # what is known of its name, or of that of its layer (name_patterns)


@dataclass(eq=False)
class Tensor(Value):
    """A tensor. `dynamic` ones change between runs: they depend on placeholders, variables, iterators or randomness."""

    node: ast.AST | None
    unit: Unit
    placeholders: frozenset[Placeholder] = frozenset()
    variables: frozenset[Variable] = frozenset()
    random: bool = False
    stateful: bool = False
    home: tuple[Unit, str] | None = None
    path: str = ""  # the part of what has that name: `[0]`, `["logits"]`
    shape: tuple | None = None
    dtype: str | None = None
    whole: Tensor | None = None  # for a part of a list that an op makes: what stands for all parts
    several: bool = False  # it stands for the tuple of tensors that a function handed to the op gives back
    computed: bool = False  # once, where it is made: the function that makes it runs it
    options: tuple[Value, ...] = ()  # what an expression stands for at its evaluations, where these are several

    @property
    def dynamic(self) -> bool:
        return not self.computed and bool(self.placeholders or self.variables or self.random or self.stateful)


@dataclass(eq=False)
class Optimizer(Value):
    path: str
    node: ast.Call
    unit: Unit
    arguments: dict[str, ast.expr]
    values: dict[str, Value]
    name: str | None = None


@dataclass(eq=False)
class Operation(Value):
    """An op without a value. kind: train, assign, init, local-init, group, noop, summary, restore..."""

    kind: str
    node: ast.AST
    unit: Unit
    detail: dict[str, Any] = field(default_factory=dict)
    home: tuple[Unit, str] | None = None
    saved_scopes: tuple[str, str] | None = None  # name scope and variable scope, which name an optimizer's slots


@dataclass(eq=False)
class Gradients(Value):
    """(gradient, variable) pairs of compute_gradients."""

    optimizer: Optimizer
    loss: Value
    loss_node: ast.expr
    var_list: ast.expr | None
    unit: Unit = None  # type: ignore[assignment]


@dataclass(eq=False)
class Session(Value):
    node: ast.AST
    unit: Unit
    interactive: bool = False


@dataclass(eq=False)
class Handle(Value):
    """A TF1 object with methods of its own: graph, saver, writer, summary, iterator, coordinator..."""

    kind: str
    node: ast.AST
    unit: Unit
    detail: dict[str, Any] = field(default_factory=dict)
    home: tuple[Unit, str] | None = None


@dataclass(eq=False)
class Seq(Value):
    """A list or tuple. `node` is the display that made it, where there is one; `open` when its length is unknown."""

    items: list[Value]
    kind: str = "list"
    node: ast.AST | None = None
    open: bool = False
    repeats: bool = False  # open for no other reason than summaries of a loop, all of whose passes are known
    home: tuple[Unit, str] | None = None
    fed: Fed | None = None  # the parameter that it is, where runs feed it as a whole
    fetched: tuple[int, Tensor] | None = None  # what stands for all its items where a run fetches it, and their number


@dataclass(eq=False)
class Map(Value):
    """A dict with constant or abstract keys; pairs keep the source of each value."""

    pairs: list[tuple[Value, Value, ast.expr | None]]
    node: ast.AST | None = None
    unit: Unit | None = None
    open: bool = False


@dataclass(eq=False)
class Function(Value):
    node: ast.FunctionDef | ast.Lambda
    env: Any
    bound: Value | None = None


@dataclass(eq=False)
class Class(Value):
    node: ast.ClassDef
    env: Any


@dataclass(eq=False)
class Instance(Value):
    cls: Class
    attributes: MutableMapping[str, Value] = field(default_factory=dict)
    name: str | None = None
    unit: Unit | None = None


@dataclass(eq=False)
class Initializer(Value):
    """A callable that makes initial values."""

    node: ast.AST


@dataclass(eq=False)
class Method(Value):
    """`owner.name` where owner is not a user's instance."""

    owner: Value
    name: str
    node: ast.AST


GRAPH = (Placeholder, Tensor, Variable, Operation, Optimizer, Gradients, Session, Handle)


def leaves(value: Value):
    """The values inside containers."""
    if isinstance(value, Seq):
        for item in value.items:
            yield from leaves(item)
    elif isinstance(value, Map):
        for _, item, _ in value.pairs:
            yield from leaves(item)
    else:
        yield value


def is_dynamic(value: Value) -> bool:
    """Whether the value changes from run to run and so has to be computed inside a function."""
    return any(
        isinstance(leaf, (Placeholder, Operation, Gradients)) or (isinstance(leaf, Tensor) and leaf.dynamic)
        for leaf in leaves(value)
    )


def is_tensorish(value: Value) -> bool:
    return any(isinstance(leaf, (Placeholder, Tensor, Variable)) for leaf in leaves(value))

"""Functions that make what they run from plain values: `h = self.encoder(batch)` above `session.run(h)`.

TF1 adds ops to the graph at each call and runs them there. Without a graph the same statements compute the tensors
where they are made: the same numbers, where the tensors depend on nothing that runs feed, draw or change, where the
function runs nothing that changes a variable, and where nobody else gets to see the tensors.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from migrate.stages.values import Operation, Tensor, Value, leaves

if TYPE_CHECKING:
    from migrate.stages.interpreter import Interpreter
    from migrate.stages.program import RunSite

# functions that need a graph, or that do something whether or not a run takes what they return
IN_GRAPHS = set(
    "gradients hessians control_dependencies get_default_graph get_default_session get_collection add_to_collection "
    "Print Assert placeholder placeholder_with_default get_variable Variable variable_scope".split()
)
LAYERS = ("tensorflow.layers.", "tensorflow.contrib.layers.", "tensorflow.keras.", "tensorflow.contrib.rnn.")
MUTATORS = {"append", "extend", "insert", "update", "add", "setdefault"}
INNER = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)


class Call:
    """A call of a function while it is interpreted."""

    def __init__(self, interp: Interpreter) -> None:
        self.interp, self.unit = interp, interp.unit
        self.tensors = len(self.unit.tensors)
        self.sites, self.entered = len(interp.runs), len(interp.entered)
        self.made = self._made()

    def _made(self) -> list[int]:
        """How many things there are that a graph keeps."""
        interp, unit = self.interp, self.unit
        counted = (unit.operations, unit.placeholders, unit.variables, interp.creations, interp.layers, interp.builds)
        counted += (interp.summaries, interp.scopes, interp.kept_gradients, interp.iterators, interp.shared)
        return [len(c) for c in counted]

    def settle(self, definition: ast.AST, result: Value) -> None:
        """Notes the tensors that were made as computed there, where the function ran them and that is certain."""
        interp = self.interp
        sites = interp.runs[self.sites :]
        if not sites or interp.unit is not self.unit or self._made() != self.made or interp.control:
            return
        tensors = [t for t in self.unit.tensors[self.tensors :] if t.dynamic]
        if not tensors or any(t.placeholders or t.random or t.stateful for t in tensors):
            return
        kept = set(tensors)
        if any(leaf in kept for leaf in leaves(result)) or not all(_only_reads(site) for site in sites):
            return
        if all(self._local(function) for function in {definition, *interp.entered[self.entered :]}):
            for tensor in tensors:
                tensor.computed = True

    def _local(self, function: ast.AST) -> bool:
        """Whether a function keeps what it makes to itself and makes nothing that needs a graph."""
        own = self.interp.names.inner_scope(function)
        for node in ast.walk(function):
            if node is not function and isinstance(node, (*INNER, ast.Global, ast.Nonlocal)):
                return False
            if isinstance(node, (ast.Attribute, ast.Subscript)) and not isinstance(node.ctx, ast.Load):
                return False
            if not isinstance(node, ast.Call):
                continue
            path = self.interp.names.resolve(node.func) or ""
            if path.startswith("tensorflow.") and path.rpartition(".")[2] in IN_GRAPHS or path.startswith(LAYERS):
                return False
            if isinstance(node.func, ast.Attribute) and node.func.attr in MUTATORS and not path:
                owner = node.func.value
                bindings = own.bindings.get(owner.id, []) if isinstance(owner, ast.Name) else []
                if not bindings or any(isinstance(b, ast.arg) for b in bindings):
                    return False
        return True


def _only_reads(site: RunSite) -> bool:
    """Whether a run changes no state."""
    values = [leaf for fetch in site.fetches() for leaf in leaves(fetch.value)]
    return not any(isinstance(v, Operation) or isinstance(v, Tensor) and v.stateful for v in values)


def alike(interp: Interpreter, first: RunSite, later: RunSite) -> bool:
    """Whether a run that is read again may take tensors that are made there as well, as at its first reading."""
    old, new = [f.value for f in first.fetches()], [f.value for f in later.fetches()]
    if len(old) != len(new) or [k for k, _ in first.feeds] != [k for k, _ in later.feeds]:
        return False
    if not all(a is b or isinstance(b, Tensor) and _computed(a) for a, b in zip(old, new, strict=True)):
        return False
    interp.run_again.append((first, later))
    return True


def _computed(value: Value) -> bool:
    return isinstance(value, Tensor) and value.computed


def check(interp: Interpreter) -> None:
    """Notes an obstacle where a later reading of a run does not take tensors that are made there."""
    for first, later in interp.run_again:
        for a, b in zip((f.value for f in first.fetches()), (f.value for f in later.fetches()), strict=True):
            if a is not b and isinstance(a, Tensor) and isinstance(b, Tensor):
                a.variables |= b.variables
                if not b.computed:
                    interp.obstacle(later.node, "this run site fetches or feeds different tensors at different calls")

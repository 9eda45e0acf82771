"""The names of a TF1 graph: scopes and the uniquification that the tags of summaries go through.

TF1 makes a summary's tag of the name scopes around it and its name, both made unique among all names of the graph,
upper and lower case alike: `tf.summary.scalar("loss", loss)` after `tf.name_scope("Loss")` is tagged `loss_1`.
"""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from migrate.stages.values import UNKNOWN, Handle, Host, Value
from migrate.symbols import lookup

if TYPE_CHECKING:
    from migrate.stages.interpreter import Interpreter

UNKNOWN_SCOPE = "\x00"  # a variable scope whose name is known only at run time
# calls that make one op, and its name in the graph
ONE_OP = {
    "reduce_mean": "Mean",
    "reduce_sum": "Sum",
    "reduce_max": "Max",
    "reduce_min": "Min",
    "square": "Square",
    "sqrt": "Sqrt",
    "subtract": "Sub",
    "Variable": "Variable",
}
OPERATORS = {"add", "sub", "mul", "truediv", "floordiv", "div", "mod", "pow", "neg", "abs", "matmul"}
OPERATORS |= {"greater", "less", "greaterequal", "lessequal", "logicaland", "logicalor", "logicalnot", "strided_slice"}
# ops that calls of other names make beside their own
BESIDE = {
    "gradients",
    "init",
    "save",
    "const",
    "range",
    "rank",
    "shape",
    "cond",
    "merge",
    "switch",
    "while",
    "zeros",
    "ones",
}
BESIDE |= {
    "identity",
    "cast",
    "reshape",
    "stack",
    "pack",
    "slice",
    "concat",
    "size",
    "expanddims",
    "initial_value",
    "fill",
}
# ops that TF1 put below the name of a variable, those of optimizers and averages among them
OF_VARIABLES = {"assign", "read", "initializer", "initial_value", "isinitialized", "varisinitializedop"}
OF_VARIABLES |= {"adam", "adagrad", "adadelta", "momentum", "rmsprop", "ftrl", "exponentialmovingaverage"}
LOOSE = ("contrib.", "train.", "losses.", "metrics.", "nn.dynamic_rnn", "nn.static_rnn", "layers.", "estimator.")
NO_OPS = {"name_scope", "variable_scope", "op_scope", "variable_op_scope", "device", "control_dependencies", "Session"}
NO_OPS |= {"InteractiveSession", "Graph", "get_default_graph", "ConfigProto", "trainable_variables", "global_variables"}
NO_OP_MODULES = (
    "summary.",
    "Summary",
    "app.",
    "flags.",
    "logging.",
    "gfile.",
    "examples.",
    "contrib.framework.",
    "contrib.learn.preprocessing.",
    "train.Saver",
)
POSITIONS = {
    "get_variable": ["name"],
    "placeholder": ["dtype", "shape", "name"],
    "placeholder_with_default": ["input", "shape", "name"],
    "Variable": ["initial_value", "trainable", "collections", "validate_shape", "caching_device", "name"],
}


@cache
def op_names() -> frozenset[str]:
    """Names of TF1's op types in lower case: what an op is called that was given no name."""
    return frozenset(Path(__file__).with_name("tf1_op_names.txt").read_text(encoding="ascii").split())


class Doubtful(Exception):
    """A name that depends on what cannot be told."""


class GraphNames:
    def __init__(self) -> None:
        self.used: dict[str, int] = {}
        self.doubtful: set[str] = set()
        self.calls: dict[str, set[str]] = {}  # calls without a name, by the scope that they were made in
        self.stack: list[str | None] = [""]
        self.opened: set[str | None] = set()  # scopes that blocks of the program opened, None for one not known
        self.several_graphs = False

    @property
    def scope(self) -> str | None:
        """The current name scope, "" at the root; None where it is not known."""
        return self.stack[-1]

    def reset(self, certain: bool) -> None:
        """`tf.reset_default_graph()`: names begin anew, where that happens each time."""
        several = self.several_graphs or not certain and bool(self.used or self.calls)
        self.__init__()  # type: ignore[misc]
        self.several_graphs = several

    def new_graph(self) -> None:
        if self.used or self.calls:
            self.several_graphs = True

    def copy(self) -> GraphNames:
        """These names, to go on from in one branch of several."""
        made = GraphNames()
        made.used, made.doubtful = dict(self.used), set(self.doubtful)
        made.calls = {scope: set(names) for scope, names in self.calls.items()}
        made.stack, made.opened, made.several_graphs = list(self.stack), set(self.opened), self.several_graphs
        return made

    def either(self, *branches: GraphNames) -> GraphNames:
        """What is known where one of several branches, which began with these names, was run: theirs are doubtful."""
        made = self.copy()
        for branch in branches:
            made.doubtful |= branch.doubtful | {k for k, n in branch.used.items() if self.used.get(k) != n}
            made.doubtful |= {k for k in self.used if k not in branch.used}  # it has thrown the graph away
            made.opened |= branch.opened
            made.several_graphs |= branch.several_graphs
            for scope, names in branch.calls.items():
                made.calls.setdefault(scope, set()).update(names)
        return made

    # ------------------------------------------------------------ scopes
    def enter(self, name: object, certain: bool) -> None:
        """`with tf.name_scope(name)` or `tf.variable_scope(name)`; `name` as far as it is known."""
        if self.scope is None or not isinstance(name, str):
            self.stack.append(None)
        elif name == "":
            self.stack.append("")
        elif name.endswith("/"):
            self.stack.append(name[:-1])
        elif not certain:
            self.doubtful.add(join(self.scope, name).lower())
            self.stack.append(None)
        else:
            try:
                self.check(join(self.scope, name))
                self.stack.append(self.unique(join(self.scope, name)))
            except Doubtful:
                self.doubtful.add(join(self.scope, name).lower())
                self.stack.append(None)
        self.opened.add(self.scope.lower() if self.scope is not None else None)

    def leave(self) -> None:
        self.stack.pop()

    # ------------------------------------------------------------ names
    def unique(self, name: str) -> str:
        """`Graph.unique_name` of TF1."""
        key = name.lower()
        count = self.used.get(key, 0)
        self.used[key] = count + 1
        if count:
            base = key
            while key in self.used:
                key = f"{base}_{count}"
                count += 1
            self.used[key] = 1
            name = f"{name}_{count - 1}"
        return name

    def check(self, name: str, variable: str | None = None) -> None:
        """Raises Doubtful where an op that was given no name might have taken this one.

        `variable`: below the name of a variable, such as `w/gradient`, there are only the ops that go with variables.
        """
        key = name.lower()
        scope, _, base = key.rpartition("/")
        plain = re.sub(r"_\d+$", "", base)
        if self.several_graphs or key in self.doubtful:
            raise Doubtful
        if variable is not None and scope == variable.lower() and not {scope, None} & self.opened:
            if plain in OF_VARIABLES or any("?" in calls for calls in self.calls.values()):
                raise Doubtful
            return
        if plain in OPERATORS or plain in BESIDE or re.sub("_", "", plain) in OPERATORS:
            raise Doubtful
        calls = self.calls.get(scope, set())
        if any(plain in _implicit(call) for call in calls):
            raise Doubtful
        if plain in op_names() and any(call == "?" or call.startswith(LOOSE) for call in calls):
            raise Doubtful

    def note(self, name: str, given: str | None, certain: bool) -> str | None:
        """A call of `tf.<name>` with the op name `given`, None when it has none and "?" when it is not known.

        Returns the name in the graph where the call makes one op and its name is certain.
        """
        scope = self.scope
        if scope is None:
            return None
        if given is None and name in ONE_OP:
            given = ONE_OP[name]
        elif given is None or given == "?":
            self.calls.setdefault(scope.lower(), set()).add(given or name)
            return None
        full = join(scope, given)
        if not certain:
            self.doubtful.add(full.lower())
        known = certain and full.lower() not in self.doubtful
        made = self.unique(full)
        return made if known else None


def _implicit(call: str) -> set[str]:
    """What the ops of a call may be named when it is given no name."""
    last = call.rsplit(".", 1)[-1].lower()
    words = {last, last.replace("_", ""), last.removeprefix("reduce_"), last.removesuffix("optimizer")}
    return words | {last.removeprefix("random_"), last.removeprefix("to_"), last + "_loss"}


def join(scope: str, name: str) -> str:
    return f"{scope}/{name}" if scope else name


def note_call(
    interp: Interpreter, node: ast.Call, name: str, args: list[Value], keywords: dict[str, Value]
) -> str | None:
    """Registers the name that one call of `tf.<name>` takes in the graph and returns it where it is certain."""
    names = interp.graph_names
    if name == "Graph" and not _of_a_block(interp, interp.parents.get(node)):
        names.new_graph()
    if name in NO_OPS or name.startswith(NO_OP_MODULES):
        return None
    if name == "reset_default_graph":
        plain = isinstance(interp.unit.node, ast.Expr) and interp.unit.node.value is node
        names.reset(plain and not interp.undecided)
        return None
    certain = certain_place(interp, node)
    value = keywords.get("name")
    if value is None:
        symbol = lookup("tensorflow." + name)
        params = [p.lstrip("*") for p in (symbol.params or ())] if symbol is not None else []
        params = POSITIONS.get(name, params)
        if "name" in params and params.index("name") < len(args):
            value = args[params.index("name")]
    if value is None or (isinstance(value, Host) and value.const is None):
        given = None
    elif isinstance(value, Host) and isinstance(value.const, str):
        given = value.const
    else:
        given = "?"
    if name not in ("get_variable", "get_local_variable"):
        return names.note(name, given, certain)
    # named by the variable scopes, whatever name scopes are open
    scopes = interp.variable_scopes
    known = all(isinstance(s, str) and s != UNKNOWN_SCOPE for s in scopes)
    path = "/".join(s for s in scopes if s) if known else None
    names.stack.append(path)
    made = names.note(name, given, certain)
    names.stack.pop()
    return made


def _of_a_block(interp: Interpreter, node: ast.AST | None) -> bool:
    """Whether `tf.Graph().as_default` is that of a `with` block, outside of which nothing knows the graph."""
    if not isinstance(node, ast.Attribute) or not isinstance(node.value, ast.Call):
        return False
    made = interp.names.resolve(node.value.func) == "tensorflow.Graph"
    return made and isinstance(interp.parents.get(interp.parents.get(node)), ast.withitem)  # type: ignore[arg-type]


def enter_graph(interp: Interpreter, handle: Handle) -> None:
    """The names of a graph that only a block knows begin anew, and those of the one around it wait."""
    function = handle.node.func if isinstance(handle.node, ast.Call) else None
    if not _of_a_block(interp, function):
        interp.names_around.append(None)
        return
    interp.names_around.append(interp.graph_names)
    interp.graph_names = GraphNames()
    interp.graph_names.several_graphs = any(interp.variable_scopes)


def leave_graph(interp: Interpreter) -> None:
    """The names of the graph around are those that go on."""
    interp.graph_names = interp.names_around.pop() or interp.graph_names


def certain_place(interp: Interpreter, node: ast.AST) -> bool:
    """Whether the node is evaluated exactly once each time that the graph is built."""
    if isinstance(interp.unit.node, (ast.For, ast.While, ast.If, ast.Try)) or interp.undecided > interp.settled_outside:
        return False
    pairs = zip(interp.stack, interp.call_nodes, strict=True)
    calls = [call for function, call in pairs if function is not interp.unit.scope.node]
    return not any(_may_be_left_out(interp, place) for place in [node, *calls])


def _may_be_left_out(interp: Interpreter, node: ast.AST) -> bool:
    """Whether an expression may run never or several times when its function runs; known conditions are no reason."""
    current = interp.parents.get(node)
    while current is not None and not isinstance(current, ast.FunctionDef):
        if isinstance(current, (ast.IfExp, ast.BoolOp, ast.Try, ast.Lambda, ast.For, ast.While)):
            return True
        if isinstance(current, (ast.ListComp, ast.DictComp, ast.SetComp, ast.GeneratorExp)):
            return True
        current = interp.parents.get(current)
    return False


def const_name(interp: Interpreter, node: ast.expr | None) -> object:
    value = interp.value_of.get(id(node)) if node is not None else None
    return value.const if isinstance(value, Host) else UNKNOWN


def slot_scopes(interp: Interpreter, node: ast.AST) -> tuple[str, str] | None:
    """The name scope and the variable scope that name the slots of an optimizer made here; None when not certain."""
    scope = interp.graph_names.scope
    if scope is None or not certain_place(interp, node):
        return None
    return scope, "/".join(s for s in interp.variable_scopes if s)

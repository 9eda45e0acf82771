"""Lists of variables: `tf.trainable_variables(scope)`, and comprehensions that choose by name.

A layer holds several variables and has one abstract value; they are chosen together or not at all. What a name test
says is decided only where it is the same for every name that the variables may have had in TF1.
"""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from migrate.stages import graphs, layer_inputs, layer_names, layer_objects, name_patterns
from migrate.stages.graph_names import UNKNOWN_SCOPE
from migrate.stages.name_patterns import Pattern
from migrate.stages.values import UNKNOWN, Host, Operation, Seq, Value, Variable

if TYPE_CHECKING:
    from migrate.stages.interpreter import Interpreter

TRAINABLE = {"trainable_variables", "tensorflow.GraphKeys.TRAINABLE_VARIABLES"}
GLOBAL = {
    "global_variables",
    "all_variables",
    "tensorflow.GraphKeys.GLOBAL_VARIABLES",
    "tensorflow.GraphKeys.VARIABLES",
}
GLOBAL_KEYS = {"variables", "tensorflow.GraphKeys.GLOBAL_VARIABLES", "tensorflow.GraphKeys.VARIABLES"}
LISTED = GLOBAL_KEYS | {"trainable_variables", "tensorflow.GraphKeys.TRAINABLE_VARIABLES"}
OWN_KEYS = {"local_variables", "model_variables", "moving_average_variables", "update_ops", "losses"}
OWN_KEYS |= {"regularization_losses", "global_step", "summaries", "metric_variables", "init_op", "train_op"}
METHODS = {
    "startswith",
    "endswith",
    "find",
    "count",
    "split",
    "lower",
    "upper",
    "strip",
    "replace",
    "rpartition",
    "partition",
    "format",
}
PARTS = {"contrib": ("weights", "biases", "gamma", "beta"), "layers": ("kernel", "bias", "gamma", "beta")}


@dataclass(eq=False)
class VariableList(Seq):
    """Variables, some of them perhaps those of layers, which may exist only after the layers were called."""

    whole: bool = False


@dataclass(eq=False)
class LayerPart(Value):
    """Some of the variables that a layer's one abstract value stands for, by the names that Keras gives them."""

    variable: Variable = None  # type: ignore[assignment]
    attributes: tuple[str, ...] = ()


def call(interp: Interpreter, node: ast.Call, name: str) -> Value | None:
    """The value of a call that lists variables of the graph; None for other calls."""
    given = {k.arg: k.value for k in node.keywords}
    if name == "get_collection":
        key = node.args[0] if node.args else given.get("key")
        kind = interp.names.resolve(key) if key is not None else None
        rest = node.args[1:]
    else:
        kind, rest = name, node.args
    named = interp.value_of.get(id(key)) if name == "get_collection" else None
    own = interp.collected.get(named.const) if isinstance(named, Host) and isinstance(named.const, str) else None
    if kind not in TRAINABLE | GLOBAL and own is None:
        return None
    scope = rest[0] if rest else given.get("scope")
    prefix: object = None
    if scope is not None:
        value = interp.value_of.get(id(scope))
        prefix = value.const if isinstance(value, Host) else UNKNOWN
        if prefix is not None and not isinstance(prefix, str):
            interp.obstacle(node, "variables selected by a scope that is known only at run time")
            return Host()
    if kind in GLOBAL and not all(_apart(interp, o, prefix) for o in interp.train_operations()):
        interp.late_lists.add(node)
    chosen: list[Value] = []
    for variable in graphs.variables(interp):
        if own is not None and variable not in own:
            continue
        if kind in TRAINABLE and not variable.trainable:
            continue
        if isinstance(prefix, str):
            said = _same(interp, variable, lambda n: re.match(prefix, n) is not None)  # type: ignore[arg-type]
            if said is None:
                said = _by_scope(interp, variable, prefix)
            if said is None:
                interp.obstacle(node, "whether a variable is in a scope is not certain")
                return Host()
            if not said:
                continue
        chosen.append(variable)
    return listed(interp, node, chosen, kind in GLOBAL)


def _by_scope(interp: Interpreter, variable: Variable, prefix: str) -> bool | None:
    """Whether a variable of an unknown name is in a scope, as far as the scopes around it tell; None: they do not."""
    node, path = variable.node, variable.graph_name
    if path is None or re.fullmatch(r"[\w/]+", prefix) is None or not isinstance(node, ast.Call):
        return None
    if not holds_layer(interp, variable):
        if interp.names.resolve(node.func) != "tensorflow.get_variable":
            return None
        path = path.rpartition("/")[0]
    start = path.split(UNKNOWN_SCOPE)[0].rstrip("/")
    if not start:
        return None
    if f"{start}/".startswith(prefix):
        return True
    return None if prefix.startswith(f"{start}/") else False


def collect(interp: Interpreter, variable: Variable, node: ast.expr) -> None:
    """`tf.get_variable(.., collections=["mine", tf.GraphKeys.GLOBAL_VARIABLES])`: variables by the user's keys."""
    value = interp.value_of.get(id(node))
    if isinstance(value, Host) and value.const is None:
        return
    items = value.items if isinstance(value, Seq) and not value.open else []
    keys = [i.const if isinstance(i, Host) else getattr(i, "path", None) for i in items]
    if not GLOBAL_KEYS & set(keys):
        interp.obstacle(node, "a variable that is not in the collection of all variables")
    if interp.undecided or variable.many or not all(isinstance(k, str) for k in keys):
        interp.obstacle(node, "collections of a variable that are known only at run time")
        return
    for key in keys:
        if key in OWN_KEYS or key.startswith("tensorflow.") and key not in LISTED:  # type: ignore[union-attr, operator]
            interp.obstacle(node, "a variable in a collection that TensorFlow itself reads")
        elif key not in LISTED:
            interp.collected.setdefault(key, []).append(variable)  # type: ignore[arg-type]
    interp.collections_given.setdefault(node, []).append(value.node)  # type: ignore[union-attr]


def _apart(interp: Interpreter, operation: Operation, prefix: object) -> bool:
    """Whether what an optimizer keeps is outside a scope.

    Its names begin with the variable scope of the update; without one, with those of the variables that it updates.
    """
    if operation.saved_scopes is None or not isinstance(prefix, str):
        return False
    around, scope = operation.saved_scopes
    powers = "/".join(part for part in (around, "beta") if part)  # `beta1_power` of Adam has the name scope's name
    if UNKNOWN_SCOPE in around + scope or re.match(prefix, powers) is not None:
        return False
    if scope:
        return re.match(prefix, scope + "/") is None
    given = operation.detail["var_list"]
    trained = interp.value_of.get(id(given)) if given is not None else Seq(operation.detail["trainable"])
    if not isinstance(trained, Seq) or trained.open or re.fullmatch(r"[\w/]+", prefix) is None:
        return False
    starts = [powers]
    for variable in trained.items:
        if isinstance(variable, Variable) and _frozen(interp, variable):
            continue
        names = possible_names(interp, variable) if isinstance(variable, Variable) else None
        if not names:
            return False
        starts += [name + "/" for name in names]
    return not any(start.startswith(prefix) or prefix.startswith(start) for start in starts)


def _frozen(interp: Interpreter, variable: Variable) -> bool:
    """Whether a layer is made with `trainable=False`."""
    given = variable.node.keywords if isinstance(variable.node, ast.Call) else []
    values = [interp.all_values.get(id(k.value)) for k in given if k.arg == "trainable"]
    return any(isinstance(v, Host) and v.const is False for v in values)


def cut_short(interp: Interpreter, node: ast.AST) -> bool:
    """Whether the end of a list is never read, where the variables of optimizers are.

    All that reads it is `zip`, beside a list of other variables that is as long without them.
    """
    statement = interp.parents.get(node)
    target = statement.targets[0] if isinstance(statement, ast.Assign) and len(statement.targets) == 1 else None
    if not isinstance(target, ast.Name):
        return False
    owner = interp.names.scope_of.get(target, interp.names.module_scope).find(target.id)
    if owner is None or owner.bindings.get(target.id) != [target]:
        return False
    reads = [
        n
        for n in ast.walk(interp.tree)
        if isinstance(n, ast.Name) and n.id == target.id and n is not target
        if interp.names.scope_of.get(n, interp.names.module_scope).find(n.id) is owner
    ]
    return all(_zipped(interp, n, interp.variable_lists[node]) for n in reads)


def _zipped(interp: Interpreter, name: ast.Name, variables: list[Value]) -> bool:
    call = interp.parents.get(name)
    zips = isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "zip"
    if not zips or interp.names.module_scope.find("zip") is not None or name not in call.args:  # type: ignore[union-attr]
        return False
    for other in call.args:  # type: ignore[union-attr]
        value = interp.value_of.get(id(other))
        if other is name or not isinstance(value, VariableList) or value.open or len(value.items) > len(variables):
            continue
        late = [n for n in interp.late_lists if interp.variable_lists.get(n) is value.items]
        if not late and all(_alike(interp, a, b) for a, b in zip(value.items, variables, strict=False)):
            return True
    return False


def in_step(interp: Interpreter, lists: list[Seq]) -> bool:
    """Whether the items of lists meet one by one in `zip`, which ends with the shortest."""
    if len({len(a.items) for a in lists}) == 1:
        return True
    rows = zip(*(a.items for a in lists), strict=False)
    layers = any(isinstance(v, Variable) and holds_layer(interp, v) for a in lists for v in a.items)
    return not layers or all(_alike(interp, row[0], item) for row in rows for item in row[1:])


def _alike(interp: Interpreter, a: Value, b: Value) -> bool:
    """Whether two items of lists stand for as many variables each."""
    if not isinstance(a, Variable) or not isinstance(b, Variable):
        return False
    if not holds_layer(interp, a) and not holds_layer(interp, b):
        return True
    if not holds_layer(interp, a) or not holds_layer(interp, b):
        return False
    one, other = (_count(interp, v.node) for v in (a, b))  # type: ignore[arg-type]
    return one == other


def _count(interp: Interpreter, node: ast.Call) -> tuple:
    """What of a layer's call may decide how many variables it has."""
    given = [ast.dump(k.value) for k in node.keywords if k.arg in ("use_bias", "center", "scale")]
    return interp.names.resolve(node.func), given, [ast.dump(a) for a in node.args[3:]]


def listed(interp: Interpreter, node: ast.AST, chosen: list[Value], whole: bool = False) -> Value:
    """A list of variables; one with layers that are not built is made in the functions that call them.

    `whole`: of the variables of layers, those that are not trained are in the list too.
    """
    layers = [v for v in chosen if isinstance(v, Variable) and made_late(interp, v)]
    if layers:
        interp.combine(node, layers)
        interp.unit.after |= {v.unit for v in layers if v.unit is not interp.unit}
        interp.lists_of_late.add(node)
    interp.variable_lists[node] = chosen
    if whole:
        interp.whole_lists.add(node)
    return VariableList(chosen, "list", whole=whole)


def holds_layer(interp: Interpreter, variable: Variable) -> bool:
    return variable.node in interp.layers


def made_late(interp: Interpreter, variable: Variable) -> bool:
    """Whether a variable stands for those of a layer that has none until it is called."""
    return holds_layer(interp, variable) and not layer_inputs.built(interp, variable)


def possible_names(interp: Interpreter, variable: Variable) -> list[str] | None:
    """The names, without `:0`, that a variable or the variables of a layer may have had in TF1; None: not known."""
    path = variable.graph_name
    if path is None or UNKNOWN_SCOPE in path:
        return [variable.saved_name] if path is None and variable.saved_name is not None else None
    node = variable.node
    if not holds_layer(interp, variable):
        resolved = interp.names.resolve(node.func) if isinstance(node, ast.Call) else None
        if resolved == "tensorflow.get_variable" and not path.endswith("UNKNOWN"):
            return [path]
        return [variable.saved_name] if variable.saved_name is not None else None
    kind = (interp.names.resolve(node.func) or "").removeprefix("tensorflow.")  # type: ignore[attr-defined]
    kind = layer_objects.FUNCTIONS.get(kind, kind)
    given = next((k.value for k in node.keywords if k.arg in ("name", "scope")), None)  # type: ignore[attr-defined]
    if given is None and len(node.args) > 5:  # type: ignore[attr-defined]
        return None
    value = interp.value_of.get(id(given)) if given is not None else None
    if given is not None and not (isinstance(value, Host) and isinstance(value.const, (str, type(None)))):
        return None
    if isinstance(value, Host) and isinstance(value.const, str):
        names = [value.const]
    elif kind in layer_names.DEFAULTS:
        default = layer_names.DEFAULTS[kind]
        names = [default] + [f"{default}_{n}" for n in range(1, 12)]
    else:
        return None
    return ["/".join(p for p in (path, n, part) if p) for n in names for part in _parts(kind)]


def _parts(kind: str) -> tuple[str, ...]:
    if kind == "layers.separable_conv2d":
        return "depthwise_kernel", "pointwise_kernel", "bias"
    return PARTS[kind.split(".")[0]]


def _same(interp: Interpreter, variable: Variable, test) -> bool | None:
    """What a test of the name says of all names that a variable may have; None where they differ."""
    names = possible_names(interp, variable)
    if not names:
        return None
    try:
        answers = {bool(test(n + ":0")) for n in names}
    except Exception:  # noqa: BLE001 - a test that fails on some name decides nothing
        return None
    return answers.pop() if len(answers) == 1 else None


# ---------------------------------------------------------------- comprehensions
def comprehension(interp: Interpreter, node: ast.ListComp, source: Value) -> Value | None:
    """`[v for v in variables if "gen" in v.name]` and `[v.name for v in variables]`; None for any other."""
    if not isinstance(node, ast.ListComp) or len(node.generators) != 1 or not isinstance(source, Seq) or source.open:
        return None
    generator = node.generators[0]
    if not isinstance(generator.target, ast.Name) or not source.items:
        return None
    if not all(isinstance(i, Variable) for i in source.items):
        return None
    target = generator.target.id
    named = _is_name(node.elt, target)
    if not named and not (isinstance(node.elt, ast.Name) and node.elt.id == target):
        return None
    if not generator.ifs and not named:
        return listed(interp, node, list(source.items), _whole(source))
    chosen: list[Value] = []
    for variable in source.items:
        said = True
        for test in generator.ifs:
            answer = _decided(interp, variable, test, target, _whole(source))  # type: ignore[arg-type]
            if answer is None:
                interp.obstacle(test, "variables chosen by a test that cannot be told from their names")
                return Host()
            said = said and answer
        if said:
            chosen.append(variable)
    if named:
        return _names(interp, node, chosen, named)
    statement = interp.unit.node
    source_node = generator.iter
    if isinstance(statement, ast.Assign) and statement.value is node and isinstance(source_node, ast.Name):
        interp.unit.reads.pop(source_node.id, None)  # the names are written out, the longer list is not read
        interp.unit.free.discard(source_node.id)
    return listed(interp, node, chosen, _whole(source))


def over_chosen(interp: Interpreter, node: ast.expr, source: Value) -> Value | None:
    """`[tf.nn.l2_loss(v) for v in variables if "bias" not in v.name]`: over the variables that are chosen, listed.

    None where the names do not decide the conditions.
    """
    if not isinstance(source, Seq) or source.open or len(node.generators) != 1 or isinstance(node, ast.DictComp):  # type: ignore[attr-defined]
        return None
    generator: ast.comprehension = node.generators[0]  # type: ignore[attr-defined]
    target = generator.target
    variables = [i for i in source.items if isinstance(i, Variable)]
    if not isinstance(target, ast.Name) or not generator.ifs or not variables or len(variables) < len(source.items):
        return None
    chosen: list[Value] = []
    for variable in variables:
        answers = {
            p: _all(interp, p, generator.ifs, target.id, variable)
            for p in _named_parts(interp, variable, _whole(source))
        }
        if not answers or None in answers.values():
            return None
        taken = tuple(p.attribute for p, said in answers.items() if said)
        if all(answers.values()):
            chosen.append(variable)
        elif taken and (_whole(source) or "" in taken):
            return None
        elif taken:
            chosen.append(LayerPart(variable, taken))
    if not chosen:
        return None
    statement = interp.unit.node
    if isinstance(generator.iter, ast.Name):
        name = generator.iter.id
        if [n for n in ast.walk(statement) if isinstance(n, ast.Name) and n.id == name] == [generator.iter]:
            interp.unit.reads.pop(name, None)  # what is chosen is written out, the longer list is not read
            interp.unit.free.discard(name)
    made = [v.variable if isinstance(v, LayerPart) else v for v in chosen]
    held = listed(interp, generator.iter, made, _whole(source))
    interp.variable_lists[generator.iter] = chosen
    interp.decided_tests.add(node)
    element = interp.element(held, generator.iter)
    value = interp.inside(lambda: interp.assign(target, element, interp.env), node.elt)  # type: ignore[attr-defined]
    return Seq([value], "set" if isinstance(node, ast.SetComp) else "list", node, True)


@dataclass(frozen=True)
class _Named:
    """A variable, or one of a layer's: its attribute there, and the patterns of which its name is one."""

    attribute: str
    names: tuple[Pattern, ...]


def _named_parts(interp: Interpreter, variable: Variable, whole: bool) -> list[_Named]:
    """The variables that an abstract one stands for, as far as their names are known; empty: not known.

    `whole`: of those of a layer, the ones that are not trained too.
    """
    names = possible_names(interp, variable)
    if not holds_layer(interp, variable):
        if names:
            return [_Named("", tuple((n,) for n in names))]
        return [_Named("", (variable.pattern,))] if variable.pattern is not None else []
    if variable.pattern is None or variable.layer_parts is None:
        return [_Named("", tuple((n,) for n in names))] if names and not whole else []
    parts = {n: a for n, a in variable.layer_parts.items() if whole or not a.startswith("moving_")}
    return [_Named(a, ((*variable.pattern, f"/{n}"),)) for n, a in parts.items()]


def _all(interp: Interpreter, part: _Named, tests: list[ast.expr], target: str, variable: Variable) -> bool | None:
    """What conditions say together of all names that a variable may have."""
    answers = {_asked(interp, test, target, name) for name in part.names for test in tests}
    if len(part.names) == 1 and False in answers:
        return False
    return answers.pop() if len(answers) == 1 else None


def _decided(interp: Interpreter, variable: Variable, test: ast.expr, target: str, whole: bool) -> bool | None:
    """What a test says of all names that a variable, or the variables of a layer, may have."""
    parts = _named_parts(interp, variable, whole)
    answers = {_asked(interp, test, target, name) for part in parts for name in part.names}
    return answers.pop() if len(answers) == 1 else None


def _asked(interp: Interpreter, test: ast.expr, target: str, pattern: Pattern) -> bool | None:
    if all(isinstance(p, str) for p in pattern):
        try:
            return bool(text_of(interp, test, target, "".join(pattern) + ":0"))  # type: ignore[arg-type]
        except Exception:  # noqa: BLE001 - a test that fails on some name decides nothing
            return None

    def ask(node: ast.expr) -> tuple[str, str] | None:
        kind = _is_name(node, target)
        if kind:
            return kind, ""
        try:
            word = text_of(interp, node, "", "")
        except Exception:  # noqa: BLE001 - so does a word that is not known
            return None
        return ("text", word) if isinstance(word, str) else None

    return name_patterns.decide(interp, test, pattern, ask)


def _whole(source: Seq) -> bool:
    return isinstance(source, VariableList) and source.whole


def _names(interp: Interpreter, node: ast.ListComp, chosen: list[Value], kind: str) -> Value:
    texts = []
    for variable in chosen:
        names = possible_names(interp, variable)  # type: ignore[arg-type]
        if names is None or len(names) != 1:
            interp.obstacle(node, "the names of variables, which TensorFlow 2 makes in another way")
            return Host()
        texts.append(names[0] + (":0" if kind == "name" else ""))
    interp.name_lists[node] = texts
    return Seq([Host(t) for t in texts], "list")


def _is_name(node: ast.expr, target: str) -> str:
    """`v.name` -> "name", `v.op.name` -> "op"."""
    if not isinstance(node, ast.Attribute) or node.attr != "name":
        return ""
    owner = node.value
    if isinstance(owner, ast.Name) and owner.id == target:
        return "name"
    if (
        isinstance(owner, ast.Attribute)
        and owner.attr == "op"
        and isinstance(owner.value, ast.Name)
        and owner.value.id == target
    ):
        return "op"
    return ""


def text_of(interp: Interpreter, node: ast.expr, target: str, name: str) -> object:
    """What an expression over the name of the variable `target` gives for one `name`, with `:0`; raises ValueError."""

    def value(node: ast.expr) -> object:
        return text_of(interp, node, target, name)

    kind = _is_name(node, target)
    if kind:
        return name if kind == "name" else name.removesuffix(":0")
    if isinstance(node, ast.Constant):
        return node.value
    if isinstance(node, ast.Name):
        known = interp.value_of.get(id(node))
        if isinstance(known, Host) and isinstance(known.const, (str, int)):
            return known.const
        raise ValueError
    if isinstance(node, ast.BoolOp):
        values = [value(v) for v in node.values]
        return all(values) if isinstance(node.op, ast.And) else any(values)
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        return not value(node.operand)
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        return -value(node.operand)  # type: ignore[operator]
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return value(node.left) + value(node.right)  # type: ignore[operator]
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mod):
        return value(node.left) % value(node.right)  # type: ignore[operator]
    if isinstance(node, ast.JoinedStr) and all(isinstance(p, ast.Constant) or _plain(p) for p in node.values):
        return "".join(str(value(getattr(part, "value", part) if _plain(part) else part)) for part in node.values)
    if isinstance(node, ast.Compare) and len(node.ops) == 1:
        return _compare(node.ops[0], value(node.left), value(node.comparators[0]))
    if isinstance(node, ast.Subscript) and isinstance(node.slice, (ast.Constant, ast.UnaryOp)):
        return value(node.value)[value(node.slice)]  # type: ignore[index]
    if isinstance(node, (ast.List, ast.Tuple)):
        items = [value(e) for e in node.elts]
        return tuple(items) if isinstance(node, ast.Tuple) else items
    if (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in METHODS
        and not node.keywords
    ):
        owner = value(node.func.value)
        if isinstance(owner, str):
            arguments = [value(a) for a in node.args]
            return getattr(owner, node.func.attr)(*(tuple(a) if isinstance(a, list) else a for a in arguments))
    raise ValueError


def _plain(part: ast.expr) -> bool:
    """Whether a part of an f-string is an expression without a format of its own."""
    return isinstance(part, ast.FormattedValue) and part.conversion == -1 and part.format_spec is None


def _compare(op: ast.cmpop, left, right) -> bool:
    if isinstance(op, ast.In):
        return left in right
    if isinstance(op, ast.NotIn):
        return left not in right
    if isinstance(op, ast.Eq):
        return left == right
    if isinstance(op, ast.NotEq):
        return left != right
    if isinstance(op, ast.Gt):
        return left > right
    if isinstance(op, ast.GtE):
        return left >= right
    if isinstance(op, ast.Lt):
        return left < right
    if isinstance(op, ast.LtE):
        return left <= right
    raise ValueError


# ---------------------------------------------------------------- names
def named(interp: Interpreter, variable: Variable) -> bool:
    """Notes that a variable's name is read; False where TensorFlow 2 cannot be made to give the same."""
    if variable.saved_name is None or not isinstance(variable.node, ast.Call) or holds_layer(interp, variable):
        return False
    made_here = [v for v in interp.variables if v.node is variable.node]
    if interp.names.resolve(variable.node.func) != "tensorflow.get_variable" or len(made_here) > 1:
        return _own_name(interp, variable)
    interp.named.add(variable)
    return True


def _own_name(interp: Interpreter, variable: Variable) -> bool:
    """Whether a variable was given its name outside all scopes, so that it keeps it."""
    node: ast.Call = variable.node  # type: ignore[assignment]
    given = next((k.value for k in node.keywords if k.arg == "name"), None)
    value = interp.value_of.get(id(given)) if given is not None else None
    return isinstance(value, Host) and value.const == variable.saved_name

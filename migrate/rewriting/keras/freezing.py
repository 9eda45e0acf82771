"""`model.trainable = False`: Keras 2 looked at it when a model was compiled, Keras 3 looks when one is first trained.

Where what is trainable at a model's training may differ from what it was when that model was compiled, it is set again
before the training, as in a GAN whose discriminator is compiled before it is frozen for the combined model.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass, field

from migrate.rewriting.keras.context import Context

_TRAINS = ("fit", "fit_generator", "train_on_batch")
_READS = ("trainable_weights", "trainable_variables", "non_trainable_weights", "count_params")
_LATE = "`trainable` takes effect at another moment in Keras 3"


@dataclass
class Training:
    """A statement that trains a model, and what has to be set before it: text of a model -> whether it is trained."""

    statement: ast.stmt
    state: dict[str, bool]
    now: dict[str, bool]


@dataclass
class Plan:
    trainings: list[Training] = field(default_factory=list)
    changed: bool = False  # whether some model is not in the state that its compilation saw


def rewrite(context: Context) -> None:
    source = context.source
    assert source is not None
    found = plan(context)
    if found is None or not found.changed:
        return
    for training in found.trainings:
        if _set_before(context, training, found.trainings):
            continue
        indent = source.indent_of(training.statement)
        lines = "".join(f"{indent}{model}.trainable = {value}\n" for model, value in sorted(training.state.items()))
        source.insert(source.line_start(source.span(training.statement)[0]), lines)
        context.find("TF301", training.statement, "Keras 2 trained what was trainable when the model was compiled")


def obstacles(context: Context) -> None:
    if not _matters(context) or plan(context) is not None:
        return
    for node in _stores(context):
        context.find("TF219", node, _LATE, fixable=False)


def _matters(context: Context) -> bool:
    """Whether a program may see when `trainable` takes effect."""
    normalised = any((context.keras_call(c) or ("", ""))[1].endswith("BatchNormalization") for c in context.calls)
    return bool(_stores(context)) and (len(context.methods("compile")) > 1 or normalised)


def _stores(context: Context) -> list[ast.Attribute]:
    return [
        n
        for n in context.nodes
        if isinstance(n, ast.Attribute) and n.attr == "trainable" and isinstance(n.ctx, ast.Store)
    ]


def plan(context: Context) -> Plan | None:
    """What is to be set before each training; None where that is not certain."""
    if not _matters(context):
        return Plan()
    stores = _stores(context)
    compiles = context.methods("compile")
    block = _block(context, context.statement(stores[0]))
    if block is None or any(_block(context, context.statement(n)) is not block for n in [*stores, *compiles]):
        return None
    if any(
        isinstance(n, ast.Attribute) and n.attr in (*_READS, "trainable") and n not in stores for n in context.nodes
    ):
        return None
    if any(isinstance(n, ast.keyword) and n.arg == "trainable" for n in context.nodes):
        return None  # a layer that stays frozen in a model that is not
    changes: list[tuple[int, str, bool]] = []
    for node in stores:
        value = context.constant(context.assigned(node))
        if not isinstance(value, bool) or not _frozen_whole(context, node.value):
            return None
        changes.append((block.index(context.statement(node)), ast.unparse(node.value), value))
    compiled = [(block.index(context.statement(c)), _key(context, c)) for c in compiles]
    if any(key is None for _, key in compiled) or _trains_early(context, block, max(index for index, _, _ in changes)):
        return None
    return _planned(context, block, changes, compiled)


def _key(context: Context, call: ast.Call) -> tuple[str, ast.AST] | None:
    """What tells the model of a method's call from others: its name and the call that made it."""
    assert isinstance(call.func, ast.Attribute)
    made = context.value(call.func.value)
    return (ast.unparse(call.func.value), made) if made is not None and context.is_model(call.func.value) else None


def _planned(
    context: Context,
    block: list[ast.stmt],
    changes: list[tuple[int, str, bool]],
    compiled: list[tuple[int, tuple[str, ast.AST] | None]],
) -> Plan | None:
    names = {model for _, model, _ in changes}

    def state(at: int) -> dict[str, bool]:
        found = dict.fromkeys(names, True)
        found.update({model: value for index, model, value in sorted(changes) if index < at})
        return found

    result = Plan()
    for call in (c for name in _TRAINS for c in context.methods(name)):
        assert isinstance(call.func, ast.Attribute)
        if context.is_model(call.func.value) is False and call.func.attr == "fit":
            continue
        key, at, statement = _key(context, call), _place(context, call, block), context.statement(call)
        known = [index for index, other in compiled if key is not None and other == key and index < at]
        plain = isinstance(statement, (ast.Expr, ast.Assign, ast.AugAssign)) and _own_line(context, statement)
        if not known or not plain:
            return None
        result.trainings.append(Training(statement, state(max(known)), state(at)))
    result.trainings.sort(key=lambda t: t.statement.lineno)
    result.changed = any(t.state != t.now for t in result.trainings)
    statements = {id(t.statement) for t in result.trainings}
    mixed = any(len(set(t.state.values())) > 1 for t in result.trainings)  # one of them may be part of the other
    if result.changed and (
        mixed or len(statements) < len(result.trainings) or _shows_counts(context, result.trainings)
    ):
        return None
    return result


def _trains_early(context: Context, block: list[ast.stmt], last: int) -> bool:
    """Whether a function that trains is called before all of `trainable` is set."""
    calls = [n for s in block[: last + 1] if not isinstance(s, (ast.FunctionDef, ast.ClassDef)) for n in ast.walk(s)]
    waiting, seen = [n for n in calls if isinstance(n, ast.Call)], set()
    while waiting:
        function = context.local_function(waiting.pop().func)
        if function is None or function in seen:
            continue
        seen.add(function)
        inner = [n for n in ast.walk(function) if isinstance(n, ast.Call)]
        if any(isinstance(n.func, ast.Attribute) and n.func.attr in _TRAINS for n in inner):
            return True
        waiting += inner
    return False


def _place(context: Context, node: ast.AST, block: list[ast.stmt]) -> int:
    """The index of the block's statement that holds a node; for code of other functions the end of the block."""
    at: ast.AST | None = node
    while at is not None:
        if isinstance(at, ast.stmt) and any(at is s for s in block):
            return len(block) if isinstance(at, (ast.FunctionDef, ast.ClassDef)) else block.index(at)
        at = context.parents.get(at)
    return len(block)


def _block(context: Context, statement: ast.stmt) -> list[ast.stmt] | None:
    """The straight line of statements that a statement stands in, unless it is that of a loop or a branch."""
    parent = context.parents[statement]
    main = isinstance(parent, ast.If) and "__name__" in ast.unparse(parent.test) and statement in parent.body
    return parent.body if main or isinstance(parent, (ast.Module, ast.FunctionDef)) else None  # type: ignore[attr-defined]


def _frozen_whole(context: Context, model: ast.AST) -> bool:
    """Whether a model of this file is set as a whole, and certainly has no BatchNormalization."""
    known = context.values(model)
    if not context.is_model(model) or not known or not isinstance(model, (ast.Name, ast.Attribute)):
        return False
    return not any(_normalises(context, context.function_of(value), frozenset()) for value in known)


def _normalises(context: Context, function: ast.AST, seen: frozenset[ast.AST]) -> bool:
    """Whether code may make a BatchNormalization, itself or in a function of this file that it calls."""
    if function in seen:
        return False
    for call in context.calls:
        if context.function_of(call) is not function:
            continue
        made = context.keras_call(call)
        if made and (made[1].endswith("BatchNormalization") or made[1].startswith("applications.")):
            return True
        inner = context.local_function(call.func)
        if (
            inner is not None
            and not isinstance(function, ast.Module)
            and _normalises(context, inner, seen | {function})
        ):
            return True
    return False


def _own_line(context: Context, statement: ast.stmt) -> bool:
    source = context.source
    parent = context.parents[statement]
    if source is None:  # only obstacles are looked for: a block's statement on the line of its head is not
        return getattr(parent, "lineno", 0) != statement.lineno
    start = source.span(statement)[0]
    return source.begins_line(start)


def _set_before(context: Context, training: Training, trainings: list[Training]) -> bool:
    """Whether an earlier training of the same straight line has set the same, and none has set something else since."""
    parent = context.parents[training.statement]
    earlier = [t for t in trainings if t.statement.lineno < training.statement.lineno]
    return bool(earlier) and earlier[-1].state == training.state and context.parents[earlier[-1].statement] is parent


def _shows_counts(context: Context, trainings: list[Training]) -> bool:
    """Whether a summary, which counts what is trainable, may be printed after a training."""
    first = min(t.statement.lineno for t in trainings)
    return any(c.lineno > first for c in context.methods("summary"))

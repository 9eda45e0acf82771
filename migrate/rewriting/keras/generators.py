"""`fit_generator`, `evaluate_generator`, `predict_generator` and generators handed to `fit`: tf.data from a factory.

A plain generator under Keras 3 is peeked and replayed; a dataset made from a factory is not. Keras 2 ran one
validation generator on through all epochs, so the dataset takes each epoch's batches from one generator, in turn.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass

from migrate.rewriting import arguments as args
from migrate.rewriting.keras.context import STANDALONE, Context, is_generator, own_nodes
from migrate.rewriting.keras.shapes import Shapes

_METHODS = {"fit_generator": "fit", "evaluate_generator": "evaluate", "predict_generator": "predict"}
_PARAMETERS = {
    "fit_generator": (
        "generator",
        "steps_per_epoch",
        "epochs",
        "verbose",
        "callbacks",
        "validation_data",
        "validation_steps",
        "validation_freq",
        "class_weight",
        "max_queue_size",
        "workers",
        "use_multiprocessing",
        "shuffle",
        "initial_epoch",
    ),
    "evaluate_generator": (
        "generator",
        "steps",
        "callbacks",
        "max_queue_size",
        "workers",
        "use_multiprocessing",
        "verbose",
    ),
    "predict_generator": (
        "generator",
        "steps",
        "callbacks",
        "max_queue_size",
        "workers",
        "use_multiprocessing",
        "verbose",
    ),
    "fit": ("x", "y", "batch_size", "epochs", "verbose", "callbacks", "validation_split", "validation_data"),
    "evaluate": ("x", "y", "batch_size", "verbose", "sample_weight", "steps"),
    "predict": ("x", "batch_size", "verbose", "steps"),
}
_KERAS_1 = {
    "samples_per_epoch": "steps_per_epoch",
    "val_samples": "steps",
    "nb_epoch": "epochs",
    "nb_val_samples": "validation_steps",
    "nb_worker": "workers",
    "pickle_safe": "use_multiprocessing",
    "max_q_size": "max_queue_size",
}
_QUEUE = ("max_queue_size", "workers", "use_multiprocessing")


@dataclass
class Feed:
    """A generator argument: the call that makes the generator, and the assignment that holds it, if any."""

    call: ast.Call
    function: ast.FunctionDef
    holder: ast.Assign | None


def rewrite(context: Context) -> None:
    for call in reversed(context.calls):
        if isinstance(call.func, ast.Attribute) and call.func.attr in _PARAMETERS:
            _rewrite(context, call, call.func.attr)


def obstacles(context: Context) -> None:
    for call in context.calls:
        if not isinstance(call.func, ast.Attribute) or call.func.attr not in _PARAMETERS:
            continue
        name = call.func.attr
        if name in _METHODS:
            if context.is_model(call.func.value) is False:
                continue
            if args.starred(call):
                context.find("TF220", call, f"the arguments of {name} cannot be seen here", fixable=False)
                continue
        elif not context.maybe_model(call.func.value) or not _feeds_generator(context, call, name):
            continue
        for message in _obstacles(context, call, name):
            context.find("TF220", call, message, fixable=False)


def _obstacles(context: Context, call: ast.Call, name: str) -> list[str]:
    given = _given(call, name)
    source = given.get("generator") or given.get("x")
    if source is None:
        return ["the generator is not given here"]
    found: list[str] = []
    if not _is_sequence(context, source):
        feed = _feed(context, source)
        if feed is None:
            return ["what this generator is cannot be told, or it is used elsewhere as well"]
        epochs = given.get("epochs")
        once = epochs is None or context.constant(epochs) == 1
        if _METHODS.get(name, name) == "fit" and not once and not infinite(feed.function):
            found.append("the generator may end before the last epoch, where Keras 3 starts it anew")
        if _uses_model(context, feed.function):
            found.append("the generator runs a model, which TensorFlow 1 did in another thread's graph")
    validation = given.get("validation_data")
    if validation is not None and not _is_sequence(context, validation) and not _is_data(context, validation):
        if _feed(context, validation) is None:
            found.append("what the validation data is cannot be told, or it is used elsewhere as well")
        elif given.get("validation_steps") is None:
            found.append("the number of validation steps is not given here")
    return found


def _feeds_generator(context: Context, call: ast.Call, name: str) -> bool:
    """Whether `fit`, `evaluate` or `predict` gets a generator of this program."""
    given = _given(call, name)
    return any(
        node is not None and _made_by_generator(context, node) is not None
        for node in (given.get("x"), given.get("validation_data"))
    )


def _given(call: ast.Call, name: str) -> dict[str, ast.expr]:
    found = dict(zip(_PARAMETERS[name], call.args, strict=False))
    for item in call.keywords:
        if item.arg:
            found[_KERAS_1.get(item.arg, item.arg)] = item.value
    return found


def _made_by_generator(context: Context, node: ast.AST) -> tuple[ast.Call, ast.FunctionDef] | None:
    value = context.value(node)
    if isinstance(value, ast.Call):
        function = context.local_function(value.func)
        if function is not None and is_generator(function):
            return value, function
    return None


def _feed(context: Context, node: ast.AST) -> Feed | None:
    """The generator behind an argument, when it is made here or made once and used only here."""
    made = _made_by_generator(context, node)
    if made is None:
        return None
    if made[0] is node:
        return Feed(*made, None)
    holder = context.parents.get(made[0])
    if not isinstance(node, ast.Name) or not isinstance(holder, ast.Assign) or len(holder.targets) != 1:
        return None
    target = holder.targets[0]
    if not isinstance(target, ast.Name) or target.id != node.id:
        return None
    owner = context.names.scope_of[node].find(node.id)
    uses = [
        n
        for n in context.nodes
        if isinstance(n, ast.Name) and n.id == node.id and context.names.scope_of[n].find(n.id) is owner
    ]
    if len(uses) != 2 or _loop(context, node) is not _loop(context, target):
        return None
    if context.function_of(node) is not context.function_of(target):
        return None
    return Feed(*made, holder)


def _loop(context: Context, node: ast.AST) -> ast.AST | None:
    at = context.parents.get(node)
    while at is not None and not isinstance(at, (ast.For, ast.While, ast.FunctionDef, ast.Lambda, ast.comprehension)):
        at = context.parents.get(at)
    return at


def _is_data(context: Context, node: ast.AST) -> bool:
    """Arrays: a tuple of them, or None."""
    value = context.value(node)
    return isinstance(value, (ast.Tuple, ast.List)) or (isinstance(value, ast.Constant) and value.value is None)


def _is_sequence(context: Context, node: ast.AST) -> bool:
    """An instance of a Sequence class of this file whose items depend on their index alone."""
    value = context.value(node)
    if not isinstance(value, ast.Call) or not isinstance(value.func, ast.Name):
        return False
    for cls in context.nodes:
        if isinstance(cls, ast.ClassDef) and cls.name == value.func.id:
            bases = [context.keras(base) for base in cls.bases]
            if not any(base and base[1].endswith(".Sequence") and base[1].startswith("utils") for base in bases):
                return False
            return _is_pure(cls)
    return False


def _is_pure(cls: ast.ClassDef) -> bool:
    """Whether no method but `__init__` and `on_epoch_end` changes state, and none reads chance, files or clocks."""
    for method in cls.body:
        if not isinstance(method, ast.FunctionDef) or method.name in ("__init__", "on_epoch_end"):
            continue
        for node in ast.walk(method):
            if isinstance(node, ast.Attribute) and (
                isinstance(node.ctx, (ast.Store, ast.Del))
                or node.attr in ("random", "append", "pop", "shuffle", "time", "next")
            ):
                return False
            if isinstance(node, (ast.Global, ast.Nonlocal)):
                return False
            if isinstance(node, ast.Name) and node.id in ("random", "open", "next", "print", "input"):
                return False
    return True


def infinite(function: ast.FunctionDef) -> bool:
    """Whether a generator certainly never ends by itself."""
    if any(isinstance(n, ast.Return) for n in own_nodes(function)):
        return False
    last = function.body[-1]
    if not isinstance(last, ast.While) or not isinstance(last.test, ast.Constant) or not last.test.value:
        return False
    stack: list[ast.AST] = list(last.body)
    while stack:
        node = stack.pop()
        if isinstance(node, ast.Break):
            return False
        if isinstance(node, (ast.For, ast.While)):
            stack += node.orelse  # a break inside belongs to that loop
        elif not isinstance(node, (ast.FunctionDef, ast.Lambda, ast.ClassDef)):
            stack += ast.iter_child_nodes(node)
    return True


def _uses_model(context: Context, function: ast.FunctionDef) -> bool:
    for node in own_nodes(function):
        if isinstance(node, ast.Attribute) and node.attr in ("predict", "predict_on_batch", "train_on_batch"):
            return True
        path = context.names.resolve(node) if isinstance(node, (ast.Name, ast.Attribute)) else None
        if path and path.startswith(("tensorflow.", "keras.backend.", "keras.models.")):
            return True
    return False


# -------------------------------------------------------------------- rewriting
def _rewrite(context: Context, call: ast.Call, name: str) -> None:
    source = context.source
    assert source is not None and isinstance(call.func, ast.Attribute)
    if name in _METHODS:
        if context.is_model(call.func.value) is False:
            return
    elif not context.maybe_model(call.func.value) or not _feeds_generator(context, call, name):
        return
    given = _given(call, name)
    first = given.get("generator") or given.get("x")
    if first is None:
        return
    queue = given.get("max_queue_size")
    flavour = context.model_flavour(call.func.value)
    prefetch = ""
    if queue is not None and context.constant(queue) != 0:
        prefetch = f".prefetch({source.expression(queue)})"
    before: list[str] = []
    feed = _feed(context, first)
    if feed is not None and not _is_sequence(context, first):
        text, spec = _dataset(context, feed, _factory(context, feed), prefetch)
        if feed.holder is not None:
            source.replace(feed.call, _fill(text, spec))
        else:
            place = context.fresh("train_data" if _METHODS.get(name, name) == "fit" else "batch_data")
            before.append((place, text, spec, first))  # type: ignore[arg-type]
        _duplicates(context, call, given)
    validation = given.get("validation_data")
    shadow = _feed(context, validation) if validation is not None and not _is_sequence(context, validation) else None
    if shadow is not None and validation is not None:
        _validation(context, call, given, shadow, validation, prefetch, before)
    _write(context, call, before)
    _arguments(context, call, name, flavour)
    if name in _METHODS:
        start = source.span(call.func)[1] - len(name)
        source.replace_span(start, start + len(name), _METHODS[name])
        _align(context, call, len(name) - len(_METHODS[name]))
        context.find("TF402", call, f"`{name}` is `{_METHODS[name]}` in Keras 3")
    else:
        context.find("TF402", call, "Keras 3 peeks at a plain generator; a dataset made from a factory is read once")
    if shadow is not None or name == "evaluate_generator" or (validation is not None and shadow is None and feed):
        _reported(context, call, flavour, shadow is not None or name == "evaluate_generator")


def _align(context: Context, call: ast.Call, width: int) -> None:
    """Moves continuation lines that were aligned with the first argument along with it."""
    source = context.source
    assert source is not None
    first = args.ordered(source, call)[0] if call.args or call.keywords else None
    if first is None or first.lineno != call.func.end_lineno:
        return
    for line in range(first.lineno + 1, (call.end_lineno or first.lineno) + 1):
        text = source.lines[line - 1]
        if len(text) - len(text.lstrip()) == first.col_offset:
            source.dedent(line, line, width)


def _reported(context: Context, call: ast.Call, flavour: str, generated: bool) -> None:
    if not generated:
        return
    message = (
        "Keras 2.3 reported the last batch's loss here; this is the mean over the batches"
        if flavour == STANDALONE
        else "tf.keras 1.15 gave each batch's loss the same weight, whatever its size, and its workers read ahead and "
        "lost batches between epochs; now batches count by their size and follow one another"
    )
    context.find("TF221", call, message, fixable=False)


def _duplicates(context: Context, call: ast.Call, given: dict[str, ast.expr]) -> None:
    several = given.get("use_multiprocessing")
    if several is not None and context.constant(several) is not False and given.get("workers") is not None:
        if context.constant(given["workers"]) not in (0, 1):
            context.find(
                "TF222",
                call,
                "each worker process ran its own copy of the generator and repeated its batches; each batch is read "
                "once now",
                fixable=False,
            )


def _factory(context: Context, feed: Feed) -> str:
    """A callable that makes the generator: a lambda, or a partial where arguments must be evaluated at once."""
    source = context.source
    assert source is not None
    values = [*feed.call.args, *(k.value for k in feed.call.keywords)]
    late = any(isinstance(n, (ast.Call, ast.Await, ast.NamedExpr)) for v in values for n in ast.walk(v))
    if feed.holder is not None:
        for node in (n for v in values for n in ast.walk(v)):
            if isinstance(node, ast.Attribute):
                late = True
            if isinstance(node, ast.Name):
                owner = context.names.scope_of[node].find(node.id)
                late = late or owner is None or len(owner.bindings[node.id]) > 1
    if not late:
        return f"lambda: {source.expression(feed.call)}"
    parts = [source.expression(feed.call.func), *(source.expression(a) for a in feed.call.args)]
    parts += [source.expression(k) for k in feed.call.keywords]
    return f"{context.module('functools')}.partial({', '.join(parts)})"


def _dataset(context: Context, feed: Feed, factory: str, prefetch: str) -> tuple[str, str | None]:
    """The dataset's text with `{spec}` for its signature, and that signature's text."""
    tf = context.module("tensorflow", "tf")
    signature = Shapes(context, feed.call, feed.function).signature(tf)
    if signature is None or _raises(feed):
        context.modules.pop(f"import tensorflow as {tf}", None) if not _needs(context, tf) else None
        return f"{context.module('compat')}.dataset_from_generator({factory}){prefetch}", None
    return f"{tf}.data.Dataset.from_generator({factory}, output_signature=\0){prefetch}", signature


def _raises(feed: Feed) -> bool:
    """Whether the generator raises by itself: TensorFlow's own dataset hides the exception from who waits for it."""
    return any(isinstance(node, ast.Raise) for node in ast.walk(feed.function))


def _needs(context: Context, tf: str) -> bool:
    """Whether added code already stands on the tensorflow import that was added."""
    edits = context.source.edits.values() if context.source is not None else ()
    return any(f"{tf}." in edit.text for edit in edits)


def _fill(text: str, spec: str | None) -> str:
    return text.replace("\0", spec or "")


def _validation(
    context: Context,
    call: ast.Call,
    given: dict[str, ast.expr],
    feed: Feed,
    node: ast.expr,
    prefetch: str,
    before: list,
) -> None:
    source = context.source
    assert source is not None
    epochs = given.get("epochs")
    steps = given.get("validation_steps")
    if epochs is None or context.constant(epochs) == 1:
        text, spec = _dataset(context, feed, _factory(context, feed), prefetch)
        if feed.holder is not None:
            source.replace(feed.call, _fill(text, spec))
        else:
            before.append((context.fresh("validation_data"), text, spec, node))
        return
    if feed.holder is not None:
        batches = source.expression(node)
    else:
        batches = context.fresh("validation_batches")
        before.append((batches, source.expression(feed.call), None, None))
    islice = f"{context.module('itertools')}.islice"
    factory = f"lambda: {islice}({batches}, {_whole(context, steps) if steps is not None else 'None'})"
    text, spec = _dataset(context, feed, factory, prefetch)
    before.append((context.fresh("validation_data"), text, spec, node))


def _write(context: Context, call: ast.Call, before: list) -> None:
    """Puts the new statements before the statement of the call, and their names in the place of the generators."""
    source = context.source
    assert source is not None
    if not before:
        return
    statement = context.statement(call)
    indent = source.indent_of(statement)
    start = source.span(statement)[0]
    specs = [spec for _, _, spec, _ in before if spec]
    shared = context.fresh("batch_spec") if len(specs) > 1 and len(set(specs)) == 1 else None
    lines = [f"{shared} = {specs[0]}"] if shared else []
    for name, text, spec, node in before:
        lines.append(_assignment(name, _fill(text, shared or spec), indent))
        if node is not None:
            source.replace(node, name)
    if not source.begins_line(start):
        at, tail = start, "; "  # a statement that shares its line
        source.insert(at, "; ".join(lines) + tail)
        return
    source.insert(start, f"\n{indent}".join(lines) + f"\n{indent}")


def _assignment(name: str, text: str, indent: str) -> str:
    line = f"{name} = {text}"
    if len(indent) + len(line) <= 120 or "output_signature=" not in text:
        return line
    head, _, rest = text.partition("from_generator(")
    inner, _, tail = rest.rpartition(")") if not rest.rpartition(").prefetch(")[0] else rest.rpartition(").prefetch(")
    factory, _, signature = inner.partition(", output_signature=")
    close = f").prefetch({tail}" if ").prefetch(" in rest else f"){tail}"
    return (
        f"{name} = {head}from_generator(\n{indent}    {factory},\n"
        f"{indent}    output_signature={signature},\n{indent}{close}"
    )


def _arguments(context: Context, call: ast.Call, name: str, flavour: str) -> None:
    source = context.source
    assert source is not None
    old = name in _METHODS
    gone: list[ast.expr | ast.keyword] = []
    names = _PARAMETERS[name]
    for index, (parameter, node) in enumerate(zip(names, call.args, strict=False)):
        if parameter in ("steps_per_epoch", "validation_steps", "steps"):
            _steps(context, node)
        if parameter in (*_QUEUE, "shuffle") and old:
            gone.append(node)
        elif index and old:
            args.put(source, source.span(node)[0], f"{parameter}=")
    for item in call.keywords:
        new = _KERAS_1.get(item.arg or "", item.arg)
        if new in (*_QUEUE, "shuffle"):
            gone.append(item)
            continue
        if item.arg == "generator":
            args.rename(source, item, "x")
        elif new != item.arg and new is not None:
            args.rename(source, item, new)
            context.find("TF401", item, f"`{item.arg}` of Keras 1 is `{new}`")
        if new in ("steps_per_epoch", "validation_steps", "steps"):
            _steps(context, item.value)
    quiet = ["verbose=0"] if old and _METHODS[name] != "fit" and "verbose" not in _given(call, name) else []
    if quiet or gone:
        args.add(source, call, *quiet, gone=gone)


def _steps(context: Context, node: ast.expr) -> None:
    """Keras 2 counted up to a fractional number of steps; Keras 3 wants a whole one."""
    source = context.source
    assert source is not None
    text = _whole(context, node)
    if text != source.expression(node):
        source.replace(node, text)
        context.find(
            "TF301",
            node,
            "a fraction of a step counted as one more step (tf.keras 1.15 divided a validation loss by the fraction)",
        )


def _whole(context: Context, node: ast.expr) -> str:
    source = context.source
    assert source is not None
    text = source.expression(node)
    if is_whole(context, node) or text.startswith("math.ceil("):
        return text
    if isinstance(node, ast.Call) and context.names.resolve(node.func) in ("numpy.ceil", "numpy.floor", "numpy.round"):
        return f"int({text})"
    return f"{context.module('math')}.ceil({text})"


def is_whole(context: Context, node: ast.AST, depth: int = 6) -> bool:
    """Whether an expression certainly is an int."""
    if depth == 0:
        return False
    if isinstance(node, ast.Constant):
        return node.value is None or (isinstance(node.value, int) and not isinstance(node.value, bool))
    if isinstance(node, ast.BinOp) and isinstance(node.op, (ast.Add, ast.Sub, ast.Mult, ast.FloorDiv, ast.Mod)):
        return is_whole(context, node.left, depth - 1) and is_whole(context, node.right, depth - 1)
    if isinstance(node, ast.Call):
        name = node.func.id if isinstance(node.func, ast.Name) else context.names.resolve(node.func)
        return name in ("len", "int", "math.ceil", "math.floor")
    if isinstance(node, ast.Subscript):
        return isinstance(node.value, ast.Attribute) and node.value.attr == "shape"
    if isinstance(node, ast.IfExp):
        return is_whole(context, node.body, depth - 1) and is_whole(context, node.orelse, depth - 1)
    values = context.values(node) if isinstance(node, (ast.Name, ast.Attribute)) else None
    return bool(values) and all(is_whole(context, value, depth - 1) for value in values or [])

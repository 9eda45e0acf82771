"""`tf.contrib.layers.optimize_loss(..)` -> the optimizer, the clipping and the update that it makes.

TensorFlow 1 gave the loss back, computed before the update. The call is written out where no run reads that, where
nothing writes the summaries that it made too, and where no other updates wait for it.
"""

from __future__ import annotations

import ast
import re

from migrate.edits import Source
from migrate.names import Names, fresh, used
from migrate.stages.attributes import plain

PATH = "tensorflow.contrib.layers.optimize_loss"
PARAMETERS = ("loss", "global_step", "learning_rate", "optimizer", "gradient_noise_scale", "gradient_multipliers")
PARAMETERS += ("clip_gradients", "learning_rate_decay_fn", "update_ops", "variables", "name", "summaries")
PARAMETERS += ("colocate_gradients_with_ops", "increment_global_step")
KEPT = {"loss", "global_step", "learning_rate", "optimizer", "clip_gradients", "learning_rate_decay_fn", "variables"}
KEPT |= {"summaries", "colocate_gradients_with_ops"}
BY_NAME = {
    "Adagrad": "AdagradOptimizer({})",
    "Adam": "AdamOptimizer({})",
    "Ftrl": "FtrlOptimizer({})",
    "Momentum": "MomentumOptimizer({}, momentum=0.9)",
    "RMSProp": "RMSPropOptimizer({})",
    "SGD": "GradientDescentOptimizer({})",
}
# what makes updates that the training op would run, or writes the summaries of the call
BESIDE = {"UPDATE_OPS", "update_ops", "batch_norm", "batch_normalization", "BatchNormalization", "merge_all"}
BESIDE |= {"merge_all_summaries", "SUMMARIES", "summaries", "assign_moving_average"}


def normalise(text: str, tree: ast.Module) -> tuple[str, None] | None:
    """The text with such calls written out; None where there is none, or none of which all is certain."""
    if "optimize_loss" not in text:
        return None
    names = Names(tree)
    calls = [n for n in ast.walk(tree) if isinstance(n, ast.Call) and names.resolve(n.func) == PATH]
    if not calls or _beside(tree, calls):
        return None
    source = Source(text)
    parents = {c: n for n in ast.walk(tree) for c in ast.iter_child_nodes(n)}
    taken = used(tree)
    saved = any(isinstance(n, ast.Attribute) and n.attr == "Saver" for n in ast.walk(tree))
    if saved and len(calls) > 1:
        return None  # TensorFlow 1 made their scopes unique, which name what is saved
    for call in calls:
        statement = parents[call]
        lines = _written(source, names, tree, call, taken)
        if lines is None or not isinstance(statement, ast.Assign) or not source.alone(statement):
            continue
        if len(statement.targets) != 1 or not _unread(tree, names, parents, statement):
            continue
        lines[-1] = f"{source.segment(statement.targets[0])} = {lines[-1]}"
        indent = source.indent_of(statement)
        if saved:  # the scope that names the optimizer's variables in checkpoints
            alias = source.segment(call.func).partition(".")[0]
            lines = [f'with {alias}.variable_scope("OptimizeLoss"):', *(f"    {line}" for line in lines)]
        source.replace(statement, f"\n{indent}".join(lines))
    return (source.result(), None) if source.edits else None


def _beside(tree: ast.Module, calls: list[ast.Call]) -> bool:
    own = {id(n) for call in calls for n in ast.walk(call)}
    for node in ast.walk(tree):
        if id(node) in own:
            continue
        word = node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else None
        word = node.value if isinstance(node, ast.Constant) else word
        if isinstance(word, str) and word in BESIDE:
            return True
    return False


def _written(source: Source, names: Names, tree: ast.Module, call: ast.Call, taken: set[str]) -> list[str] | None:
    """The lines of a call, the last one an expression; None where an argument is not certain."""
    if any(isinstance(a, ast.Starred) for a in call.args) or any(k.arg is None for k in call.keywords):
        return None
    given = dict(zip(PARAMETERS, call.args, strict=False)) | {k.arg: k.value for k in call.keywords if k.arg}
    given = {k: v for k, v in given.items() if not (isinstance(v, ast.Constant) and v.value is None)}
    increments = given.pop("increment_global_step", None)
    if set(given) - KEPT or "loss" not in given or "optimizer" not in given:
        return None
    if increments is not None and not (isinstance(increments, ast.Constant) and isinstance(increments.value, bool)):
        return None
    counts = increments is None or increments.value  # type: ignore[attr-defined]
    texts = {k: source.expression(v) for k, v in given.items()}
    alias = source.segment(call.func).partition(".")[0]
    optimizer = _optimizer(source, names, given, texts, alias)
    if optimizer is None:
        return None
    step = texts.get("global_step", f"{alias}.train.get_global_step()")  # what TensorFlow 1 looked for itself
    step = f", global_step={step}" if counts else ""
    chosen = f", var_list={texts['variables']}" if "variables" in given else ""
    if "clip_gradients" not in given:
        return [f"{optimizer}.minimize({texts['loss']}{step}{chosen})"]
    if not _norm(tree, given["clip_gradients"]):
        return None
    made, gradients, variables = (fresh(n, taken) for n in ("optimizer", "gradients", "variables"))
    return [
        f"{made} = {optimizer}",
        f"{gradients}, {variables} = zip(*{made}.compute_gradients({texts['loss']}{chosen}))",
        f"{gradients}, _ = {alias}.clip_by_global_norm({gradients}, {texts['clip_gradients']})",
        f"{made}.apply_gradients(zip({gradients}, {variables}){step})",
    ]


def _optimizer(
    source: Source, names: Names, given: dict[str, ast.expr], texts: dict[str, str], alias: str
) -> str | None:
    """The expression that makes the optimizer."""
    wanted, rate = given["optimizer"], given.get("learning_rate")
    if isinstance(rate, ast.Constant) and not (isinstance(rate.value, float) and rate.value >= 0):
        return None  # TensorFlow 1 takes floats and tensors
    decay = given.get("learning_rate_decay_fn")
    text = texts.get("learning_rate")
    if decay is not None:
        if rate is None or "global_step" not in given:
            return None
        text = _applied(source, decay, [texts["learning_rate"], texts["global_step"]])
    if isinstance(wanted, ast.Constant):
        return f"{alias}.train.{BY_NAME[wanted.value].format(text)}" if text and wanted.value in BY_NAME else None
    path = names.resolve(wanted) or ""
    if path.startswith("tensorflow.train.") and path.endswith("Optimizer"):
        return f"{texts['optimizer']}(learning_rate={text})" if text else None
    if isinstance(wanted, ast.Lambda):
        return _applied(source, wanted, [text] if text else [])
    made = names.resolve(wanted.func) or "" if isinstance(wanted, ast.Call) else ""
    return texts["optimizer"] if made.startswith("tensorflow.train.") and made.endswith("Optimizer") else None


def _applied(source: Source, function: ast.expr, arguments: list[str]) -> str | None:
    """What a lambda gives for arguments: its body with them in it."""
    if not isinstance(function, ast.Lambda):
        return None
    parameters = function.args
    if parameters.vararg or parameters.kwarg or parameters.kwonlyargs or parameters.defaults:
        return None
    known = dict(zip([a.arg for a in parameters.args], arguments, strict=False))
    if len(known) != len(arguments) or len(parameters.args) != len(arguments):
        return None
    start = source.span(function.body)[0]
    text = source.segment(function.body)
    places = [n for n in ast.walk(function.body) if isinstance(n, ast.Name) and n.id in known]
    for node in sorted(places, key=lambda n: source.span(n)[0], reverse=True):
        first, last = (at - start for at in source.span(node))
        value = known[node.id]
        text = text[:first] + (value if re.fullmatch(r"[\w.]+", value) else f"({value})") + text[last:]
    return text


def _norm(tree: ast.Module, node: ast.expr) -> bool:
    """Whether what is given to clip by is a number: TensorFlow 1 takes a function and None too."""
    if isinstance(node, ast.Constant):
        return isinstance(node.value, float)
    word = _last(node)
    if not word:
        return False
    for inner in ast.walk(tree):
        if isinstance(inner, ast.FunctionDef):
            positional = inner.args.args
            defaults = dict(zip(reversed([a.arg for a in positional]), reversed(inner.args.defaults), strict=False))
            own = word in [a.arg for a in (*positional, *inner.args.kwonlyargs)]
            if inner.name == word or own and not _float(defaults.get(word)):
                return False
            if own and any(_gives_none(call) for call in ast.walk(tree)):
                return False
        elif isinstance(inner, ast.Assign) and any(_last(t) == word for t in inner.targets):
            if not _float(inner.value) and _last(inner.value) != word:
                return False
        elif isinstance(inner, ast.keyword) and inner.arg == word and not _float(inner.value):
            if _last(inner.value) != word:
                return False
    return True


def _gives_none(node: ast.AST) -> bool:
    """A call that gives None by its place, perhaps to what is clipped by."""
    return isinstance(node, ast.Call) and any(isinstance(a, ast.Constant) and a.value is None for a in node.args)


def _float(node: ast.expr | None) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, float)


def _last(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return plain(node.id) if isinstance(node, ast.Name) else ""


def _unread(tree: ast.Module, names: Names, parents: dict[ast.AST, ast.AST], statement: ast.Assign) -> bool:
    """Whether runs fetch the training op alone or beside others, and nothing reads what it gives."""
    carriers = {_last(statement.targets[0])}
    loads = {n.id for n in ast.walk(tree) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Load)}
    while True:
        before = set(carriers)
        for node in ast.walk(tree):
            if not isinstance(node, (ast.Name, ast.Attribute)) or not isinstance(node.ctx, ast.Load):
                continue
            if _last(node) not in carriers or names.resolve(node) is not None:
                continue
            more = _carried(tree, parents, node, loads)
            if more is None:
                return False
            carriers |= more
        if "" in carriers:
            return False
        if carriers == before:
            return True


def _carried(tree: ast.Module, parents: dict, node: ast.expr, loads: set[str]) -> set[str] | None:
    """The names that a reading of the training op gives it to; None where its value may be read."""
    parent = parents[node]
    if isinstance(parent, ast.Return):
        function = parents[parent]
        while not isinstance(function, ast.FunctionDef):
            function = parents[function]
        calls = [n for n in ast.walk(tree) if isinstance(n, ast.Call) and _last(n.func) == plain(function.name)]
        holders = [parents[c] for c in calls]
        if not all(isinstance(h, ast.Assign) and len(h.targets) == 1 for h in holders):
            return None
        return {_last(h.targets[0]) for h in holders}
    if isinstance(parent, ast.Assign) and parent.value is node and len(parent.targets) == 1:
        return {_last(parent.targets[0])}
    if isinstance(parent, ast.Attribute) and parent.attr == "run":
        return set() if isinstance(parents[parents[parent]], ast.Expr) else None
    place = None
    if isinstance(parent, (ast.List, ast.Tuple)):
        place, node, parent = parent.elts.index(node), parent, parents[parent]
    run = parents[parent] if isinstance(parent, ast.keyword) and parent.arg == "fetches" else parent
    if not isinstance(run, ast.Call) or not isinstance(run.func, ast.Attribute) or run.func.attr != "run":
        return None
    if run.args and run.args[0] is not node and not isinstance(parent, ast.keyword):
        return None
    outer = parents[run]
    if isinstance(outer, ast.Expr):
        return set()
    target = outer.targets[0] if isinstance(outer, ast.Assign) and len(outer.targets) == 1 else None
    if place is not None and isinstance(target, (ast.Tuple, ast.List)) and len(target.elts) == len(node.elts):  # type: ignore[attr-defined]
        target = target.elts[place]
    elif place is not None:
        return None
    return set() if isinstance(target, ast.Name) and (target.id == "_" or target.id not in loads) else None

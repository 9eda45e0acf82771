"""`tf.metrics`: Keras metrics, which keep the same sums over the same runs.

TF1 gives a value and an op that updates it. They are told apart before the program is interpreted:
`acc, acc_op = tf.metrics.accuracy(y, p)` becomes a metric, an update and a value, of which a run takes what it fetches.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from migrate.edits import Source
from migrate.names import Names, fresh
from migrate.rewriting import conditions, helpers
from migrate.stages import dtypes
from migrate.stages import metrics as api
from migrate.stages.program import Obstacle, RunSite
from migrate.stages.tf_calls import bind
from migrate.stages.values import Map, Placeholder, Variable

if TYPE_CHECKING:
    from migrate.planning import Output
    from migrate.rewriting.native import Context

IGNORED = {"name"}  # of the graph's ops
# metrics of yes and no: anything but zero is yes
COUNTS = {
    "precision": "Precision",
    "recall": "Recall",
    "true_positives": "TruePositives",
    "true_negatives": "TrueNegatives",
    "false_positives": "FalsePositives",
    "false_negatives": "FalseNegatives",
}
# metrics of errors: Keras takes the mean of a vector at once, TF1 of its elements
ERRORS = {
    "mean_squared_error": "{tf}.math.squared_difference({labels}, {predictions})",
    "mean_absolute_error": "{tf}.abs({predictions} - {labels})",
}
WHOLE = {"int8", "int16", "int32", "int64", "uint8", "bool"}


def normalise(text: str, tree: ast.Module) -> tuple[str, list[int]] | None:
    """(the text with metrics told apart, the lines that were added); None where there is nothing to do."""
    if "metrics." not in text:
        return None
    names, source = Names(tree), Source(text)
    taken = {n.id for n in ast.walk(tree) if isinstance(n, ast.Name)}
    taken |= {n.arg for n in ast.walk(tree) if isinstance(n, ast.arg)}
    before: list[tuple[int, str]] = []  # (offset of a line's end, the line to put after it)
    for node in ast.walk(tree):
        found = _parts(names, node)
        if found is None:
            continue
        call, value, update = found
        start, end = source.span(node)
        first = source.line_start(start)
        if source.text[first:start].strip() or ";" in source.text[end : source.line_end(end)] or not first:
            continue
        stem = value or update
        metric = fresh(f"{stem}_metric", taken)
        function, indent = source.segment(call.func), source.indent_of(node)
        before.append((first - 1, f"{indent}{metric} = {function}.variables()"))
        given = [k for k in call.keywords if k.arg not in IGNORED]
        words = [metric, *(source.segment(a) for a in call.args), *(source.segment(k) for k in given)]
        lines = source.text.count("\n", *source.span(node))  # kept, so that later lines stay where they are
        update_text = (
            f"{update} = {function}.update({', '.join(' '.join(w.split()) for w in words)}" + "\n" * lines + ")"
        )
        source.replace(node, update_text)
        if value:
            before.append((source.line_end(end) - 1, f"{indent}{value} = {function}.value({metric})"))
    if not before:
        return None
    added: list[int] = []
    for offset, line in sorted(before):
        source.insert(offset, "\n" + line)
        added.append(source.text.count("\n", 0, offset) + 2 + len(added))
    return source.result(), added


def _parts(names: Names, node: ast.AST) -> tuple[ast.Call, str, str] | None:
    """(the call, the name of the value or "", the name of the update) of a statement that makes a metric."""
    if not isinstance(node, ast.Assign) or len(node.targets) != 1:
        return None
    target, made = node.targets[0], node.value
    chosen = None
    if isinstance(made, ast.Subscript) and isinstance(made.slice, ast.Constant):
        chosen, made = made.slice.value, made.value
    if not isinstance(made, ast.Call):
        return None
    name = (names.resolve(made.func) or "").removeprefix("tensorflow.")
    params = api.PARAMS.get(name.removeprefix("metrics.")) if name.startswith("metrics.") else None
    bound = bind(made, params) if params else None
    if bound is None or not set(params) <= set(bound) <= {*params, *IGNORED}:  # type: ignore[arg-type]
        return None
    if any(isinstance(n, (ast.Lambda, ast.JoinedStr)) for n in ast.walk(made)):
        return None
    if chosen == 1 and isinstance(target, ast.Name):
        return made, "", target.id
    two = isinstance(target, ast.Tuple) and len(target.elts) == 2 and all(isinstance(e, ast.Name) for e in target.elts)
    if chosen is None and two:
        value, update = (e.id for e in target.elts)  # type: ignore[attr-defined]
        return (made, value, update) if value != update else None
    return None


# ---------------------------------------------------------------- native form
def rewrite_call(context: Context, node: ast.Call, name: str) -> bool:
    found = api.part(name)
    if found is None:
        return False
    metric, role = found
    source, tf = context.source, context.tf
    if role == "variables":
        updates = [n for n in ast.walk(context.tree) if _updates(context, n, node)]
        if not updates:
            raise Obstacle(node, f"`tf.metrics.{metric}` is not followed")
        classes = {_arguments(context, n)[1] for n in updates}
        cls = classes.pop() if len(classes) == 1 else "Mean"
        made = helpers.use(context, "auc", "AUC") if cls == "AUC" else f"{tf}.keras.metrics.{cls}"
        source.replace(node, f"{made}()")
        context.note(node, "TF102", f"`tf.metrics.{metric}` -> `{tf}.keras.metrics.{cls}`")
        return True
    holder = source.expression(node.args[0])
    if role == "value":
        from migrate.rewriting.native import _delete

        _delete(context, context.interp.parents[node])  # type: ignore[arg-type]
        _read(context, node)
        return True
    source.replace(node, f"{holder}({_arguments(context, node)[0]})")
    return True


def is_update(context: Context, output: Output) -> bool:
    """Whether a function gives a value because it updates a metric."""
    metrics = context.interp.metrics
    made = [o for o in output.unit.operations if o.kind == "assign"] if output.unit is not None else []
    return bool(made) and all(o.detail["variable"] in metrics for o in made)


def check(context: Context) -> None:
    """Refuses runs that read a metric while they update it: TF1 gives the value before or after, as it happens."""
    results = context.interp.metric_results
    for site_plan in context.plan.sites:
        read = {results[f.value] for f in site_plan.site.fetches() if f.value in results}
        units = site_plan.root.needs if site_plan.root is not None else ()
        if read & {o.detail.get("variable") for u in units for o in u.operations if o.kind == "assign"}:
            raise Obstacle(site_plan.site.node, "a metric is read and updated in one run")


def is_result(value: object) -> bool:
    """Whether a value is what a metric gives, which has no variable of its own."""
    return isinstance(value, Variable) and value.local and (value.access or "").endswith(".result()")


def _read(context: Context, made: ast.Call) -> None:
    """Where the value of a metric has a name, the metric is asked for it."""
    for node in ast.walk(context.tree):
        value = context.value(node) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) else None
        if is_result(value) and value.node is made:  # type: ignore[union-attr]
            context.source.replace(node, value.access)  # type: ignore[union-attr]


def _updates(context: Context, node: ast.AST, made: ast.Call) -> bool:
    if not isinstance(node, ast.Call):
        return False
    found = api.part((context.names.resolve(node.func) or "").removeprefix("tensorflow."))
    target = context.value(node.args[0]) if found and found[1] == "update" else None
    return target is not None and getattr(target, "node", None) is made


def _arguments(context: Context, node: ast.Call) -> tuple[str, str]:
    """(what the Keras metric is called with, its class)."""
    path = (context.names.resolve(node.func) or "").removeprefix("tensorflow.")
    metric, _ = api.part(path)  # type: ignore[misc]
    bound = bind(node, ("metric", *api.PARAMS[metric])) or {}
    source, tf = context.source, context.tf
    if metric == "mean":
        values = bound["values"]
        text, rank = source.expression(values), conditions.rank(context, values)
        return (text if rank in (0, 1) else f"{tf}.reshape({text}, [-1])"), "Mean"
    labels, predictions = bound["labels"], bound["predictions"]
    ranks = conditions.rank(context, labels), conditions.rank(context, predictions)
    if None in ranks or ranks[0] != ranks[1]:
        raise Obstacle(node, "a metric of labels and predictions whose ranks are not known to be the same")
    texts = source.expression(labels), source.expression(predictions)
    if metric in COUNTS:
        types = [dtypes.of(context.names, context.value(n), context.value) for n in (labels, predictions)]
        words = [t if d == "bool" else f"{tf}.cast({t}, {tf}.bool)" for t, d in zip(texts, types, strict=True)]
        return ", ".join(words), COUNTS[metric]
    if metric in ERRORS:
        operands = [_operand(t) for t in texts] if " - " in ERRORS[metric] else texts
        text = ERRORS[metric].format(tf=tf, labels=operands[0], predictions=operands[1])
        return (text if ranks[0] == 1 else f"{tf}.reshape({text}, [-1])"), "Mean"
    if metric in ("root_mean_squared_error", "auc"):
        flat = texts if ranks[0] == 1 else [f"{tf}.reshape({t}, [-1])" for t in texts]
        return ", ".join(flat), "AUC" if metric == "auc" else "RootMeanSquaredError"
    if ranks[0] == 1 and _whole(context, labels) and _whole(context, predictions):
        return ", ".join(texts), "Accuracy"
    if not isinstance(labels, (ast.Name, ast.Attribute)):
        raise Obstacle(node, "a metric of labels whose type is not known and that have no name")
    equal = f"{tf}.equal({texts[0]}, {tf}.cast({texts[1]}, {texts[0]}.dtype))"  # TF1 casts the predictions
    return (equal if ranks[0] == 1 else f"{tf}.reshape({equal}, [-1])"), "Mean"


def _operand(text: str) -> str:
    """An expression as an operand of a subtraction."""
    tight = isinstance(ast.parse(text, mode="eval").body, (ast.Name, ast.Call, ast.Attribute, ast.Subscript))
    return text if tight else f"({text})"


def _whole(context: Context, node: ast.expr, depth: int = 5) -> bool:
    """Whether a tensor certainly holds whole numbers."""
    value = context.value(node)
    if isinstance(value, Placeholder):
        return _whole_type(context, value.dtype)
    if isinstance(node, ast.Name) and depth:
        owner = context.names.scope_of.get(node, context.names.module_scope).find(node.id)
        bindings = owner.bindings[node.id] if owner is not None else []
        statement = context.interp.parents.get(bindings[0]) if len(bindings) == 1 else None
        return isinstance(statement, ast.Assign) and _whole(context, statement.value, depth - 1)
    if isinstance(node, ast.Subscript) and isinstance(node.value, ast.Name) and isinstance(node.slice, ast.Constant):
        value = context.value(node.value)
        found = (
            [n for k, _, n in value.pairs if getattr(k, "const", None) == node.slice.value]
            if isinstance(value, Map)
            else []
        )
        return len(found) == 1 and found[0] is not None and _whole(context, found[0], depth - 1)
    if not isinstance(node, ast.Call):
        return False
    name = (context.names.resolve(node.func) or "").removeprefix("tensorflow.")
    if name.rpartition(".")[2] in ("argmax", "arg_max", "argmin", "to_int32", "to_int64"):
        return True
    if name == "cast":
        bound = bind(node, ("x", "dtype", "name")) or {}
        return _whole_type(context, bound.get("dtype"))
    return name in ("squeeze", "reshape", "identity") and bool(node.args) and _whole(context, node.args[0], depth)


def _whole_type(context: Context, node: ast.expr | None) -> bool:
    path = (context.names.resolve(node) or "").removeprefix("tensorflow.") if node is not None else ""
    return path in WHOLE or (isinstance(node, ast.Constant) and node.value in WHOLE)


# ---------------------------------------------------------------- resets
def of_site(context: Context, site: RunSite) -> list[Variable]:
    """The metrics of the graph that a session runs."""
    of_unit = context.interp.graphs.of_unit
    return [v for v in context.interp.metrics if of_unit[v.unit] is of_unit[site.unit]]


def reset(context: Context, site: RunSite, node: ast.AST) -> str:
    """What running `local_variables_initializer` again does, as statements in the place of `node`."""
    indent = "\n" + context.final_indent(node)
    names = [v.access for v in of_site(context, site)]
    if None in names:
        raise Obstacle(node, "local variables are initialised again")
    return indent.join(f"{name}.reset_state()" for name in names)

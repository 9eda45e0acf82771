"""Batches that several threads fill become batches of what each of them reads.

    examples = [tf.decode_csv(value, defaults) for _ in range(2)]
    a, b = tf.train.batch_join(examples, batch_size=3)

becomes `examples = tf.decode_csv(value, defaults)` and `tf.train.batch(examples, batch_size=3, num_threads=2)`: every
thread does the same, in an order that differs from run to run.
"""

from __future__ import annotations

import ast

from migrate.edits import Source
from migrate.names import Names

JOINS = {
    "tensorflow.train.batch_join": (
        "batch",
        "tensors_list batch_size capacity enqueue_many shapes dynamic_pad allow_smaller_final_batch".split(),
    ),
    "tensorflow.train.shuffle_batch_join": (
        "shuffle_batch",
        "tensors_list batch_size capacity min_after_dequeue seed enqueue_many shapes allow_smaller_final_batch".split(),
    ),
}


def normalise(text: str, tree: ast.Module) -> tuple[str, None] | None:
    """(the text with the batches of one thread's tensors, None); None where there is nothing to do."""
    if "batch_join" not in text:
        return None
    names = Names(tree)
    source = Source(text)
    parents = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and (names.resolve(node.func) or "") in JOINS:
            _rewrite(node, names, parents, source)
    return (source.result(), None) if source.edits else None


def _rewrite(call: ast.Call, names: Names, parents: dict[ast.AST, ast.AST], source: Source) -> None:
    plain, parameters = JOINS[names.resolve(call.func) or ""]
    if any(isinstance(a, ast.Starred) for a in call.args) or len(call.args) > len(parameters):
        return
    if not isinstance(call.func, ast.Attribute):  # a name of its own for the function
        return
    given = dict(zip(parameters, call.args, strict=False))
    given.update({k.arg: k.value for k in call.keywords if k.arg is not None})
    tensors = given.pop("tensors_list", None)
    listed = _only_value(tensors, names, parents) if isinstance(tensors, ast.Name) else tensors
    found = _each(listed) if listed is not None else None
    if tensors is None or found is None:
        return
    element, threads = found
    each = source.segment(element)
    if listed is not tensors:
        source.replace(listed, each)  # type: ignore[arg-type]
        each = source.segment(tensors)
    arguments = [each, *(f"{k}={source.segment(v)}" for k, v in given.items())]
    if threads is not None:
        arguments.append(f"num_threads={source.segment(threads)}")
    source.replace(call, f"{source.segment(call.func.value)}.{plain}({', '.join(arguments)})")


def _each(listed: ast.expr) -> tuple[ast.expr, ast.expr | None] | None:
    """What each thread reads, and how many there are where these are several."""
    if isinstance(listed, (ast.List, ast.Tuple)):
        if len(listed.elts) != 1 or isinstance(listed.elts[0], ast.Starred):
            return None
        return listed.elts[0], None
    if not isinstance(listed, ast.ListComp) or len(listed.generators) != 1:
        return None
    over = listed.generators[0]
    count = over.iter
    if over.ifs or over.is_async or not isinstance(over.target, ast.Name) or not isinstance(count, ast.Call):
        return None
    if not isinstance(count.func, ast.Name) or count.func.id not in ("range", "xrange") or len(count.args) != 1:
        return None
    if any(isinstance(n, ast.Name) and n.id == over.target.id for n in ast.walk(listed.elt)):
        return None
    return listed.elt, count.args[0]


def _only_value(name: ast.Name, names: Names, parents: dict[ast.AST, ast.AST]) -> ast.expr | None:
    """The expression that a name is bound to once, where nothing else reads it."""
    scope = names.scope_of.get(name)
    owner = scope.find(name.id) if scope is not None else None
    bindings = owner.bindings.get(name.id, []) if owner is not None else []
    statement = parents.get(bindings[0]) if len(bindings) == 1 else None
    if owner is None or not isinstance(statement, ast.Assign) or statement.targets != bindings:
        return None
    reads = [n for n in ast.walk(owner.node) if isinstance(n, ast.Name) and n.id == name.id]
    return statement.value if len(reads) == 2 else None

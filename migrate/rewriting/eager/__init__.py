"""TensorFlow 1 programs that run eagerly already, as TensorFlow 2: no graph is followed, calls are rewritten in place.

What the text does not tell about a value (see kinds.py) and what TensorFlow 2 would compute otherwise for some values
is refused, as everywhere.
"""

from __future__ import annotations

import ast

from migrate.findings import Finding
from migrate.names import Names

SWITCHES = {"tensorflow.enable_eager_execution", "tensorflow.contrib.eager.enable_eager_execution"}


def may_switch(text: str) -> bool:
    """Whether it is worth looking for the switch at all."""
    return "enable_eager_execution" in text


def switches(tree: ast.Module, names: Names) -> bool:
    """Whether a program always switches eager execution on: at module level or in its `__main__` block."""
    blocks = [tree.body]
    blocks += [n.body for n in tree.body if isinstance(n, ast.If) and "__main__" in ast.dump(n.test)]
    return any(is_switch(s, names) for block in blocks for s in block)


def is_switch(node: ast.AST, names: Names) -> bool:
    """Whether a statement is the call that switches eager execution on."""
    call = node.value if isinstance(node, ast.Expr) else None
    return isinstance(call, ast.Call) and names.resolve(call.func) in SWITCHES


def migrate(name: str, text: str, tree: ast.Module) -> tuple[str, list[Finding]]:
    """The TensorFlow 2 form of one file of an eager program; raises Obstacle at the first thing that is not certain."""
    from migrate.rewriting import flags, from_imports, helpers, native
    from migrate.rewriting.eager import calls, equality
    from migrate.rewriting.eager.context import Context

    spelled = from_imports.normalise(text, tree)
    if spelled is not None:
        text, tree = spelled, ast.parse(spelled)
    context = Context(name, text, tree)
    calls.rewrite(context)
    equality.check(context)
    flags.finish(context)
    helpers.insert(context)
    result = native._tidy(context.source.result())
    native._check(context, tree, result)
    return result, context.findings

"""What a helper collects of the variable that it makes is collected by its callers, where a loop calls it.

    def get_weight(shape, rate):                               def get_weight(shape):
        var = tf.Variable(tf.random_normal(shape))                 var = tf.Variable(tf.random_normal(shape))
        tf.add_to_collection("losses", l2(rate)(var))              return var
        return var

    weight = get_weight([n, m], 0.003)                         weight = get_weight([n, m])
                                                               tf.add_to_collection("losses", l2(0.003)(weight))

The same TensorFlow 1 program, whose loop can make its variables first and compute with them in a function.
"""

from __future__ import annotations

import ast

from migrate.edits import Source
from migrate.names import Names

ADD = "tensorflow.add_to_collection"
SIMPLE = (ast.Name, ast.Constant)
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)


def normalise(text: str, tree: ast.Module) -> tuple[str, list[int]] | None:
    """(the text with the entries at the calls, the lines that were added); None where there are none."""
    if "add_to_collection" not in text or "for " not in text:
        return None
    names, source = Names(tree), Source(text)
    parents = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
    lines: dict[int, list[str]] = {}
    for helper in tree.body:
        if isinstance(helper, ast.FunctionDef) and not helper.decorator_list:
            _lift(helper, tree, names, parents, source, lines)
    if not lines:
        return None
    added = source.insert_lines(lines)
    return source.result(), added


def _lift(
    helper: ast.FunctionDef,
    tree: ast.Module,
    names: Names,
    parents: dict[ast.AST, ast.AST],
    source: Source,
    lines: dict[int, list[str]],
) -> None:
    entries = [s for s in helper.body if _entry(s, names)]
    last = helper.body[-1]
    if len(entries) != 1 or not isinstance(last, ast.Return) or not isinstance(last.value, ast.Name):
        return
    ends = (ast.Return, ast.Raise, ast.Yield, ast.YieldFrom)
    if any(isinstance(n, ends) and n is not last for n in ast.walk(helper)):
        return  # it may end before the entry
    entry: ast.Expr = entries[0]  # type: ignore[assignment]
    arguments = helper.args
    parameters = [a.arg for a in arguments.args]
    if arguments.posonlyargs or arguments.vararg or arguments.kwonlyargs or arguments.kwarg or arguments.defaults:
        return
    own = names.inner_scope(helper).bindings
    made = last.value.id
    if len(own.get(made, ())) != 1 or any(len(own.get(p, ())) != 1 for p in parameters):
        return
    within = [n for n in ast.walk(entry) if isinstance(n, ast.Name)]
    if any(n.id in own and n.id != made and n.id not in parameters for n in within) or not source.alone(entry):
        return
    calls = _calls(helper, tree, names, parents, source)
    if calls is None or not any(_looped(c, parents) for c in calls):
        return
    # a parameter that nothing else reads goes
    others = {n.id for s in helper.body if s is not entry for n in ast.walk(s) if isinstance(n, ast.Name)}
    gone = [p for p in parameters if p not in others]
    given: dict[ast.Call, dict[str, ast.expr]] = {}
    for call in calls:
        bound = dict(zip(parameters, call.args, strict=False))
        bound.update({k.arg: k.value for k in call.keywords if k.arg})
        read = {n.id for n in within} & set(parameters)
        if set(bound) != set(parameters) or any(not isinstance(bound[p], SIMPLE) for p in read | set(gone)):
            return
        target = parents[call].targets[0].id  # type: ignore[attr-defined]
        free = {n.id for n in within} - set(own)
        scope = names.scope_of.get(call.func, names.module_scope)
        if any(scope.find(name) not in (None, names.module_scope) for name in free):
            return  # the caller has another value of that name
        if any(isinstance(bound[p], ast.Name) and bound[p].id == target for p in read):  # type: ignore[attr-defined]
            return
        given[call] = bound
    start, end = source.span(entry)
    source.replace_span(source.line_start(start), source.line_end(end), "")
    if gone:
        first, final = source.span(arguments.args[0])[0], source.span(arguments.args[-1])[1]
        source.replace_span(first, final, ", ".join(p for p in parameters if p not in gone))
    for call, bound in given.items():
        statement = parents[call]
        values = {p: source.segment(v) for p, v in bound.items()}
        values[made] = statement.targets[0].id  # type: ignore[attr-defined]
        after = source.line_end(source.span(statement)[1])
        lines.setdefault(after, []).append(source.indent_of(statement) + _filled(entry, values, source))
        if gone:
            items = [source.segment(a) for p, a in zip(parameters, call.args, strict=False) if p not in gone]
            items += [f"{k.arg}={source.segment(k.value)}" for k in call.keywords if k.arg not in gone]
            source.replace(call, f"{helper.name}({', '.join(items)})")


def _entry(statement: ast.stmt, names: Names) -> bool:
    value = statement.value if isinstance(statement, ast.Expr) else None
    return isinstance(value, ast.Call) and names.resolve(value.func) == ADD


def _calls(
    helper: ast.FunctionDef, tree: ast.Module, names: Names, parents: dict[ast.AST, ast.AST], source: Source
) -> list[ast.Call] | None:
    """The calls of a helper, each of which a statement gives a name; None where it is used in another way."""
    if len(names.module_scope.bindings.get(helper.name, ())) != 1:
        return None
    found: list[ast.Call] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr == helper.name:
            return None
        if not isinstance(node, ast.Name) or node.id != helper.name or isinstance(node.ctx, ast.Store):
            continue
        call = parents[node]
        statement = parents.get(call)
        if not isinstance(call, ast.Call) or call.func is not node or not isinstance(statement, ast.Assign):
            return None
        single = len(statement.targets) == 1 and isinstance(statement.targets[0], ast.Name)
        if statement.value is not call or not single or not source.alone(statement):
            return None
        if any(isinstance(a, ast.Starred) for a in call.args) or any(k.arg is None for k in call.keywords):
            return None
        if source.line_end(source.span(statement)[1]) >= len(source.text):
            return None
        found.append(call)
    return found


def _looped(node: ast.AST, parents: dict[ast.AST, ast.AST]) -> bool:
    current = parents.get(node)
    while current is not None and not isinstance(current, FUNCTIONS):
        if isinstance(current, ast.For):
            return True
        current = parents.get(current)
    return False


def _filled(entry: ast.Expr, values: dict[str, str], source: Source) -> str:
    """The text of an entry with values for the helper's names."""
    start, end = source.span(entry)
    text = source.text[start:end]
    inside = [n for n in ast.walk(entry) if isinstance(n, ast.Name) and n.id in values]
    for node in sorted(inside, key=lambda n: source.span(n)[0], reverse=True):
        first, last = source.span(node)
        text = text[: first - start] + values[node.id] + text[last - start :]
    return text

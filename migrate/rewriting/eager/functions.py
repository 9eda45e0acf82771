"""tf.contrib.eager's functions that make functions: gradients, `defun`, `py_func`."""

from __future__ import annotations

import ast

from migrate.rewriting.eager.context import Context
from migrate.rewriting.native import FUNCTION, comment_start
from migrate.stages.program import Obstacle
from migrate.stages.tf_calls import bind

PREFIX = "contrib.eager."
GRADIENTS = {
    "contrib.eager.implicit_gradients": (True, False),
    "contrib.eager.implicit_value_and_gradients": (True, True),
    "contrib.eager.gradients_function": (False, False),
    "contrib.eager.value_and_gradients_function": (False, True),
}  # name -> (by the variables that are read, or by the arguments; with the value)
RENAMED = {
    "GradientTape": "GradientTape",
    "TensorSpec": "TensorSpec",
    "custom_gradient": "custom_gradient",
    "defun": "function",
    "executing_eagerly": "executing_eagerly",
    "function": "function",
    "in_eager_mode": "executing_eagerly",
    "py_func": "py_function",
}


def rewrite_call(context: Context, node: ast.Call, name: str) -> bool:
    if name in GRADIENTS:
        parent = context.parents.get(node)
        if not (
            isinstance(parent, ast.Assign) and isinstance(parent.targets[0], ast.Name) and len(parent.targets) == 1
        ):
            raise Obstacle(node, f"`tf.{name}` whose result has no name of its own")
        return True  # rewrite_statement writes it
    short = name.removeprefix(PREFIX)
    if name == short or short not in RENAMED:
        return False
    if short == "defun" and {k.arg for k in node.keywords} - {"func", "input_signature", "autograph"}:
        raise Obstacle(node, "`defun` with these arguments")
    _rename(context, node.func, short)
    return True


def rewrite_reference(context: Context, node: ast.AST, name: str) -> bool:
    short = name.removeprefix(PREFIX)
    if name == short or short not in RENAMED:
        return False
    _rename(context, node, short)
    return True


def _rename(context: Context, node: ast.AST, short: str) -> None:
    new = f"{context.tf}.{RENAMED[short]}"
    context.source.replace(node, new)
    context.note(node, "TF102", f"`tf.{PREFIX}{short}` -> `{new}`")


def rewrite_statement(context: Context, node: ast.stmt) -> None:
    """`grad = tfe.implicit_gradients(loss)` -> a function of that name with a gradient tape."""
    if not isinstance(node, ast.Assign) or not isinstance(node.value, ast.Call):
        return
    name = context.resolved(node.value.func)
    if name not in GRADIENTS:
        return
    implicit, with_value = GRADIENTS[name]
    target = node.targets[0]
    assert isinstance(target, ast.Name)
    bound = bind(node.value, ("f", "params"))
    if bound is None or set(bound) != {"f"}:
        raise Obstacle(node, f"`tf.{name}` with these arguments")
    source = context.source
    start, end = source.span(node)
    if not source.begins_line(start) or source.text[end : source.line_end(end)].strip():
        raise Obstacle(node, "several statements on one line")
    parameters, call = _wrapped(context, bound["f"], spread=implicit)
    used = set(parameters) | {n.id for n in ast.walk(ast.parse(call)) if isinstance(n, ast.Name)} | {target.id}
    tape = _free(used, "tape", "gradient_tape")
    value = _free(used, "loss" if implicit else "value", "value", "result")
    tf = context.tf
    lines = [f"def {target.id}({', '.join(parameters)}):"]
    if implicit:
        variables = _free(used, "variables", "watched")
        lines += [
            f"    with {tf}.GradientTape() as {tape}:",
            f"        {value} = {call}",
            f"    {variables} = {tape}.watched_variables()",
        ]
        result = f"list(zip({tape}.gradient({value}, {variables}), {variables}))"
    else:
        lines += [f"    {p} = {tf}.identity({p})" for p in parameters]
        watched = parameters[0] if len(parameters) == 1 else f"[{', '.join(parameters)}]"
        lines += [
            f"    with {tf}.GradientTape() as {tape}:",
            f"        {tape}.watch({watched})",
            f"        {value} = {call}",
        ]
        result = f"{tape}.gradient({value}, [{', '.join(parameters)}])"
    lines.append(f"    return {value}, {result}" if with_value else f"    return {result}")
    indent = source.indent_of(node)
    width = context.width
    lines = [width * ((len(x) - len(x.lstrip())) // 4) + x.lstrip() for x in lines]
    first = source.line_start(start)
    source.insert(comment_start(source, first), f"{FUNCTION}{indent}\n")
    text = "".join(f"{indent}{line}\n" for line in lines)
    source.replace_span(first, source.line_end(end), f"{text}\x00end {indent}\n")
    context.note(node, "TF102", f"`tf.{name}` -> `{tf}.GradientTape`")


def _free(used: set[str], *candidates: str) -> str:
    name = next((c for c in candidates if c not in used), candidates[-1] + "_")
    used.add(name)
    return name


def _wrapped(context: Context, node: ast.expr, spread: bool) -> tuple[list[str], str]:
    """(parameters, the call of the function with them); `spread`: any arguments will do where they are not known."""
    function: ast.FunctionDef | ast.Lambda | None = node if isinstance(node, ast.Lambda) else None
    skipped = 0
    if isinstance(node, ast.Name):
        found = context.kinds.definition(node)
        function = found if isinstance(found, ast.FunctionDef) else None
    elif isinstance(node, ast.Attribute):
        methods = context.kinds.functions.get(node.attr, [])
        if len(methods) == 1 and isinstance(context.parents.get(methods[0]), ast.ClassDef):
            function, skipped = methods[0], 1
    text = context.source.expression(node)
    plain = function is not None and not getattr(function, "decorator_list", None)
    if plain:
        args = function.args  # type: ignore[union-attr]
        plain = not (args.posonlyargs or args.vararg or args.kwarg or args.kwonlyargs or args.defaults)
    if not plain:
        if not spread:
            raise Obstacle(node, "the gradient by the arguments of a function that is not here")
        return ["*args", "**kwargs"], f"{text}(*args, **kwargs)"
    names = [a.arg for a in function.args.args][skipped:]  # type: ignore[union-attr]
    if isinstance(function, ast.Lambda):
        return names, context.source.expression(function.body)
    return names, f"{text}({', '.join(names)})"

"""Helpers that make variables of their own at each of several calls become `tf.Module` classes.

`l1 = add_layer(x, 1, 10)` made a weight at each call; in TensorFlow 2 an object made once beside the call holds it:
`l1_layer = AddLayer(1, 10)`, and the function calls `l1_layer(x)`.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from migrate.planning import Hoist
from migrate.rewriting import hoisting
from migrate.stages import shapes
from migrate.stages.program import Obstacle
from migrate.stages.values import Host, Variable

if TYPE_CHECKING:
    from migrate.rewriting.native import Context


def rewrite(context: Context) -> None:
    """Registers the edits inside each such helper and at its calls."""
    for definition in sorted(context.plan.modules, key=lambda d: d.lineno):
        hoists = [h for h in context.plan.hoists if h.definition is definition]
        _check(context, definition)
        _attributes(context, definition, hoists)
        class_name = context.fresh("".join(p[:1].upper() + p[1:] for p in definition.name.split("_")))
        build, run = _parameters(context, definition, hoists)
        _drop_sizes(context, definition, hoists, build)
        _imports(context, definition, class_name)
        context.modules[definition] = (class_name, build, run)
        _calls(context, definition, hoists, class_name, build, run)


def _check(context: Context, definition: ast.FunctionDef) -> None:
    arguments = definition.args
    if (
        arguments.vararg
        or arguments.kwarg
        or arguments.kwonlyargs
        or arguments.posonlyargs
        or definition.decorator_list
    ):
        raise Obstacle(definition, "a helper that makes variables and takes any number of arguments")
    for node in ast.walk(context.tree):
        if isinstance(node, ast.Name) and node.id == definition.name and isinstance(node.ctx, ast.Load):
            parent = context.interp.parents.get(node)
            if not (isinstance(parent, ast.Call) and parent.func is node):
                raise Obstacle(node, "a helper that makes variables is passed on")


def _attributes(context: Context, definition: ast.FunctionDef, hoists: list[Hoist]) -> None:
    """Creating statements go to `__init__`; what they made is read as `self.name`."""
    from migrate.rewriting.native import _delete

    source = context.source
    lines: list[str] = []
    for node in [n for n in hoisting.creating_nodes(context) if any(h.node is n for h in hoists)]:
        if node in context.interp.layers:
            layer = context.layer_calls[node]  # type: ignore[index]
            lines.append(f"self.{layer.name} = {layer.text}")
            continue
        statement = context.interp.parents.get(node)
        simple = isinstance(statement, ast.Assign) and len(statement.targets) == 1 and statement.value is node
        if not simple or not isinstance(statement.targets[0], ast.Name):
            raise Obstacle(node, "a variable is made inside an expression of a helper")
        if not hoisting.straight(context, statement, definition):
            raise Obstacle(node, "a variable is made under a condition")
        name = statement.targets[0].id
        if any(h.name == name and h.node is not node for h in hoists):
            raise Obstacle(node, f"`{name}` stands for several variables")
        for hoist in hoists:
            if hoist.node is node:
                hoist.name = name
        lines += f"self.{name} = {source.expression(node)}".split("\n")
        _delete(context, statement)
    variables = {h.variable for h in hoists}
    for inner in ast.walk(definition):
        if isinstance(inner, ast.Name) and isinstance(inner.ctx, ast.Load):
            value = context.value(inner)
            if isinstance(value, Variable) and value in variables:
                source.replace(inner, f"self.{next(h.name for h in hoists if h.variable is value)}")
    context.module_lines[definition] = lines


def _parameters(context: Context, definition: ast.FunctionDef, hoists: list[Hoist]) -> tuple[list[str], list[str]]:
    """(parameters that making needs, parameters that calling needs), in the helper's order."""
    names = [a.arg for a in definition.args.args]
    scope = context.names.inner_scope(definition)
    making: set[str] = set()
    sizes: list[str] = []
    inside: set[int] = set()
    for node in {id(h.node): h.node for h in hoists}.values():
        part = hoisting.build_time(context, node)
        inside |= {id(n) for n in part}
        for inner in part:
            if isinstance(inner, ast.Name) and inner.id in scope.bindings:
                if _dimension_name(context, definition, inner, hoists):
                    if inner.id not in sizes:
                        sizes.append(inner.id)
                    continue
                if inner.id not in names or len(scope.bindings[inner.id]) > 1:
                    raise Obstacle(inner, f"`{inner.id}` is computed inside the helper")
                making.add(inner.id)
    calling = {
        n.id
        for statement in definition.body
        for n in ast.walk(statement)
        if isinstance(n, ast.Name) and n.id in names and id(n) not in inside and not _in_dissolved(context, n)
    }
    required = [n for n in names if n in making and not _has_default(definition, n)]
    return required + sizes + [n for n in names if n in making and n not in required], [
        n for n in names if n in calling
    ]


def _has_default(definition: ast.FunctionDef, name: str) -> bool:
    names = [a.arg for a in definition.args.args]
    return names.index(name) >= len(names) - len(definition.args.defaults)


def _dimension_name(context: Context, definition: ast.FunctionDef, node: ast.Name, hoists: list[Hoist]) -> bool:
    """A local name for a dimension of a tensor (`in_dim = x.get_shape()[1]`): it is handed to the maker as a number."""
    bindings = context.names.inner_scope(definition).bindings[node.id]
    if len(bindings) != 1 or isinstance(bindings[0], ast.arg):
        return False
    return all(isinstance(h.known.get(node.id), Host) and h.known[node.id].axis is not None for h in hoists)


def _drop_sizes(context: Context, definition: ast.FunctionDef, hoists: list[Hoist], build: list[str]) -> None:
    """The statements that only computed sizes for the variables are not needed in the call."""
    from migrate.rewriting.native import _delete

    inside = {id(n) for h in hoists for n in hoisting.build_time(context, h.node)}
    scope = context.names.inner_scope(definition)
    for name in build:
        binding = scope.bindings.get(name, [None])[0]
        statement = context.interp.parents.get(binding) if isinstance(binding, ast.Name) else None
        others = [
            n
            for n in ast.walk(definition)
            if isinstance(n, ast.Name) and n.id == name and isinstance(n.ctx, ast.Load) and id(n) not in inside
        ]
        if isinstance(statement, ast.Assign) and not others:
            _delete(context, statement)


def _imports(context: Context, definition: ast.FunctionDef, class_name: str) -> None:
    """`from ops import fc_layer` names the class now."""
    for node in ast.walk(context.tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").rpartition(".")[2] in context.interp.local_modules:
            for alias in node.names:
                if alias.name == definition.name:
                    if alias.asname:
                        raise Obstacle(node, "a helper that makes variables is imported under another name")
                    context.source.replace(alias, class_name)


def _size(context: Context, hoist: Hoist, name: str, call: ast.AST) -> str:
    value = hoist.known[name]
    shape = shapes.shape_of(context.interp, value.shape_of)
    size = None if shape is None or value.axis is None else shape[value.axis]
    if size is None:
        raise Obstacle(call, f"`{name}`, a dimension of a tensor, is not known from the text")
    return str(size)


def _in_dissolved(context: Context, node: ast.AST) -> bool:
    """Whether a name only serves a variable scope, which goes."""
    current = context.interp.parents.get(node)
    while current is not None and not isinstance(current, ast.stmt):
        if isinstance(current, ast.withitem):
            return True
        current = context.interp.parents.get(current)
    return False


def _calls(
    context: Context, definition: ast.FunctionDef, hoists: list[Hoist], cls: str, build: list[str], run: list[str]
) -> None:
    source = context.source
    names = [a.arg for a in definition.args.args]
    instances: list[str] = []
    makers = {id(h.call) for h in hoists}
    entries = {id(c): c for c, *_ in context.interp.calls.get(id(definition), [])}
    shared = len(makers) < len(entries)
    if shared and len(makers) > 1:
        raise Obstacle(definition, "a helper that makes variables at some calls and shares them at others")
    for call in {id(h.call): h.call for h in hoists}.values():
        unit = next(h.unit for h in hoists if h.call is call)
        if not isinstance(call, ast.Call) or any(isinstance(a, ast.Starred) for a in call.args):
            raise Obstacle(call, "a helper that makes variables is called with spread arguments")
        given = dict(zip(names, call.args, strict=False))
        given.update({k.arg: k.value for k in call.keywords if k.arg})
        statement = context.interp.parents.get(call)
        target = None
        if isinstance(statement, ast.Assign) and statement.value is call and isinstance(statement.targets[0], ast.Name):
            target = statement.targets[0].id
        instance = context.fresh(f"{target}_layer" if target and not shared else f"{definition.name}_layer")
        instances.append(instance)
        maker = next(h for h in hoists if h.call is call)
        sizes = {n: _size(context, maker, n, call) for n in build if n not in names}
        owner = f"{source.expression(call.func.value)}." if isinstance(call.func, ast.Attribute) else ""
        context.hoisted_lines.setdefault(unit, []).append(
            f"{instance} = {owner}{cls}({_arguments(context, call, given, build, sizes)})"
        )
        source.replace(call, f"{instance}({_arguments(context, call, given, run)})")
        for hoist in hoists:
            if hoist.call is call:
                layer = hoist.creation in context.interp.layers
                if layer:
                    context.layer_access[hoist.variable] = f"{instance}.{hoist.name}"
                hoist.variable.access = None if layer else f"{instance}.{hoist.name}"

    for call in entries.values():
        if id(call) not in makers:
            given = dict(zip(names, call.args, strict=False))
            given.update({k.arg: k.value for k in call.keywords if k.arg})
            source.replace(call, f"{instances[0]}({_arguments(context, call, given, run)})")


def _arguments(
    context: Context, call: ast.Call, given: dict[str, ast.expr], wanted: list[str], sizes: dict[str, str] | None = None
) -> str:
    """The call's arguments for the wanted parameters; positional ones stay so while none before them is left out."""
    words: list[str] = []
    positional = True
    for name in wanted:
        if sizes and name in sizes:
            words.append(sizes[name] if positional else f"{name}={sizes[name]}")
            continue
        if name not in given:
            positional = False
            continue
        text = context.source.expression(given[name])
        by_position = given[name] in call.args
        words.append(text if positional and by_position else f"{name}={text}")
        positional = positional and by_position
    return ", ".join(words)


def place(context: Context) -> None:
    """Puts the classes where the helpers stood."""
    source = context.source
    for definition, (name, build, run) in context.modules.items():
        step = "    "
        head = [
            f"class {name}({context.tf}.Module):",
            f"{step}def __init__({', '.join(['self', *_signature(context, definition, build)])}):",
        ]
        head += [step * 2 + "super().__init__()"]
        head += [step * 2 + line for line in context.module_lines[definition]]
        head += ["", f"{step}def __call__({', '.join(['self', *_signature(context, definition, run)])}):"]
        first = definition.body[0]
        begin = source.line_start(source.span(first)[0])
        end = source.span(definition)[1]
        header_end = source.line_end(
            source.text.index(
                ":", source.span(definition.args.args[-1])[1] if definition.args.args else source.span(definition)[0]
            )
        )
        body = source.render(min(begin, header_end), end, dedent=True)
        lines = [line if line.startswith("\x00") or not line.strip() else step + line for line in body.split("\n")]
        source.replace(definition, "\n".join(head + lines))


def _signature(context: Context, definition: ast.FunctionDef, wanted: list[str]) -> list[str]:
    names = [a.arg for a in definition.args.args]
    defaults = dict(zip(reversed(names), reversed(definition.args.defaults), strict=False))
    words = []
    for name in wanted:
        if name in defaults:
            words.append(f"{name}={context.source.expression(defaults[name])}")
        else:
            words.append(name)
    return words

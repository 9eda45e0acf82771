"""`with arg_scope([fully_connected], activation_fn=tf.nn.relu):` -> the arguments at each call that they are for.

The same TensorFlow 1 program where all the calls that the scope reaches are written in its block. Values that are
more than a name or a literal are computed once, before the first call.
"""

from __future__ import annotations

import ast

from migrate.edits import Source, reindent
from migrate.names import Names, fresh, used
from migrate.rewriting import shared_initializers
from migrate.stages.tf_calls import LAYERS, STATELESS_LAYERS, bind

SCOPES = {"tensorflow.contrib.framework.arg_scope", "tensorflow.contrib.framework.python.ops.arg_scope"}
SCOPES |= {"tensorflow.contrib.framework.python.ops.arg_scope.arg_scope"}
KNOWN = {**LAYERS, **STATELESS_LAYERS}
# functions that call the ones of a scope themselves
CALLING = {f"tensorflow.contrib.layers.{n}" for n in ("repeat", "stack", "linear", "relu", "relu6", "optimize_loss")}
SAME = {"tensorflow.contrib.layers.convolution2d": "tensorflow.contrib.layers.conv2d"}  # one function of two names
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)
SIMPLE = (ast.Name, ast.Attribute, ast.Constant, ast.expr_context, ast.UnaryOp, ast.USub)


class Undecided(Exception):
    """What a scope reaches is not certain."""


def normalise(text: str, tree: ast.Module) -> tuple[str, None] | None:
    """The text without such scopes; None where there are none, or none that is certain."""
    if "arg_scope" not in text:
        return None
    scopes = _Scopes(text, tree)
    blocks = [n for n in ast.walk(tree) if isinstance(n, ast.With) and scopes.is_scope(n)]
    if not blocks:
        return None
    try:
        scopes.rewrite(blocks)
        result = scopes.source.result()
        for _ in blocks:
            result = _without_last(result)
    except Undecided:
        return None
    return shared_initializers.normalise(result, ast.parse(result)) or result, None


class _Scopes:
    def __init__(self, text: str, tree: ast.Module) -> None:
        self.tree, self.source, self.names = tree, Source(text), Names(tree)
        self.parents = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
        self.taken = used(tree)

    def is_scope(self, node: ast.With) -> bool:
        first = node.items[0].context_expr
        return isinstance(first, ast.Call) and self.names.resolve(first.func) in SCOPES

    def rewrite(self, blocks: list[ast.With]) -> None:
        given: dict[ast.Call, dict[str, str]] = {}
        for block in sorted(blocks, key=lambda n: -n.lineno):  # inner scopes win
            functions, arguments = self._header(block)
            for call in self._calls(block, functions):
                known = given.setdefault(call, {})
                for name, value in arguments.items():
                    known.setdefault(name, value)
        for call, arguments in given.items():
            path = (self.names.resolve(call.func) or "").removeprefix("tensorflow.")
            bound = bind(call, KNOWN[path])
            named = {k.arg for k in call.keywords}
            if bound is None or set(arguments) - set(KNOWN[path]) or set(arguments) & (set(bound) - named):
                raise Undecided  # TF1 takes no argument by its place that a scope gives
            words = [f"{name}={value}" for name, value in arguments.items() if name not in bound]
            if words:
                last = max(call.args + [k.value for k in call.keywords], key=lambda n: (n.end_lineno, n.end_col_offset))
                self.source.insert(self.source.span(last)[1], ", " + ", ".join(words))

    def _header(self, block: ast.With) -> tuple[set[str], dict[str, str]]:
        """The functions of a scope, and the text of each argument."""
        call = block.items[0].context_expr
        if len(block.items) > 1 or block.items[0].optional_vars is not None or not isinstance(call, ast.Call):
            raise Undecided
        listed = call.args[0] if len(call.args) == 1 else None
        if not isinstance(listed, (ast.List, ast.Tuple)) or any(k.arg is None for k in call.keywords):
            raise Undecided
        functions = {self._function(f) for f in listed.elts}
        if not all(f.removeprefix("tensorflow.") in KNOWN for f in functions):
            raise Undecided
        arguments, lines = {}, []
        indent = self.source.indent_of(block)
        for keyword in call.keywords:
            text = self.source.segment(keyword.value)
            if any(isinstance(n, FUNCTIONS) for n in ast.walk(keyword.value)):
                raise Undecided
            if all(isinstance(n, SIMPLE) for n in ast.walk(keyword.value)):
                self._settled(keyword.value, block)
            else:
                name = fresh(keyword.arg or "", self.taken)
                lines.append(f"{indent}{name} = {text}\n")
                text = name
            arguments[keyword.arg or ""] = text
        if lines:
            self.source.insert(self.source.line_start(self.source.span(block)[0]), "".join(lines))
        return functions, arguments

    def _function(self, node: ast.expr) -> str:
        """The function of the library that an expression names; "" for any other."""
        path = self.names.resolve(node) or ""
        return SAME.get(path, path)

    def _settled(self, value: ast.expr, block: ast.With) -> None:
        """A name in the header stands for the same thing in the whole block."""
        names = {n.id for n in ast.walk(value) if isinstance(n, ast.Name)}
        bound = {n.id for n in ast.walk(block) if isinstance(n, ast.Name) and not isinstance(n.ctx, ast.Load)}
        if names & bound:
            raise Undecided

    def _calls(self, block: ast.With, functions: set[str]) -> list[ast.Call]:
        """The calls that a scope is for: those in its block, if nothing that the block calls makes others."""
        found: list[ast.Call] = []
        if self._handed_on(functions):
            raise Undecided
        reached = {node for statement in block.body for node in ast.walk(statement)}
        if any(isinstance(n, FUNCTIONS) for n in reached):
            raise Undecided
        for call in [n for n in reached if isinstance(n, ast.Call)]:
            path = self._function(call.func) or None
            if path in functions:
                found.append(call)
            elif path in CALLING or not (path or "").startswith("tensorflow.") and self._makes(call, path, functions):
                raise Undecided
        for node in reached:  # a normalizer that the layers call
            if isinstance(node, ast.keyword) and self._function(node.value) in functions:
                raise Undecided
        header = [k.value for k in block.items[0].context_expr.keywords]  # type: ignore[attr-defined]
        if any(self._function(v) in functions for v in header):
            raise Undecided
        return found

    def _handed_on(self, functions: set[str]) -> bool:
        """Whether the program does anything with one of the functions but call it, or name it in such a scope."""
        headers = [n for n in ast.walk(self.tree) if isinstance(n, ast.With) and self.is_scope(n)]
        given = [a for h in headers for a in h.items[0].context_expr.args[:1]]  # type: ignore[attr-defined]
        listed = {id(n) for a in given for n in ast.walk(a)}
        for node in ast.walk(self.tree):
            if not isinstance(node, (ast.Name, ast.Attribute)) or self._function(node) not in functions:
                continue
            parent = self.parents.get(node)
            called = isinstance(parent, ast.Call) and parent.func is node
            normalizer = isinstance(parent, ast.keyword) and parent.arg == "normalizer_fn"
            if not called and not normalizer and id(node) not in listed:
                return True
        return False

    def _makes(self, call: ast.Call, path: str | None, functions: set[str]) -> bool:
        """Whether code of the program that a call may run calls one of the functions, or cannot be seen."""
        name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
        if path is not None and path.split(".")[0] not in ("numpy", "math", "os", "time", "random", "print"):
            known = (ast.FunctionDef, ast.ClassDef)
            if not any(isinstance(n, known) and n.name == name for n in ast.walk(self.tree)):
                return True
        waiting, seen = [name], set()
        while waiting:
            current = waiting.pop()
            seen.add(current)
            for definition in ast.walk(self.tree):
                if not isinstance(definition, (ast.FunctionDef, ast.ClassDef)) or definition.name != current:
                    continue
                for inner in [n for n in ast.walk(definition) if isinstance(n, ast.Call)]:
                    path = self._function(inner.func) or None
                    if path in functions or path in CALLING:
                        return True
                    called = inner.func.attr if isinstance(inner.func, ast.Attribute) else getattr(inner.func, "id", "")
                    if path is None and called not in seen:
                        waiting.append(called)
        return False


def _without_last(text: str) -> str:
    """A text whose last scope is dissolved."""
    source, tree = Source(text), ast.parse(text)
    block = max((n for n in ast.walk(tree) if isinstance(n, ast.With) and _named(n)), key=lambda n: n.lineno)
    start = source.line_start(source.span(block)[0])
    header = source.line_end(source.span(block.items[0].context_expr)[1])
    first, end = source.span(block.body[0])[0], source.line_end(source.span(block)[1])
    if header > source.line_start(first) or text[start : source.span(block)[0]].strip():
        raise Undecided
    inner = source.indent_of(block.body[0])
    lines = text[header:end].rstrip("\n").split("\n")
    while lines and not lines[0].strip():
        lines.pop(0)
    lines[0] = lines[0].lstrip()
    body = reindent("\n".join(lines), len(inner), source.indent_of(block))
    return text[:start] + body + "\n" + text[end:]


def _named(node: ast.With) -> bool:
    call = node.items[0].context_expr
    function = call.func if isinstance(call, ast.Call) else None
    return getattr(function, "attr", getattr(function, "id", "")) == "arg_scope"

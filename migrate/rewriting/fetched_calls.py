"""Helpers that are called in a fetch get a statement of their own: `session.run(generate(z), {z: noise})`.

The tensor has a name before the statement that runs it, `output = generate(z)`: the same TensorFlow 1 program where
the helper makes nothing but ops without a state, of values that are the same by then, and also where nothing is called
between the new statement and the place of the call. What is fetched may be a part of what the helper returns.
"""

from __future__ import annotations

import ast

from migrate.edits import Source
from migrate.names import Names, Scope, fresh, used

SESSIONS = {"tensorflow.Session", "tensorflow.InteractiveSession"}
BUILTINS = {"len", "range", "int", "float", "str", "list", "tuple", "zip", "enumerate", "reversed", "min", "max"}
METHODS = {"get_shape", "as_list", "items", "values", "keys"}
# what makes variables, draws, reads or changes what is outside the tensors
MAKING = (
    "ariable variable_scope placeholder random dropout layers. contrib. summary. train. data. estimator. metrics. "
    "losses. initializers. Session collection py_func assign scatter Queue gradients control_dependencies "
    "multinomial shuffle get_default while_loop map_fn scan cond case keras. gfile app. flags logging io. test. "
    "saved_model Options Proto resources Print"
).split()
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)
ALLOWED = (ast.Assign, ast.AugAssign, ast.Return, ast.Expr, ast.If, ast.For, ast.Pass)
SIMPLE = (ast.Assign, ast.AnnAssign, ast.Expr)
# what evaluates all that it holds, once and in the order of the text
IN_ORDER = (ast.Call, ast.keyword, ast.Tuple, ast.List, ast.Subscript, ast.Attribute, ast.BinOp, *SIMPLE)


def normalise(text: str, tree: ast.Module) -> tuple[str, list[int]] | None:
    """(the text with the statements, the lines that were added); None where there is nothing to do."""
    if ".run(" not in text or "def " not in text:
        return None
    calls = Calls(text, tree)
    lines: dict[int, list[str]] = {}
    found = [f for node in ast.walk(tree) for f in fetches(node) if called(f) is not None]
    for fetch in sorted(found, key=lambda f: (f.lineno, f.col_offset)):
        calls.name(fetch, lines)
    if not lines:
        return None
    added = calls.source.insert_lines(lines)
    return calls.source.result(), added


def fetches(node: ast.AST) -> list[ast.expr]:
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute) or node.func.attr != "run":
        return []
    given = node.args[0] if node.args else next((k.value for k in node.keywords if k.arg == "fetches"), None)
    if given is None:
        return []
    return list(given.elts) if isinstance(given, (ast.List, ast.Tuple)) else [given]


def called(fetch: ast.expr) -> ast.Call | None:
    """The call that a fetch is, or is a part of: `net(x)`, `net(x)["layers"]`."""
    while isinstance(fetch, ast.Attribute) or (
        isinstance(fetch, ast.Subscript) and isinstance(fetch.slice, (ast.Constant, ast.UnaryOp))
    ):
        fetch = fetch.value
    return fetch if isinstance(fetch, ast.Call) else None


class Calls:
    def __init__(self, text: str, tree: ast.Module) -> None:
        self.tree, self.names, self.source = tree, Names(tree), Source(text)
        self.parents = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
        self.taken = used(tree)
        self.known: dict[tuple[int, str], str] = {}  # block or fetch, source of a fetch -> its name
        self.named: set[ast.Call] = set()

    def name(self, fetch: ast.expr, lines: dict[int, list[str]]) -> None:
        """Gives what a fetch takes from a call a name, where that is certain to be the same program."""
        call = called(fetch)
        helper = self._helper(call.func) if call is not None else None
        statement, block = self._place(fetch)
        if call is None or helper is None or statement is None or fetch.lineno != fetch.end_lineno:
            return
        start = self.source.line_start(self.source.span(statement)[0])
        if start == 0 or self.source.text[start : self.source.span(statement)[0]].strip():
            return
        text = self.source.segment(fetch)
        pure = self._fixed(call, statement) and self._pure(helper, statement, [])
        if not pure and not self._first(fetch, call, statement):
            return
        key = id(block if pure else fetch), text
        if key not in self.known:
            self.known[key] = fresh(f"{helper.name.lower()}_output", self.taken)
            line = f"{self.source.indent_of(statement)}{self.known[key]} = {text}"
            lines.setdefault(start, []).append(line)
        self.source.replace(fetch, self.known[key])
        self.named.add(call)

    def _fixed(self, call: ast.Call, statement: ast.stmt) -> bool:
        """Whether the arguments of a call are the same before the statement that holds it."""
        given = [*call.args, *(k.value for k in call.keywords)]
        light = (ast.Name, ast.Constant, ast.Attribute, ast.Load, ast.Call, ast.keyword)
        inside = [n for value in given for n in ast.walk(value)]
        if not all(isinstance(n, light) for n in inside):
            return False
        if not all(self.settled(n, statement) for n in inside if isinstance(n, ast.Name)):
            return False
        return all(self.makes_ops(n, statement, []) for n in inside if isinstance(n, ast.Call))

    def _first(self, fetch: ast.expr, call: ast.Call, statement: ast.stmt) -> bool:
        """Whether a statement calls nothing before it makes a call, which it makes once."""
        if not isinstance(statement, SIMPLE):
            return False
        around: set[ast.AST] = set()
        node: ast.AST = fetch
        while node is not statement:
            node = self.parents[node]
            if not isinstance(node, IN_ORDER):
                return False
            around.add(node)
        place = fetch.lineno, fetch.col_offset
        inside = set(ast.walk(call))
        others = {n for n in ast.walk(statement) if isinstance(n, (ast.Call, ast.NamedExpr))} - around - inside
        return all(n in self.named or (n.lineno, n.col_offset) > place for n in others)

    def _place(self, node: ast.AST) -> tuple[ast.stmt | None, list[ast.stmt] | None]:
        """The statement of a graph's scope that holds a node, and its block; None inside a function's session code."""
        while True:
            parent = self.parents.get(node)
            if parent is None or isinstance(parent, FUNCTIONS):
                return None, None
            outside = isinstance(parent, ast.Module) or (
                isinstance(parent, ast.With)
                and self.opens_session(parent)
                and isinstance(self.parents.get(parent), ast.Module)
            )
            if outside and isinstance(node, ast.stmt):
                return node, parent.body  # type: ignore[attr-defined]
            node = parent

    def opens_session(self, node: ast.With) -> bool:
        """Whether a `with` block opens a session and nothing else."""
        calls = [i.context_expr for i in node.items]
        return bool(calls) and all(isinstance(c, ast.Call) and self.names.resolve(c.func) in SESSIONS for c in calls)

    def _helper(self, node: ast.expr) -> ast.FunctionDef | None:
        if not isinstance(node, ast.Name):
            return None
        owner = self.owner(node)
        bindings = owner.bindings.get(node.id, []) if owner is not None else []
        plain = owner is self.names.module_scope and len(bindings) == 1 and isinstance(bindings[0], ast.FunctionDef)
        return bindings[0] if plain else None  # type: ignore[return-value]

    def owner(self, name: ast.Name) -> Scope | None:
        return self.names.scope_of.get(name, self.names.module_scope).find(name.id)

    def settled(self, name: ast.Name, statement: ast.stmt) -> bool:
        """Whether a name of the module has been given its one value before a statement."""
        owner = self.owner(name)
        if owner is None:
            return name.id in BUILTINS or name.id in ("True", "False", "None")
        bindings = owner.bindings.get(name.id, [])
        here = self._scope_around(statement)
        if owner not in (self.names.module_scope, here) or len(bindings) != 1:
            return False
        return getattr(bindings[0], "lineno", statement.lineno) < statement.lineno

    def _scope_around(self, node: ast.AST) -> Scope:
        while not isinstance(node, ast.Module):
            node = self.parents[node]
            if isinstance(node, FUNCTIONS):
                return self.names.inner_scope(node)
        return self.names.module_scope

    def fresh(self, wished: str) -> str:
        return fresh(wished, self.taken)

    def _pure(self, helper: ast.FunctionDef, statement: ast.stmt, around: list[ast.FunctionDef]) -> bool:
        """Whether a helper makes ops without a state and does nothing else."""
        if helper in around or helper.decorator_list or helper.lineno > statement.lineno:
            return False
        scope = self.names.inner_scope(helper)
        for node in ast.walk(helper):
            if node is helper:
                continue
            if isinstance(node, (*FUNCTIONS, ast.Global, ast.Nonlocal, ast.Yield, ast.YieldFrom, ast.Await)):
                return False
            if isinstance(node, ast.stmt) and not isinstance(node, ALLOWED):
                return False
            if isinstance(node, (ast.Attribute, ast.Subscript)) and not isinstance(node.ctx, ast.Load):
                return False
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
                inner = self.owner(node)
                own = inner is not None and inner is not self.names.module_scope
                if inner is not scope and not own and not self.settled(node, statement):
                    return False
            if isinstance(node, ast.Call) and not self.makes_ops(node, statement, [*around, helper]):
                return False
        return True

    def makes_ops(self, node: ast.Call, statement: ast.stmt, around: list[ast.FunctionDef]) -> bool:
        path = self.names.resolve(node.func)
        if path is not None:
            return path.startswith("tensorflow.") and not any(word in path for word in MAKING)
        if isinstance(node.func, ast.Attribute):
            return node.func.attr in METHODS
        helper = self._helper(node.func)
        if helper is not None:
            return self._pure(helper, statement, around)
        return isinstance(node.func, ast.Name) and self.owner(node.func) is None and node.func.id in BUILTINS

"""`/` in Python 2: of whole numbers it rounds down, which Python 3 writes `//`."""

from __future__ import annotations

import ast
from collections import defaultdict

from migrate.edits import Source

_FLOATS = {"float", "round", "time.time", "math.sqrt", "math.log", "math.exp", "math.ceil", "math.floor"}
_FLOATS |= {f"np.{name}" for name in ("mean", "std", "var", "sqrt", "exp", "log", "float32", "float64", "linspace")}
_FLOATS |= {f"np.random.{name}" for name in ("rand", "randn", "normal", "uniform", "random")}
_WHOLES = {"int", "len", "ord", "long"}


def keep(text: str, tree: ast.Module) -> tuple[str, list[tuple[int, int]]]:
    """(the text with `//` where both operands are whole numbers, (line, column) of each `/` where that is open)."""
    kinds = _Kinds(tree)
    source = Source(text)
    doubtful: list[tuple[int, int]] = []
    whole = {id(n.args[0]) for n in ast.walk(tree) if _called(n) == "int" and n.args}  # type: ignore[attr-defined]
    for node in ast.walk(tree):
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div):
            left, right = node.left, node.right
        elif isinstance(node, ast.AugAssign) and isinstance(node.op, ast.Div):
            left, right = ast.copy_location(_as_load(node.target), node.target), node.value
        else:
            continue
        found = {kinds.of(left), kinds.of(right)}
        start = source.span(node.left if isinstance(node, ast.BinOp) else node.target)[1]
        at = _operator(text, start, source.span(right)[0])
        if found == {"int"}:
            source.replace_span(at, at + 1, "//")
        elif "float" not in found and id(node) not in whole:
            doubtful.append((text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)))
    return source.result() if source.edits else text, sorted(doubtful)


def _operator(text: str, start: int, end: int) -> int:
    """Where the `/` stands between two operands: brackets, comments and new lines may stand there too."""
    at = start
    while text[at] != "/":
        at = text.index("\n", at) if text[at] == "#" else at + 1
    assert at < end
    return at


def _as_load(node: ast.expr) -> ast.expr:
    return ast.Name(node.id, ast.Load()) if isinstance(node, ast.Name) else node


def _called(node: ast.AST) -> str:
    return ast.unparse(node.func).replace("numpy.", "np.") if isinstance(node, ast.Call) else ""


class _Kinds:
    """ "int" or "float" of an expression where the text tells it, else None."""

    def __init__(self, tree: ast.Module) -> None:
        self.values: dict[str, list[ast.expr | None]] = defaultdict(list)
        self.waiting: set[str] = set()
        for node in ast.walk(tree):
            if isinstance(node, ast.Assign):
                for target in node.targets:
                    self._bind(target, node.value)
            elif isinstance(node, ast.AugAssign):
                self._bind(node.target, ast.BinOp(_as_load(node.target), node.op, node.value))
            elif isinstance(node, ast.AnnAssign):
                self._bind(node.target, node.value)
            elif isinstance(node, (ast.For, ast.comprehension)):
                counts = _called(node.iter) in ("range", "list(range)")
                self._bind(node.target, ast.Constant(0) if counts else None)
                if _called(node.iter) == "enumerate" and isinstance(node.target, ast.Tuple):
                    self.values[getattr(node.target.elts[0], "id", "")][-1:] = [ast.Constant(0)]
            elif isinstance(node, ast.arg):
                self.values[node.arg].append(None)
            elif isinstance(node, ast.withitem) and node.optional_vars is not None:
                self._bind(node.optional_vars, None)
            elif isinstance(node, (ast.Import, ast.ImportFrom)):
                for alias in node.names:
                    self.values[alias.asname or alias.name].append(None)

    def _bind(self, target: ast.expr, value: ast.expr | None) -> None:
        if isinstance(target, ast.Name):
            self.values[target.id].append(value)
        elif isinstance(target, (ast.Tuple, ast.List)):
            given = value.elts if isinstance(value, (ast.Tuple, ast.List)) else []
            for at, element in enumerate(target.elts):
                self._bind(element, given[at] if len(given) == len(target.elts) else None)
        elif isinstance(target, ast.Starred):
            self._bind(target.value, None)

    def of(self, node: ast.expr | None) -> str | None:
        if isinstance(node, ast.Constant):
            return {int: "int", float: "float"}.get(type(node.value))
        if isinstance(node, ast.UnaryOp):
            return self.of(node.operand)
        if isinstance(node, ast.BinOp):
            found = {self.of(node.left), self.of(node.right)}
            return "float" if "float" in found else "int" if found == {"int"} else None
        if isinstance(node, ast.IfExp):
            return self._same([node.body, node.orelse])
        if isinstance(node, ast.Call):
            name = _called(node)
            if name in ("max", "min", "abs", "sum") and node.args:
                return self._same(list(node.args)) if name != "sum" else None
            return "float" if name in _FLOATS else "int" if name in _WHOLES else None
        if isinstance(node, ast.Subscript) and isinstance(node.value, ast.Attribute) and node.value.attr == "shape":
            return "int"
        if isinstance(node, ast.Name) and node.id in self.values and node.id not in self.waiting:
            self.waiting.add(node.id)
            try:
                return self._same(self.values[node.id], node.id)
            finally:
                self.waiting.discard(node.id)
        return None

    def _same(self, nodes: list[ast.expr | None], own: str = "") -> str | None:
        """The kind of all of them; what is computed of the name itself counts as the others do."""
        found = {self.of(n) for n in nodes if not (own and isinstance(n, ast.BinOp) and _reads(n.left, own))}
        more = {self.of(n.right) for n in nodes if own and isinstance(n, ast.BinOp) and _reads(n.left, own)}
        if found == {"float"}:
            return "float"
        return next(iter(found)) if len(found) == 1 and more <= found else None


def _reads(node: ast.expr, name: str) -> bool:
    return isinstance(node, ast.Name) and node.id == name

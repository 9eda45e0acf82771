"""TF1's names of variables that a loop makes in scopes of its own: `with tf.name_scope("conv-%s" % size):`.

Each pass makes variables whose names hold a number that only a run knows, so the names become texts of the new program.
"""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from migrate.stages.values import UNKNOWN, Host, Variable, leaves

if TYPE_CHECKING:
    from migrate.stages.interpreter import Interpreter

SCOPES = {"tensorflow.name_scope", "tensorflow.variable_scope"}
PLAIN = r"[-/\w.]*"


@dataclass(frozen=True)
class LoopedName:
    """`text`: the name as the inside of an f-string; `number`: the name of the loop that it holds; `loop`: the loop."""

    text: str
    number: str
    loop: ast.For


def of(interp: Interpreter, variable: Variable) -> LoopedName | None:
    """The name of a variable that stands for those of a loop; None where it is not certain."""
    node = variable.node
    loops = interp.parents_in_loop(node)
    kind = (interp.names.resolve(node.func) or "") if isinstance(node, ast.Call) else ""
    if not variable.many or len(loops) != 1 or kind not in ("tensorflow.Variable", "tensorflow.get_variable"):
        return None
    loop = loops[0]
    own = _own(node, kind)  # type: ignore[arg-type]
    around = _scopes(interp, node)
    if not isinstance(loop, ast.For) or own is None or not around or interp.graph_names.several_graphs:
        return None
    calls = [call for block, call in around if not kind.endswith("get_variable") or _of_variables(interp, call)]
    if any(loop not in _above(interp, block) for block, _ in around) or len(calls) != 1:
        return None
    scope = _word(calls[0].args[0]) if len(calls[0].args) == 1 and not calls[0].keywords else None
    if scope is None:
        return None
    text, number = scope
    if _repeats(interp, loop.iter):
        return None
    targets = {n.id for n in ast.walk(loop.target) if isinstance(n, ast.Name)}
    if number not in targets or not _is_number(interp, variable, number) or not _alone(interp, calls[0], text):
        return None
    beside = [_own(c.node, kind) for c in interp.creations if c.node in set(ast.walk(loop)) and c.node is not node]
    return LoopedName(f"{text}/{own}", number, loop) if own not in beside else None  # type: ignore[arg-type]


def _repeats(interp: Interpreter, node: ast.expr) -> bool:
    """Whether a loop is known to go through some number several times: TF1 made the names of its scopes different."""
    value = interp.value_of.get(id(node))
    given = [x.const for x in leaves(value) if isinstance(x, Host) and x.const is not UNKNOWN] if value else []
    return len(set(map(repr, given))) < len(given)


def _own(node: ast.AST, kind: str) -> str | None:
    given = next((k.value for k in getattr(node, "keywords", []) if k.arg == "name"), None)
    if given is None and kind.endswith("get_variable") and getattr(node, "args", []):
        given = node.args[0]  # type: ignore[attr-defined]
    text = given.value if isinstance(given, ast.Constant) else None
    return text if isinstance(text, str) and re.fullmatch(r"[\w.-]+", text) else None


def _scopes(interp: Interpreter, node: ast.AST) -> list[tuple[ast.With, ast.Call]]:
    """The blocks of scopes around a node inside its function, with their calls."""
    found: list[tuple[ast.With, ast.Call]] = []
    for block in _above(interp, node):
        for item in block.items if isinstance(block, ast.With) else ():
            call = item.context_expr
            if isinstance(call, ast.Call) and interp.names.resolve(call.func) in SCOPES:
                found.append((block, call))  # type: ignore[arg-type]
    return found


def _above(interp: Interpreter, node: ast.AST) -> list[ast.AST]:
    found: list[ast.AST] = []
    current = interp.parents.get(node)
    while current is not None and not isinstance(current, (ast.FunctionDef, ast.Lambda)):
        found.append(current)
        current = interp.parents.get(current)
    return found


def _of_variables(interp: Interpreter, call: ast.Call) -> bool:
    return interp.names.resolve(call.func) == "tensorflow.variable_scope"


def _word(node: ast.expr) -> tuple[str, str] | None:
    """(a text with one name in it as the inside of an f-string, the name): `"conv-%s" % size`."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mod) and isinstance(node.left, ast.Constant):
        given, pieces = node.right, re.split("%[sd]", str(node.left.value))
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "format":
        template = node.func.value
        if not isinstance(template, ast.Constant) or len(node.args) != 1 or node.keywords:
            return None
        given, pieces = node.args[0], re.split(r"\{0?\}", str(template.value))
    elif isinstance(node, ast.JoinedStr):
        holes = [v for v in node.values if isinstance(v, ast.FormattedValue)]
        if len(holes) != 1 or holes[0].conversion != -1 or holes[0].format_spec is not None:
            return None
        at = node.values.index(holes[0])
        texts = [getattr(v, "value", "") for v in node.values]
        given, pieces = holes[0].value, ["".join(texts[:at]), "".join(texts[at + 1 :])]
    elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add) and isinstance(node.left, ast.Constant):
        call = node.right
        text = isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "str"
        if not text or len(call.args) != 1:  # type: ignore[attr-defined]
            return None
        given, pieces = call.args[0], [str(node.left.value), ""]  # type: ignore[attr-defined]
    else:
        return None
    if len(pieces) != 2 or not isinstance(given, ast.Name) or not pieces[0]:
        return None
    if not all(re.fullmatch(PLAIN, piece) for piece in pieces):
        return None
    return f"{pieces[0]}{{{given.id}}}{pieces[1]}", given.id


def _is_number(interp: Interpreter, variable: Variable, name: str) -> bool:
    """Whether what a loop goes through are numbers: variables that it makes have them as dimensions."""
    inside = set(ast.walk(interp.parents_in_loop(variable.node)[0]))
    return any(name in (v.shape or ()) for v in interp.variables if v.node in inside)


def _alone(interp: Interpreter, call: ast.Call, text: str) -> bool:
    """Whether no other scope or op may have taken the names of a loop's scopes before."""
    beginning = text.partition("{")[0].lower()
    given = ast.dump(call.args[0])
    for node in ast.walk(interp.tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.lower().startswith(beginning):
            if "%" not in node.value and "{" not in node.value and node.value.lower() != beginning:
                return False
        if not isinstance(node, ast.Call) or interp.names.resolve(node.func) not in SCOPES or node is call:
            continue
        first = node.args[0] if node.args else None
        if isinstance(first, ast.Constant) and isinstance(first.value, str):
            continue
        if first is None or ast.dump(first) == given:
            if first is None or node.lineno < call.lineno:
                return False
            continue
        word = _word(first)
        other = word[0].partition("{")[0].lower() if word is not None else ""
        if other.startswith(beginning) or beginning.startswith(other):
            return False
    return True

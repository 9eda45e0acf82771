"""Texts of which only parts are known, `"conv-%s" % i`, and the names of variables that are made of them.

A pattern is a tuple of parts: a `str` is itself, a `Hole` some text of which at most the alphabet is known.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from migrate.stages.values import UNKNOWN, Host, Value

if TYPE_CHECKING:
    from migrate.stages.interpreter import Interpreter

NUMBER, RANGE = "number", "range"  # notes of host values: whole numbers, and ranges of them
DIGITS = frozenset("0123456789-+. ")
SUFFIX = frozenset("_0123456789")


@dataclass(eq=False)
class Hole:
    """`value`: what its text is made of; else `alphabet` has all characters that it may hold."""

    value: Host | None = None
    alphabet: frozenset[str] | None = None


Pattern = tuple["str | Hole", ...]
UNIQUE = Hole(alphabet=SUFFIX)  # what TF1 puts behind a name that is taken


def of(value: Value | None) -> Pattern | None:
    """The pattern of a host value's text; None where nothing of it is known."""
    if not isinstance(value, Host):
        return None
    if value.pattern is not None:
        return value.pattern  # type: ignore[return-value]
    if type(value.const) in (str, int) and not value.note:
        return (str(value.const),)
    return (Hole(value),) if value.const is UNKNOWN else None


def joined(parts: Sequence[Value]) -> Host:
    """The text that the parts make one after the other."""
    found = [of(part) for part in parts]
    if None in found:
        return Host()
    pattern = tuple(p for part in found for p in part or ())
    return Host(pattern=pattern) if any(isinstance(p, str) for p in pattern) else Host()


def formatted(template: str, given: Sequence[Value]) -> Host:
    """`template % given`, of conversions without flags."""
    pieces = re.split(r"%[sdi]", template)
    if len(pieces) != len(given) + 1 or any("%" in piece for piece in pieces):
        return Host()
    return _between(pieces, given)


def filled(template: str, given: Sequence[Value]) -> Host:
    """`template.format(*given)`, of fields without names and formats."""
    pieces = template.split("{}") if "{}" in template else re.split(r"\{\d+\}", template)
    order = [int(n) for n in re.findall(r"\{(\d+)\}", template)] or list(range(len(given)))
    if (
        len(pieces) != len(order) + 1
        or any("{" in p or "}" in p for p in pieces)
        or max(order, default=0) >= len(given)
    ):
        return Host()
    return _between(pieces, [given[n] for n in order])


def _between(pieces: list[str], given: Sequence[Value]) -> Host:
    parts: list[Value] = [Host(pieces[0])]
    for value, piece in zip(given, pieces[1:], strict=True):
        parts += [value, Host(piece)]
    return joined(parts)


def number() -> Host:
    """A whole number that is not known."""
    return Host(note=NUMBER)


def combined(op: ast.operator, left: Host, right: Host) -> Host:
    """What an operator gives of two host values, not both of them known."""
    texts = [v for v in (left, right) if v.pattern is not None or isinstance(v.const, str)]
    if len(texts) == 2 and isinstance(op, ast.Add):
        return joined([left, right])
    whole = all(v.note == NUMBER or type(v.const) is int for v in (left, right))
    return number() if whole and isinstance(op, (ast.Add, ast.Sub, ast.Mult, ast.FloorDiv, ast.Mod)) else Host()


# ---------------------------------------------------------------- names
def path(*parts: Pattern | None) -> Pattern | None:
    """Names below each other, `a/b`; an empty one is no level. None where one of them is not known."""
    found: list[str | Hole] = []
    for part in parts:
        if part is None:
            return None
        if part in ((), ("",)):
            continue
        found += ["/", *part] if found else part
    return tuple(found)


def scope(interp: Interpreter, node: ast.Call, name: str) -> Pattern | None:
    """What `tf.variable_scope(name)` is called; None where that is not told by its name."""
    named = next((k.value for k in node.keywords if k.arg in ("name", "name_or_scope")), None)
    given = node.args[0] if node.args else named
    return of(interp.value_of.get(id(given))) if name in ("name_scope", "variable_scope") else None


def around(interp: Interpreter) -> Pattern | None:
    """The variable scopes around the current place."""
    opened = [s for s in interp.open_scopes if not s.detail.get("names_only")]
    return path(*(s.detail.get("pattern") for s in opened))


def of_variable(interp: Interpreter, kind: str, name: Value | None) -> Pattern | None:
    """The name of a variable that is made here, without `:0`. kind: "get_variable" or "Variable"."""
    if kind == "get_variable":
        return path(around(interp), of(name))
    own: Pattern | None = ("Variable",)
    if name is not None and not (isinstance(name, Host) and name.const is None):
        own = of(name)
    if own is None:
        return None
    scopes = [s.detail.get("pattern") for s in interp.open_scopes]
    if any(p is None or p and _absolute(p) for p in scopes):
        return None
    return path(*((*p, UNIQUE) for p in scopes if p and p != ("",)), (*own, UNIQUE))  # type: ignore[misc]


def of_layer(interp: Interpreter, name: Value | None, default: str | None) -> Pattern | None:
    """What the names of a layer's variables begin with."""
    given = name is not None and not (isinstance(name, Host) and name.const is None)
    own = of(name) if given else (default, UNIQUE) if default is not None else None
    return path(around(interp), own)


def _absolute(part: Pattern) -> bool:
    """Whether the name of a scope may end with a slash, so that it begins anew."""
    return not isinstance(part[-1], str) and part[-1].alphabet is None or str(part[-1]).endswith("/")


# ---------------------------------------------------------------- tests
def decide(
    interp: Interpreter, test: ast.expr, pattern: Pattern, ask: Callable[[ast.expr], tuple[str, str] | None]
) -> bool | None:
    """What a test of a name says of all names of a pattern; None where that is not certain.

    `ask(node)`: ("name", "") or ("op", "") for an expression that is the name, with or without `:0`, ("text", word)
    for a known text, None for others.
    """
    if isinstance(test, ast.BoolOp):
        answers = [decide(interp, value, pattern, ask) for value in test.values]
        settling = isinstance(test.op, ast.Or)
        if settling in answers:
            return settling
        return None if None in answers else not settling
    if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
        answer = decide(interp, test.operand, pattern, ask)
        return None if answer is None else not answer
    elements: list[str | Hole] = list(pattern)
    if isinstance(test, ast.Compare) and len(test.ops) == 1 and isinstance(test.ops[0], (ast.In, ast.NotIn)):
        word, name = ask(test.left), ask(test.comparators[0])
        if not _text(word) or name is None or _text(name):
            return None
        answer = _contains(interp, _with_index(elements, name[0]), word[1])  # type: ignore[index]
        return answer if answer is None or isinstance(test.ops[0], ast.In) else not answer
    if isinstance(test, ast.Call) and isinstance(test.func, ast.Attribute) and len(test.args) == 1:
        word, name = ask(test.args[0]), ask(test.func.value)
        if not _text(word) or name is None or _text(name) or test.keywords:
            return None
        whole = _with_index(elements, name[0])
        if test.func.attr == "startswith":
            return _begins(interp, whole, word[1])  # type: ignore[index]
        if test.func.attr == "endswith":
            backwards = [e[::-1] if isinstance(e, str) else e for e in reversed(whole)]
            return _begins(interp, backwards, word[1][::-1])  # type: ignore[index]
    return None


def _begins(interp: Interpreter, elements: list, word: str) -> bool | None:
    if _literals(elements)[0].startswith(word):
        return True
    return None if _possible(interp, elements, word, anywhere=False) else False


def _text(asked: tuple[str, str] | None) -> bool:
    return asked is not None and asked[0] == "text"


def _with_index(elements: list, kind: str) -> list:
    return [*elements, ":0"] if kind == "name" else elements


def _literals(elements: list) -> list[str]:
    """The texts between the holes."""
    found = [""]
    for element in elements:
        if isinstance(element, str):
            found[-1] += element
        else:
            found.append("")
    return found


def _contains(interp: Interpreter, elements: list, word: str) -> bool | None:
    if any(word in text for text in _literals(elements)):
        return True
    return None if _possible(interp, elements, word, anywhere=True) else False


def _possible(interp: Interpreter, elements: list, word: str, anywhere: bool) -> bool:
    """Whether a name of the pattern may have a word in it, or begin with it."""
    steps: list = [c for e in elements for c in (e if isinstance(e, str) else [e])]

    def reached(places: set[int]) -> set[int]:
        found = set(places)
        for place in sorted(places):
            while place < len(steps) and isinstance(steps[place], Hole):  # a hole may be empty
                place += 1
                found.add(place)
        return found

    places = reached(set(range(len(steps))) if anywhere else {0})
    for letter in word:
        after: set[int] = set()
        for place in places:
            if place == len(steps):
                continue
            step = steps[place]
            if isinstance(step, str):
                after |= {place + 1} if step == letter else set()
            elif (known := _alphabet(interp, step)) is None or letter in known:
                after.add(place)
        places = reached(after)
    return bool(places)


def _alphabet(interp: Interpreter, hole: Hole) -> frozenset[str] | None:
    if hole.value is None:
        return hole.alphabet
    return DIGITS if hole.value.note == NUMBER or hole.value in interp.dimensions else None


def dimensions(interp: Interpreter, given: ast.expr | None) -> None:
    """Notes what a new variable has as a dimension: such values are numbers."""
    if isinstance(given, (ast.List, ast.Tuple)):
        values = [interp.value_of.get(id(part)) for part in given.elts]
        interp.dimensions |= {v for v in values if isinstance(v, Host) and v.const is UNKNOWN}

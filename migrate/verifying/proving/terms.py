"""Terms: expressions over inputs and variables, each kept once, so that equal terms are the same number.

A term is made from its operation, its attributes and its arguments. `Terms.make` brings it to a normal form; two
graphs whose normal forms are the same compute the same. Rules that keep every bit are applied silently. Those that
hold for real numbers and may round otherwise (a fused kernel as the formula that it documents) are noted in
`formulas`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

Shape = tuple["int | None", ...]


@dataclass(frozen=True)
class Term:
    """`op` on `args` (numbers of terms); `output` picks one of several results. `attrs` are sorted (name, value)."""

    op: str
    attrs: tuple[tuple[str, Any], ...]
    args: tuple[int, ...]
    output: int
    dtype: str


class Terms:
    """All terms of a proof; of equal ones there is one. Shapes are what the graphs know statically."""

    def __init__(self) -> None:
        self.all: list[Term] = []
        self.shapes: list[Shape | None] = []
        self.formulas: set[str] = set()
        self._known: dict[Term, int] = {}
        self._rules: dict[str, list[Callable[[Terms, Term, Shape | None], int | None]]] | None = None

    def __getitem__(self, number: int) -> Term:
        return self.all[number]

    def shape(self, number: int) -> Shape | None:
        return self.shapes[number]

    def dtype(self, number: int) -> str:
        return self.all[number].dtype

    def intern(self, term: Term, shape: Shape | None) -> int:
        """The number of exactly this term."""
        number = self._known.get(term)
        if number is None:
            number = self._known[term] = len(self.all)
            self.all.append(term)
            self.shapes.append(shape)
        elif shape is not None:
            self.learn(number, shape)
        return number

    def learn(self, number: int, shape: Shape) -> None:
        """A graph knows the shape of this term."""
        self.shapes[number] = _sharper(self.shapes[number], shape)

    def make(
        self,
        op: str,
        args: Sequence[int],
        dtype: str,
        shape: Shape | None = None,
        attrs: dict[str, Any] | tuple[tuple[str, Any], ...] = (),
        output: int = 0,
    ) -> int:
        """The number of the normal form of a term; `attrs` as a graph has them, or as another term has."""
        term = Term(op, frozen(attrs) if isinstance(attrs, dict) else attrs, tuple(args), output, dtype)
        if self._rules is None:
            from migrate.verifying.proving.rules import RULES

            self._rules = RULES
        for rule in (*self._rules.get(op, ()), *self._rules["*"]):
            number = rule(self, term, shape)
            if number is not None:
                if shape is not None:
                    self.learn(number, shape)
                return number
        return self.intern(term, shape)


def frozen(value: Any) -> Any:
    """A value of JSON that can be a key; a dictionary becomes sorted pairs."""
    if isinstance(value, dict):
        return tuple((key, frozen(item)) for key, item in sorted(value.items()))
    if isinstance(value, (list, tuple)):
        return tuple(frozen(item) for item in value)
    # 1, 1.0 and True are equal in Python; attributes of these types are not the same.
    return (type(value).__name__, value) if isinstance(value, (bool, float)) else value


def thawed(term: Term, name: str, default: Any = None) -> Any:
    """The attribute `name` of a term."""
    for key, value in term.attrs:
        if key == name:
            return value[1] if isinstance(value, tuple) and len(value) == 2 and value[0] in ("bool", "float") else value
    return default


def _sharper(one: Shape | None, other: Shape) -> Shape | None:
    if one is None or len(one) != len(other):
        return other if one is None else one
    return tuple(dim if dim is not None else known for dim, known in zip(one, other, strict=True))

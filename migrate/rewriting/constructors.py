"""Constructors of classes in the text: which one a class has, and statements at its end."""

from __future__ import annotations

import ast

from migrate.edits import Source


def is_plain(cls: ast.ClassDef) -> bool:
    """Whether a class has no bases, metaclass or decorators that could change what its constructor does."""
    bases = all(isinstance(b, ast.Name) and b.id == "object" for b in cls.bases)
    return bases and not cls.keywords and not cls.decorator_list


def of(cls: ast.ClassDef) -> ast.FunctionDef | None:
    """The constructor of a class; None where it has none, or one that may end before its last statement."""
    found = next((m for m in cls.body if isinstance(m, ast.FunctionDef) and m.name == "__init__"), None)
    return None if found is None or any(isinstance(n, ast.Return) for n in ast.walk(found)) else found


def extend(source: Source, constructor: ast.FunctionDef, lines: list[str]) -> bool:
    """Adds statements at the end of a constructor; False where no line can follow it."""
    indent = source.indent_of(constructor.body[-1])
    end = source.line_end(source.span(constructor)[1])
    if not source.text[:end].endswith("\n"):
        return False
    source.insert(end - 1, "".join(f"\n{indent}{line}" if line else "\n" for line in lines))
    return True

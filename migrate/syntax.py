"""Whether a source is Python 3, and what a person should do where it is not."""

from __future__ import annotations

import ast
import re
import warnings

from migrate.findings import Finding
from migrate.project import problem

# What Python 2 allowed and Python 3 does not, seen on the line at which the parser stopped.
_PYTHON_2 = (
    ("the print statement", re.compile(r"(?:^|[;:])\s*print\b\s*(?:>>|[^\s(=.,\[)\]:]|\(.*\)\s*[%,]|$)")),
    ("the exec statement", re.compile(r"(?:^|[;:])\s*exec\s+[^\s(=.]")),
    ("'except E, name:'", re.compile(r"^\s*except\b[^:#]*,\s*\w+\s*:")),
    ("'raise E, value'", re.compile(r"(?:^|[;:])\s*raise\s+[\w.]+\s*,")),
    ("a number with the suffix L", re.compile(r"\b(?:0[xX][0-9a-fA-F]+|\d+)[lL]\b")),
    ("the operator <>", re.compile(r"<>")),
    ("backquotes for repr", re.compile(r"`[^`]+`")),
    ("a string with the prefix ur", re.compile(r"\b[uU][rR][\"']")),
    ("a tuple parameter", re.compile(r"\b(?:def\s+\w+\s*\(|lambda\b)[^:]*?\(\s*\w+\s*,")),
)
_PYTHON_2_MESSAGE = re.compile(
    r"Missing parentheses in call to '(print|exec)'|multiple exception types must be parenthesized|"
    r"leading zeros in decimal integer literals"
)
_QUOTED = re.compile(r"'(?:[^'\\\n]|\\.)*'|\"(?:[^\"\\\n]|\\.)*\"|(#.*)")


def syntax_problem(path: str, text: str) -> Finding | None:
    """None for Python 3, else TF006 for Python 2, TF001 for anything else that does not parse."""
    try:
        parse(text)
    except SyntaxError as error:
        return _explain(path, text, error)
    except ValueError as error:  # null bytes, in Python 3.10 and 3.11.3
        return problem("TF001", path, f"cannot be parsed: {error}")
    except (RecursionError, MemoryError):
        return problem("TF001", path, "cannot be parsed: an expression is nested too deeply for Python's own parser")
    return None


def parse(text: str) -> ast.Module:
    """`ast.parse` without the warnings that the user's code would give when it is compiled."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return ast.parse(text)


def _explain(path: str, text: str, error: SyntaxError) -> Finding:
    line = max(error.lineno or 1, 1)
    column = max(error.offset or 1, 1)
    message = error.msg or "invalid syntax"
    lines = text.split("\n")
    here = lines[line - 1] if line <= len(lines) else ""
    code = _QUOTED.sub(lambda match: "" if match[1] else '""', here)
    what = next((name for name, pattern in _PYTHON_2 if pattern.search(code)), None)
    if what is None and _PYTHON_2_MESSAGE.search(message):
        what = message
    if what is None:
        return problem("TF001", path, f"cannot be parsed: {message}; mend line {line} and run again", line, column)
    return problem(
        "TF006",
        path,
        f"is Python 2 ({what} in line {line}); bring it to Python 3 first, for example with 2to3 or modernize, "
        "and run again",
        line,
        column,
    )

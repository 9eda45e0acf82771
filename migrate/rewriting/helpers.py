"""Small functions and classes that a rewritten program gets where TensorFlow 2 has none of the same numbers.

Each is a template: Python text whose imports only serve the template itself. It goes after the program's own imports,
under a name that the program does not use.
"""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from migrate.rewriting.native import Context

TEMPLATES = Path(__file__).parent / "templates"


def use(context: Context, template: str, name: str) -> str:
    """The name of a template's function or class in this file; `name` is the one that the template gives it."""
    known = context.helpers.get(template)
    if known is None:
        known = context.helpers[template] = (name, context.fresh(name))
    return known[1]


def insert(context: Context) -> None:
    """Puts what was used after the last import at the top of the program."""
    from migrate.rewriting.native import FUNCTION

    if not context.helpers:
        return
    source = context.source
    imports = [n for n in context.tree.body if isinstance(n, (ast.Import, ast.ImportFrom))]
    last = max(imports, key=lambda n: n.lineno)
    at = source.line_end(source.span(last)[1]) - 1
    for template, (old, new) in sorted(context.helpers.items()):
        text = (TEMPLATES / f"{template}.py.txt").read_text(encoding="utf-8")
        text = text[re.search(r"^(class|def|@)", text, re.MULTILINE).start() :].rstrip("\n")  # type: ignore[union-attr]
        if context.tf != "tf":
            text = re.sub(r"\btf\.", f"{context.tf}.", text)
        if new != old:
            text = re.sub(rf"\b{old}\b", new, text)
        source.insert(at, f"\n{FUNCTION}\n{text}\n\x00end ")

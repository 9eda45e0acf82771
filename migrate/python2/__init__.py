"""Python 2 sources become Python 3 before anything else is done with them, by fissix and with whole divisions kept.

An opt-in step: which sources are Python 2 is told by their syntax and by names that only Python 2 has.
"""

from __future__ import annotations

import ast
import re
from functools import lru_cache
from typing import Any

from migrate.findings import Finding
from migrate.python2 import divisions
from migrate.syntax import parse

_NAMES = {"xrange", "raw_input", "unicode", "unichr", "basestring", "long", "execfile", "reduce", "reload", "cmp"}
_METHODS = {"iteritems", "iterkeys", "itervalues", "has_key"}
_MODULES = {"cPickle", "StringIO", "cStringIO", "Queue", "ConfigParser", "urllib2", "urlparse", "commands", "Tkinter"}
# What fissix does beside bringing code to Python 3, or what cannot be known from one file.
_LEFT_OUT = {"fix_import", "fix_asserts", "fix_idioms", "fix_set_literal", "fix_ws_comma", "fix_buffer"}
_FUTURE = r"^[ \t]*from[ \t]+__future__[ \t]+import\b[^\n]*\b{}\b"


class CannotConvert(Exception):
    """A source that fissix cannot bring to Python 3, or no fissix; the text says why."""


def convert(path: str, text: str) -> tuple[str, list[Finding]] | None:
    """(the source as Python 3, findings under `path`), None for one that is no Python 2; raises CannotConvert."""
    if not _is_python2(text):
        return None
    new = _refactored(path, text)
    try:
        tree = parse(new)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise CannotConvert(f"fissix left what is no Python 3: {error}") from None
    findings = [Finding("TF115", path, 1, 1, "Python 2 is brought to Python 3", fixable=True)]
    if not _imports_from_future(text, "division"):
        new, doubtful = divisions.keep(new, tree)
        message = "of whole numbers, this `/` rounded down in Python 2; what is divided here is not known"
        findings += [Finding("TF312", path, line, column, message) for line, column in doubtful]
    return new, findings


def _is_python2(text: str) -> bool:
    try:
        tree = parse(text)
    except SyntaxError:
        return True
    except (ValueError, RecursionError, MemoryError):
        return False
    bound = {n.id for n in ast.walk(tree) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
    bound |= {
        a.asname or a.name for n in ast.walk(tree) if isinstance(n, (ast.Import, ast.ImportFrom)) for a in n.names
    }
    bound |= {n.name for n in ast.walk(tree) if isinstance(n, (ast.FunctionDef, ast.ClassDef))}
    tried = {id(inner) for n in ast.walk(tree) if isinstance(n, ast.Try) for inner in ast.walk(n)}
    for node in ast.walk(tree):
        if id(node) in tried:
            continue
        if isinstance(node, ast.Name) and node.id in _NAMES - bound:
            return True
        if isinstance(node, ast.Attribute) and node.attr in _METHODS:
            return True
        if isinstance(node, ast.Import) and any(a.name in _MODULES for a in node.names):
            return True
        if isinstance(node, ast.ImportFrom) and not node.level and node.module in _MODULES:
            return True
    return False


def _imports_from_future(text: str, name: str) -> bool:
    return re.search(_FUTURE.format(name), text, re.M) is not None


def _refactored(path: str, text: str) -> str:
    failure: Exception | None = None
    # a file may call `print` as a function without saying so
    for print_function in (True,) if _imports_from_future(text, "print_function") else (False, True):
        try:
            return str(_tool(print_function).refactor_string(text if text.endswith("\n") else text + "\n", path))
        except CannotConvert:
            raise
        except Exception as error:
            failure = failure or error
    raise CannotConvert(f"fissix cannot read it: {str(failure).strip() or type(failure).__name__}")


@lru_cache
def _tool(print_function: bool) -> Any:
    try:
        from fissix import refactor
    except ImportError:
        raise CannotConvert("it needs the extra `python2`: pip install 'tf1-migrate[python2]'") from None
    fixers = refactor.get_fixers_from_package("fissix.fixes")
    fixers = [name for name in fixers if name.rpartition(".")[2] not in _LEFT_OUT]
    return refactor.RefactoringTool(fixers, {"print_function": print_function})

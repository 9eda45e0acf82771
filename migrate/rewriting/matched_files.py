"""`match_filenames_once` becomes the matching itself, where nothing writes files before the run that matched them.

TF1 kept the names in a local variable, so they were those at the run of its initializer; `matching_files` looks when it
is called.
"""

from __future__ import annotations

import ast

from migrate.edits import Source
from migrate.names import Names

PATHS = ("tensorflow.train.match_filenames_once", "tensorflow.io.match_filenames_once")
INITIALIZERS = ("tensorflow.local_variables_initializer", "tensorflow.initialize_local_variables")
# the last names of calls that write, move or remove files
WRITERS = frozenset(
    "TFRecordWriter write_text write_bytes imsave imwrite savefig save savez savez_compressed savetxt tofile to_csv "
    "to_pickle dump rename replace remove unlink move copy copyfile copytree rmtree extractall urlretrieve system call "
    "check_call Popen makedirs mkdir GFile FastGFile".split()
)
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)


def pattern(call: ast.AST | None, names: Names) -> ast.expr | None:
    """What the names of `match_filenames_once(pattern)` match; None for another call."""
    if not isinstance(call, ast.Call) or names.resolve(call.func) not in PATHS:
        return None
    given = dict(zip(("pattern", "name"), call.args, strict=False))
    given.update({k.arg: k.value for k in call.keywords if k.arg})
    return given.get("pattern")


def normalise(text: str, tree: ast.Module) -> tuple[str, None] | None:
    """(the text with the matching itself, None); None where there is nothing to do or no certain form."""
    if "match_filenames_once" not in text:
        return None
    names, source = Names(tree), Source(text)
    for node in ast.walk(tree):
        matched = pattern(node, names)
        if matched is None:
            continue
        function = node.func  # type: ignore[attr-defined]
        if not same_when_called(node, tree, names) or not isinstance(function, ast.Attribute):  # type: ignore[arg-type]
            return None
        source.replace(
            node, f"{ast.unparse(function.value).partition('.')[0]}.matching_files({source.segment(matched)})"
        )
    return (source.result(), None) if source.edits else None


def same_when_called(call: ast.Call, tree: ast.Module, names: Names) -> bool:
    """Whether the files are the same where the call stands as at the run that initialises local variables."""
    scope = names.scope_of.get(call.func)
    writers = [n for n in ast.walk(tree) if isinstance(n, ast.Call) and _writes(n)]
    if scope is None:
        return not writers
    around = {id(n) for n in ast.walk(scope.node)}
    inner = {
        id(n) for f in ast.walk(scope.node) if isinstance(f, FUNCTIONS) and f is not scope.node for n in ast.walk(f)
    }
    straight = [n for n in ast.walk(scope.node) if isinstance(n, ast.Call) and id(n) not in inner]
    after = [n for n in straight if n.lineno > call.lineno]
    ends = [n.lineno for n in after if names.resolve(n.func) in INITIALIZERS]
    last = max(ends, default=1 << 30)
    called = {_last_name(n.func) for n in after if n.lineno <= last}
    looped = _looped(scope.node, call)
    for writer in writers:
        if id(writer) in around and id(writer) not in inner:
            if looped or call.lineno < writer.lineno <= last:
                return False
        elif not ends or looped or _reached(tree, writer, called):
            return False
    return True


def _reached(tree: ast.Module, writer: ast.Call, called: set[str]) -> bool:
    """Whether a function that is called by one of some names, or one that it calls, holds a call."""
    functions = [f for f in ast.walk(tree) if isinstance(f, FUNCTIONS) and hasattr(f, "name")]
    known, names = set(), set(called)
    while True:
        new = [f for f in functions if f.name in names and f not in known]  # type: ignore[union-attr]
        if not new:
            return any(n is writer for f in known for n in ast.walk(f))
        known.update(new)
        names |= {_last_name(n.func) for f in new for n in ast.walk(f) if isinstance(n, ast.Call)}


def _looped(scope: ast.AST, call: ast.Call) -> bool:
    loops = (n for n in ast.walk(scope) if isinstance(n, (ast.For, ast.While)))
    return any(call in ast.walk(loop) for loop in loops)


def _writes(call: ast.Call) -> bool:
    name = _last_name(call.func)
    if name != "open":
        return name in WRITERS
    mode = call.args[1] if len(call.args) > 1 else next((k.value for k in call.keywords if k.arg == "mode"), None)
    if mode is None:
        return False
    return not (isinstance(mode, ast.Constant) and isinstance(mode.value, str) and set(mode.value) <= set("rbtU"))


def _last_name(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""

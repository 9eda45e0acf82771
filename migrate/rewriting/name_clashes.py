"""Names that files of one program give to different things, while the files are read as one text.

Each file's own thing gets a suffix that no program can have, in that file and wherever another one imports it; when the
text is cut into files again the suffixes go.
"""

from __future__ import annotations

import ast
import re
from functools import cache

from migrate.edits import Source
from migrate.names import Names
from migrate.rewriting import programs
from migrate.stages.attributes import DOT

SUFFIX = f"{DOT}file"
_SUFFIX = re.compile(rf"{SUFFIX}\d+")
Origin = tuple[int, str]  # the file, by its place in the list, and the name that it has there


class Undecided(Exception):
    """What a name stands for in a file cannot be told."""


def apart(files: list[tuple[str, str]]) -> list[tuple[str, str]] | None:
    """The files with different names for different things; None where that is not certain."""
    try:
        return _Apart(files).result()
    except Undecided:
        return None


def restored(text: str) -> str:
    """A text with the user's names again."""
    return _SUFFIX.sub("", text)


def meets(text: str) -> str | None:
    """A name that would stand for two things in a file once it is the user's again; None where there is none."""
    found: dict[str, str] = {}
    for node in ast.walk(ast.parse(text)):
        word = node.id if isinstance(node, ast.Name) else node.arg if isinstance(node, ast.arg) else None
        if word is not None and found.setdefault(restored(word), word) != word:
            return restored(word)
    return None


def column(text: str, line: int, at: int) -> int:
    """The user's column, from 1, for a column of a line whose names have suffixes."""
    lines = text.split("\n")
    if not 0 < line <= len(lines):
        return at
    before = lines[line - 1].encode()[: at - 1].decode(errors="ignore")
    return at - (len(before.encode()) - len(restored(before).encode()))


class _Apart:
    def __init__(self, files: list[tuple[str, str]]) -> None:
        self.files = files
        self.trees = [ast.parse(text) for _, text in files]
        self.names = [Names(tree) for tree in self.trees]
        self.imports = [self._imported(index) for index in range(len(files))]
        self.exported = cache(self._exported)

    # ------------------------------------------------------------ modules
    def _parts(self, index: int) -> list[str]:
        parts = self.files[index][0].removesuffix(".py").split("/")
        return parts[:-1] if parts[-1] == "__init__" else parts

    def _file(self, index: int, module: str, level: int) -> int | None:
        """The file that an import in another one means; None where it is none of the program."""
        wanted = module.split(".") if module else []
        here = self.files[index][0].split("/")[:-1]
        if level:
            wanted = here[: len(here) - (level - 1)] + wanted
            found = [i for i in range(len(self.files)) if self._parts(i) == wanted]
        else:
            ends = [i for i in range(len(self.files)) if self._parts(i)[-len(wanted) :] == wanted]
            beside = [i for i in ends if self._parts(i) == here + wanted]
            found = beside or [
                i for i in ends if here[: len(self._parts(i)) - len(wanted)] == self._parts(i)[: -len(wanted)]
            ]
        if len(found) > 1:
            raise Undecided
        return found[0] if found else None

    def _imported(self, index: int) -> list[tuple[ast.Import | ast.ImportFrom, ast.alias, int, bool]]:
        """(statement, alias, file, whether the alias is the file itself) for what a file imports from others."""
        found = []
        for node in ast.walk(self.trees[index]):
            if isinstance(node, ast.Import):
                for alias in node.names:
                    file = self._file(index, alias.name, 0)
                    if file is not None:
                        found.append((node, alias, file, True))
            elif isinstance(node, ast.ImportFrom):
                for alias in node.names:
                    inner = f"{node.module}.{alias.name}" if node.module else alias.name
                    file = self._file(index, inner, node.level) if alias.name != "*" else None
                    whole = file is not None
                    if file is None and node.module:
                        file = self._file(index, node.module, node.level)
                    if file is not None and file != index:
                        found.append((node, alias, file, whole))
        return found

    def _own(self, index: int) -> dict[str, list[ast.AST]]:
        """Names that a file binds itself at the level of its module."""
        local = {id(node) for node, *_ in self.imports[index]}
        scope = self.names[index].module_scope
        bound = {n: [b for b in found if id(b) not in local] for n, found in scope.bindings.items()}
        return {name: found for name, found in bound.items() if found}

    def _exported(self, index: int) -> dict[str, Origin]:
        """What each name of a file stands for, its own ones and those that it imports from others."""
        found: dict[str, Origin] = {}
        for _, alias, file, whole in self.imports[index]:
            if alias.name == "*":
                found |= {n: o for n, o in self.exported(file).items() if not n.startswith("_")}
            elif not whole:
                origin = self.exported(file).get(alias.name)
                if origin is not None:
                    found[alias.asname or alias.name] = origin
        for name in self._own(index):
            if name in found:
                raise Undecided
            found[name] = (index, name)
        return found

    # ------------------------------------------------------------ names
    def result(self) -> list[tuple[str, str]]:
        suffixes = self._suffixes()
        found = []
        for index, (name, text) in enumerate(self.files):
            source = Source(text)
            self._rename(index, source, suffixes)
            new = source.result() if source.edits else text
            found.append((name, new))
        if programs.clashes(found) is not None:
            raise Undecided
        return found

    def _suffixes(self) -> dict[Origin, str]:
        """New names for all but the first thing that bears a name; imports of libraries keep theirs."""
        holders: dict[str, list[int]] = {}
        for index in range(len(self.files)):
            for name in self._own(index):
                holders.setdefault(name, []).append(index)
        found: dict[Origin, str] = {}
        for name, indexes in holders.items():
            libraries = [i for i in indexes if self._library(i, name) is not None]
            meanings = {self._library(i, name) for i in libraries}
            if len(meanings) > 1:
                raise Undecided
            others = [i for i in indexes if i not in libraries]
            for index in others if libraries else others[1:]:
                found[index, name] = f"{name}{SUFFIX}{index}"
        return found

    def _library(self, index: int, name: str) -> str | None:
        """The part of a library that a name stands for; None where the file gives it a meaning of its own."""
        alias = programs.library_aliases(self.trees[index], self.names[index]).get(name)
        if alias is not None:
            return alias
        bindings = self._own(index)[name]
        if not all(isinstance(b, (ast.Import, ast.ImportFrom)) for b in bindings):
            return None
        paths = {self.names[index].import_path(b, name) or "" for b in bindings}
        return paths.pop() if len(paths) == 1 else ""

    def _rename(self, index: int, source: Source, suffixes: dict[Origin, str]) -> None:
        tree, names = self.trees[index], self.names[index]
        meaning = self.exported(index)
        new = {name: suffixes[origin] for name, origin in meaning.items() if origin in suffixes}
        # another file's thing may be imported under a name of its own
        new = {n: text for n, text in new.items() if meaning[n][1] == n}
        formatted = {id(n) for s in ast.walk(tree) if isinstance(s, ast.JoinedStr) for n in ast.walk(s)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Name) and node.id in new and self._of_module(names, node):
                if id(node) in formatted:
                    raise Undecided  # positions in f-strings are not known in all versions of Python
                source.replace(node, new[node.id])
            elif isinstance(node, (ast.FunctionDef, ast.ClassDef, ast.AsyncFunctionDef)) and node.name in new:
                if node in names.module_scope.bindings.get(node.name, []):
                    start = source.offset(node.lineno, node.col_offset)
                    at = source.text.index(node.name, start + (5 if isinstance(node, ast.ClassDef) else 3))
                    source.replace_span(at, at + len(node.name), new[node.name])
            elif isinstance(node, (ast.Global, ast.Nonlocal)) and set(node.names) & set(new):
                source.replace(node, "global " + ", ".join(new.get(n, n) for n in node.names))
            elif isinstance(node, ast.Constant) and node.value in new and self._by_text(node, tree):
                raise Undecided
            elif isinstance(node, ast.Attribute):
                file = self._module_of(index, node.value)
                origin = self.exported(file).get(node.attr) if file is not None else None
                if origin in suffixes:
                    if id(node) in formatted:
                        raise Undecided
                    end = source.span(node)[1]
                    source.replace_span(end - len(node.attr), end, suffixes[origin])  # type: ignore[index]
        for _, alias, file, whole in self.imports[index]:
            origin = self.exported(file).get(alias.name) if not whole else None
            if origin in suffixes:
                start = source.offset(alias.lineno, alias.col_offset)
                source.replace_span(start, start + len(alias.name), suffixes[origin])  # type: ignore[index]

    @staticmethod
    def _of_module(names: Names, node: ast.Name) -> bool:
        scope = names.scope_of.get(node, names.module_scope).find(node.id)
        return scope is None or scope is names.module_scope

    @staticmethod
    def _by_text(node: ast.Constant, tree: ast.Module) -> bool:
        """Whether names are looked up by their text."""
        calls = (n for n in ast.walk(tree) if isinstance(n, ast.Call) and isinstance(n.func, ast.Name))
        return any(c.func.id in ("globals", "getattr", "vars", "setattr") for c in calls)  # type: ignore[attr-defined]

    def _module_of(self, index: int, node: ast.AST) -> int | None:
        """The file of the program that an expression stands for."""
        path = ast.unparse(node) if isinstance(node, (ast.Name, ast.Attribute)) else ""
        for _, alias, file, whole in self.imports[index]:
            bound = alias.asname or alias.name
            if whole and path == bound:
                root = node
                while isinstance(root, ast.Attribute):
                    root = root.value
                if isinstance(root, ast.Name) and self._of_module(self.names[index], root):
                    return file
        return None

"""From source texts to source texts: the one door between the command line and the migration itself."""

from __future__ import annotations

import ast
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from migrate import handed_on
from migrate.alike import alike
from migrate.edits import Source
from migrate.findings import Finding
from migrate.names import Names
from migrate.syntax import imports_of, still_parses, tree_of


@dataclass(frozen=True)
class SourceFile:
    """A decoded source; `name` is its posix path relative to the root, newlines are "\\n"."""

    name: str
    text: str


@dataclass(frozen=True)
class Options:
    """What a run may choose.

    `graph_mode` names files whose programs stay on `compat`, though they could be native. `style` "fit" makes training
    loops of session programs calls of Keras's `fit`; "loop" keeps them.
    """

    graph_mode: frozenset[str] = frozenset()
    style: str = "loop"


@dataclass
class FileResult:
    """`text` None leaves the file byte for byte. A name that was not handed in is a new file."""

    name: str
    text: str | None
    findings: list[Finding] = field(default_factory=list)
    parsed: bool = False  # that the text parses was seen already


@dataclass
class ProgramResult:
    """`form`: "native", "compat", "by hand" or "none" (nothing of TF1 in it)."""

    name: str
    form: str
    reason: Finding | None = None


@dataclass
class GroupResult:
    files: list[FileResult] = field(default_factory=list)
    programs: list[ProgramResult] = field(default_factory=list)


@dataclass(eq=False)
class _File:
    source: SourceFile
    hands_on: bool = False  # to files that use what only TensorFlow 1 has

    @cached_property
    def tree(self) -> ast.Module:
        return tree_of(self.source.text)

    @cached_property
    def own(self) -> bool:
        """Whether the file has TensorFlow or Keras itself; one that only imports such a file is never written."""
        return uses_tensorflow(self.source.text.encode(errors="replace")) and any(
            _FRAMEWORK.search(module) for module, _ in imports_of(self.source.text)
        )

    @cached_property
    def names(self) -> Names:
        return Names(self.tree)

    def release(self) -> None:
        """Drops the tree, so that a large group is never in memory as a whole."""
        self.__dict__.pop("tree", None)
        self.__dict__.pop("names", None)


def uses_tensorflow(data: bytes) -> bool:
    """Whether a file can be of interest at all: a byte search, nothing is parsed."""
    return b"tensorflow" in data or b"keras" in data or _RUNTIME.search(data) is not None


# the imports through which a file can come to know TensorFlow, also as another file's `tf` or by a star
_FRAMEWORK = re.compile(r"tensorflow|keras|^compat\b|\btf$|\*$")

# an import of the compat runtime: a file that was migrated before, and still ties its program to graph mode
_RUNTIME = re.compile(rb"^[ \t]*(?:from|import)[ \t]+compat\b", re.MULTILINE)


def group(files: Sequence[SourceFile]) -> list[list[SourceFile]]:
    """Files that import each other, directly or through a third: they are migrated in one form."""
    by_module = _by_module(files)
    parent = {file.name: file.name for file in files}

    def root(name: str) -> str:
        while parent[name] != name:
            parent[name] = parent[parent[name]]
            name = parent[name]
        return name

    for file in files:
        for target in _local_imports(file, by_module):
            parent[root(target.name)] = root(file.name)
    groups: dict[str, list[SourceFile]] = {}
    for file in files:
        groups.setdefault(root(file.name), []).append(file)
    return list(groups.values())


def _module_parts(name: str) -> list[str]:
    parts = name.removesuffix(".py").split("/")
    return parts[:-1] if parts[-1] == "__init__" and len(parts) > 1 else parts


def _by_module(files: Sequence[SourceFile]) -> dict[str, list[SourceFile]]:
    """Dotted module name -> files that it can mean, from any folder above them."""
    found: dict[str, list[SourceFile]] = {}
    for file in files:
        parts = _module_parts(file.name)
        for start in range(len(parts)):
            found.setdefault(".".join(parts[start:]), []).append(file)
    return found


def _local_imports(file: SourceFile, by_module: dict[str, list[SourceFile]]) -> list[SourceFile]:
    """Files that an import statement of this one can mean: beside it or below a folder above it."""
    try:
        wanted = imports_of(file.text)
    except (SyntaxError, ValueError, RecursionError):
        return []
    here = file.name.split("/")[:-1]
    found: list[SourceFile] = []
    for module, level in wanted:
        for candidate in by_module.get(module, []):
            folder = _module_parts(candidate.name)[: -len(module.split("."))]
            base = here[: len(here) - (level - 1)] if level > 1 else here
            reachable = folder == base if level else base[: len(folder)] == folder
            if candidate.name != file.name and reachable:
                found.append(candidate)
    return found


def migrate_group(files: Sequence[SourceFile], options: Options) -> GroupResult:
    """Migrates files that belong together: native where every file can be, else all of them on the `compat` runtime."""
    parsed = [_File(file) for file in files]
    entries = _entries(parsed)
    for loose in (True, False):
        parts = _apart(parsed, entries, loose)
        if len(parts) > 1:
            found = _together(files, [migrate_group([file.source for file in part], options) for part in parts])
            if found is not None:
                return found
    old = _old(parsed, entries)
    if not old:
        return GroupResult([FileResult(f.name, None) for f in files], [])
    try:
        _not_on_runtime(parsed)
        _not_wanted(parsed, options)
        _not_ended(entries)
        results = _native(parsed, old, options)
    except _NotNative as error:
        reason = error.finding
    except Exception as error:  # whatever the program is, it keeps running in graph mode
        reason = _reason(old[0], old[0].tree, f"internal error: {type(error).__name__}: {error}", "TF203")
    else:
        return GroupResult(results, [ProgramResult(file.source.name, "native") for file in entries])
    return _in_graph_mode(entries, _graph_mode(parsed, _switched(parsed)), reason)


def _apart(files: list[_File], entries: list[_File], loose: bool) -> list[list[_File]]:
    """The files by programs: those that share no file with TensorFlow may have forms of their own.

    loose: files that mean the same in both forms may be shared too.
    """
    if len(entries) < 2 or _large(files):
        return [files]
    parts: list[list[_File]] = []
    free = [file for file in files if not file.own or loose and _means_the_same(file, files)]
    ended = [file for file in entries if ended_at(file) is not None]
    for entry in [file for file in entries if file not in ended]:
        joined = _imported_first(files, entry)
        for part in [p for p in parts if any(file not in free and file in joined for file in p)]:
            parts.remove(part)
            joined = [*part, *(file for file in joined if file not in part)]
        parts.append(joined)
    taken = {file for part in parts for file in part}
    for entry in ended if parts else ():  # it ends before it uses what it imports
        parts.append([file for file in _imported_first(files, entry) if file not in taken])
    if {file.source.name for part in parts for file in part} != {file.source.name for file in files}:
        return [files]
    return [[file for file in files if file in part] for part in parts]


def _native_form(part: GroupResult) -> bool:
    return all(program.form == "native" for program in part.programs)


def _means_the_same(file: _File, files: list[_File]) -> bool:
    """Whether native programs and others can share a file as it stands."""
    if _is_tf1(file) or not alike(file.tree, file.names):
        return False
    module, handed = _module_parts(file.source.name)[-1:], handed_on.words(file.tree)
    others = [other for other in files if module and other is not file]
    return not any(handed_on.taken(other.tree, module[0], handed) for other in others)


def _together(files: Sequence[SourceFile], parts: Sequence[GroupResult]) -> GroupResult | None:
    """The results of programs that share nothing which is written; files in their order, then those that are new.

    A file that native programs share with others stays as it is. None where one of them needs it otherwise.
    """
    by_name: dict[str, FileResult] = {}
    for part in sorted(parts, key=lambda p: not _native_form(p)):
        for result in part.files:
            found = by_name.setdefault(result.name, result)
            if found is result:
                continue
            if found.text != result.text and (found.text is not None or _native_form(part)):
                return None
            told = result.findings if found.text == result.text else [f for f in result.findings if f.code[2] == "2"]
            found.findings += [f for f in told if f not in found.findings]
    given = [file.name for file in files]
    names = [*given, *(name for name in by_name if name not in given)]
    programs = {program.name: program for part in parts for program in part.programs}
    order = [*(name for name in given if name in programs), *(name for name in programs if name not in given)]
    return GroupResult([by_name[name] for name in names], [programs[name] for name in order])


@dataclass(frozen=True)
class Verdict:
    """Why a group stays in graph mode whatever its files hold, and whether it switches to graph mode itself."""

    reason: Finding
    switched: bool


def stays_in_graph_mode(files: Sequence[SourceFile]) -> Verdict | None:
    """The verdict on a group that cannot be native for the way its files import each other; None where that is open.

    The files of such a group can be handed to `graph_mode_part` in any parts, and what comes back to `whole_group`.
    """
    parsed = [_File(file) for file in files]
    entries = _entries(parsed)
    if len(entries) < 2 or not _large(parsed) or len(_old(parsed, entries)) < 2:
        return None
    return Verdict(_shared(entries).finding, _switched(parsed))


def graph_mode_part(files: Sequence[SourceFile], verdict: Verdict) -> GroupResult:
    """The `compat` form of some files of a group; without programs."""
    return GroupResult(_graph_mode([_File(file) for file in files], verdict.switched))


def whole_group(files: Sequence[SourceFile], verdict: Verdict, parts: Sequence[GroupResult]) -> GroupResult:
    """What `migrate_group` would have given for `files`, from the results of their parts."""
    by_name = {result.name: result for part in parts for result in part.files}
    return _in_graph_mode(_entries([_File(f) for f in files]), [by_name[f.name] for f in files], verdict.reason)


def _in_graph_mode(entries: list[_File], results: list[FileResult], reason: Finding) -> GroupResult:
    left = any(f.code.startswith("TF9") for r in results for f in r.findings)
    holder = next((r for r in results if r.name == reason.path), results[0])
    holder.findings.append(reason)
    form = "by hand" if left else "compat"
    return GroupResult(results, [ProgramResult(file.source.name, form, reason) for file in entries])


class _NotNative(Exception):
    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.message)
        self.finding = finding


def _not_on_runtime(files: list[_File]) -> None:
    """Refuses a group that an earlier migration left in graph mode: what is new in it has to go with the rest."""
    for file in files:
        if _RUNTIME.search(file.source.text.encode(errors="replace")) is None:
            continue
        for node in file.names.imports:
            paths = [a.name for a in node.names] if isinstance(node, ast.Import) else [node.module or ""]
            if not getattr(node, "level", 0) and any(path.split(".")[0] == "compat" for path in paths):
                raise _NotNative(_reason(file, node, "its program runs on the compat runtime already"))


def ended_at(file: _File) -> tuple[ast.AST, str] | None:
    """Where TensorFlow 1.15 ends a script before it does anything, and why."""
    if "_parse_flags" not in file.source.text:
        return None
    from migrate import ended

    return ended.where(file.tree, file.names)


def _not_ended(entries: list[_File]) -> None:
    """Refuses a program that never ran."""
    for file in entries:
        found = ended_at(file)
        if found is not None:
            raise _NotNative(_reason(file, *found))


def _not_wanted(files: list[_File], options: Options) -> None:
    """Refuses a group whose native form was seen to compute something else."""
    for file in files:
        if file.source.name in options.graph_mode:
            raise _NotNative(_reason(file, file.tree, "its native form was not equal when it was run", "TF204"))


# Below this size, in characters, the trees of a whole group may be in memory.
_SMALL_GROUP = 1_000_000


def _large(files: list[_File]) -> bool:
    """Whether a group is too large to be planned once for each of its programs."""
    return sum(len(file.source.text) for file in files) > _SMALL_GROUP


def _old(files: list[_File], entries: list[_File]) -> list[_File]:
    """The files that use what only TensorFlow 1 or Keras 2 has.

    Only the first two of them where that is enough to know that a large group cannot be native.
    """
    old: list[_File] = []
    large = _large(files)
    for file in files:
        if file.own and _is_tf1(file):
            old.append(file)
            if len(old) == 2 and len(entries) > 1 and large:
                break
        if large:
            file.release()
    return old if large else old + [file for file in _handing_on(files) if file not in old]


def _handing_on(files: list[_File]) -> list[_File]:
    """Files that give TensorFlow itself to others, which use what only TensorFlow 1 has."""
    by_module = _by_module([file.source for file in files])
    by_name = {file.source.name: file for file in files}
    found: list[_File] = []
    for file in files:
        for target in _local_imports(file.source, by_module):
            giving = by_name[target.name]
            handed = handed_on.words(giving.tree) if giving.own else set()
            module = _module_parts(target.name)[-1:]
            names = handed_on.names_with(file.source.text, module[0], handed) if handed and module else None
            if names is not None and _names_tf1(names) and giving not in found:
                giving.hands_on = True
                found.append(giving)
    return found


def _entries(files: list[_File]) -> list[_File]:
    """Scripts: files of the group that no other file of it imports."""
    if len(files) == 1:
        return files
    by_module = _by_module([file.source for file in files])
    imported = {target.name for file in files for target in _local_imports(file.source, by_module)}
    return [file for file in files if file.source.name not in imported] or files[:1]


# modules that TensorFlow 2 lacks outside compat.v1
_TF1_MODULES = ("tensorflow.contrib", "tensorflow.examples", "tensorflow.layers", "tensorflow.app", "tensorflow.flags")


def _is_tf1(file: _File) -> bool:
    """Whether the file uses what only TensorFlow 1 or Keras 2 has; TensorFlow 2 code is left alone."""
    from migrate.rewriting import keras

    if "keras" in file.source.text and not _of_keras_3(file.names):
        probe = Source(file.source.text)
        findings = keras.rewrite(probe, file.tree, file.names, None, file.source.name)
        # TensorFlow 2 has `tf.keras` too: pinned defaults alone tell nothing of its age
        alone = _imports_keras(file.names)
        if any(alone or f.code.startswith("TF4") for f in findings) and probe.edits:
            return True
        if alone and keras.obstacles(file.tree, file.names):
            return True  # it would run on Keras 3 as it is, with other numbers
    return _uses_tf1(file)


def _imports_keras(names: Names) -> bool:
    """Whether the package `keras` itself is imported, Keras 2 in a repository of TensorFlow 1."""
    for node in names.imports:
        if isinstance(node, ast.Import) and any(a.name.split(".")[0] == "keras" for a in node.names):
            return True
        if isinstance(node, ast.ImportFrom) and not node.level and (node.module or "").split(".")[0] == "keras":
            return True
    return False


_KERAS_3 = tuple(f"keras.{name}." for name in ("ops", "random", "saving", "config", "distribution"))


def _of_keras_3(names: Names) -> bool:
    """Whether Keras is used as only Keras 3 has it."""
    paths = (f"{names.resolve(node) or ''}." for node in names.scope_of if isinstance(node, (ast.Name, ast.Attribute)))
    return any(path.removeprefix("tensorflow.").startswith(_KERAS_3) for path in paths)


_TF1_IMPORTS = ("tensorflow.contrib", "tensorflow.examples", "tensorflow.compat.v1")


def _uses_tf1(file: _File) -> bool:
    """Whether a symbol or module that only TensorFlow 1 has is used."""
    return _names_tf1(file.names)


def _names_tf1(names: Names) -> bool:
    from migrate import symbols

    for node in names.imports:
        if isinstance(node, ast.ImportFrom):
            module = node.module or ""
            if module.startswith(_TF1_IMPORTS):
                return True
            if module == "tensorflow.compat" and any(a.name == "v1" for a in node.names):
                return True
        elif any(a.name.startswith(_TF1_IMPORTS) for a in node.names):
            return True
    resolve = names.resolve
    for node in names.scope_of:
        if node.__class__ is ast.Attribute or node.__class__ is ast.Name:
            path = resolve(node)
            if path and path.startswith("tensorflow."):
                if path.startswith(_TF1_MODULES) or symbols.only_in_tf1(path):
                    return True
    return False


# ---------------------------------------------------------------- native
def _native(files: list[_File], old: list[_File], options: Options) -> list[FileResult]:
    if _eager(files):
        return _native_eager(files, options)
    entries = _entries(files)
    if len(entries) == 1:
        return _native_program(files, old, options)
    if _large(files):
        raise _shared(entries)
    # A module that several programs share has to come out alike in all of them.
    found: dict[str, tuple[FileResult, _File]] = {}
    for entry in entries:
        closure = _imported_first(files, entry)
        for result in _native_program(closure, [file for file in closure if file in old], options):
            first, other = found.setdefault(result.name, (result, entry))
            if first.text != result.text:
                together = _native_scripts(files, old, entries, options)
                if together is None:
                    raise _shared([other, entry])
                return together
    return [result for result, _ in found.values()]


def _native_scripts(
    files: list[_File], old: list[_File], entries: list[_File], options: Options
) -> list[FileResult] | None:
    """The native form of several scripts as one text, in which the modules that they share serve all of them."""
    from migrate.rewriting import scripts

    if not all(scripts.plain(file.tree, file.names) for file in entries):
        return None
    ordered = [file for file in _imported_first(files) if file not in entries]
    return _native_joined([*ordered, *entries], old, options, len(entries))


def _settled(file: _File, text: str) -> tuple[str, list[Finding]]:
    """The native text of a file as it is written, and what is to be said of that: a notebook's is cut into cells."""
    from migrate.rewriting import long_lines, notebook_cells

    if not notebook_cells.is_notebook(file.source.name):
        return long_lines.broken(text, file.source.text), []
    try:
        return notebook_cells.settle(file.source.name, file.source.text, text)
    except notebook_cells.Refused as error:
        raise _NotNative(_at_line(file, error.line, error.reason)) from error


def _result(file: _File, text: str, findings: list[Finding]) -> FileResult:
    text, found = _settled(file, text)
    return FileResult(file.source.name, text if text != file.source.text else None, findings + found)


def _native_program(files: list[_File], old: list[_File], options: Options) -> list[FileResult]:
    """The native form of one program; its entry is the last of several files.

    A file with nothing that only TensorFlow 1 has may still make variables, or run what others built.
    """
    _on_numpy_2(files)
    try:
        return _native_of(files, old, options)
    except _NotNative:
        own = [file for file in files if file.own]
        if len(own) == len(old) or not old or _large(files):
            raise
        try:
            return _native_joined(_imported_first(files), own, options)
        except _NotNative:
            pass
        raise


def _on_numpy_2(files: list[_File]) -> None:
    """Refuses a program with a file that is never written and needs what only the runtime puts back into numpy."""
    for file in files:
        if file.own:
            continue
        for found in _environment(Source(file.source.text), file.tree, file.names, file.source.name):
            if found.code == "TF111":
                words = "a name that numpy lost is used by a file without TensorFlow, which is never written"
                raise _NotNative(_at_line(file, found.line, words))


def _native_of(files: list[_File], old: list[_File], options: Options) -> list[FileResult]:
    from migrate.rewriting import native
    from migrate.stages.program import Obstacle

    graphs = [file for file in old if file.hands_on or _uses_tf1(file)]
    if len(old) > 1 or _over(files, graphs) - set(graphs):
        return _native_joined(_imported_first(files), old, options)
    results: list[FileResult] = []
    for file in files:
        name = file.source.name
        if file not in old:
            results.append(FileResult(name, None))
            continue
        text, findings = _without_old_keras(file, options)
        if _uses_tf1(file):
            try:
                text, found = native.migrate(name, text, ast.parse(text), options.style)
            except Obstacle as obstacle:
                raise _NotNative(_reason(file, obstacle.node, obstacle.reason)) from obstacle
            findings += found
        results.append(_result(file, text, findings))
    return results + _beside(results, files[-1:])


def _eager(files: list[_File]) -> bool:
    """Whether every program of the group switches eager execution on, those aside that use no TensorFlow."""
    from migrate.rewriting import eager

    if not any(eager.may_switch(file.source.text) for file in files):
        return False
    entries = [f for f in _entries(files) if "tensorflow" in f.source.text]
    return bool(entries) and all(eager.switches(file.tree, file.names) for file in entries)


def _native_eager(files: list[_File], options: Options) -> list[FileResult]:
    """The native form of programs that run eagerly in TensorFlow 1: each file for itself."""
    from migrate.rewriting import eager
    from migrate.stages.program import Obstacle

    results: list[FileResult] = []
    for file in files:
        name = file.source.name
        text, findings = _without_old_keras(file, options, eager=True)
        if "tensorflow" in text:
            try:
                text, found = eager.migrate(name, text, ast.parse(text))
            except Obstacle as obstacle:
                raise _NotNative(_reason(file, obstacle.node, obstacle.reason)) from obstacle
            findings += found
        results.append(_result(file, text, findings))
    return results + _beside(results)


def _without_old_keras(file: _File, options: Options, eager: bool = False) -> tuple[str, list[Finding]]:
    """A file's text and findings once its Keras code and what Python and numpy lost are brought up to date."""
    from migrate.rewriting import keras, notebook_cells

    name = file.source.name
    if notebook_cells.is_notebook(name):
        try:
            notebook_cells.check(file.source.text, file.tree)
        except notebook_cells.Refused as error:
            raise _NotNative(_at_line(file, error.line, error.reason)) from error
    blocked = keras.obstacles(file.tree, file.names, name, eager)
    if blocked:
        raise _NotNative(blocked[0])
    source = Source(file.source.text)
    findings = keras.rewrite(source, file.tree, file.names, options, name)
    findings += _environment(source, file.tree, file.names, name)
    return source.result(), findings


def _beside(results: list[FileResult], entries: list[_File] | None = None) -> list[FileResult]:
    """The modules that native programs import: beside each script, whose folder all its modules import from."""
    from migrate.rewriting import beside

    added = {
        module.path(name): module.text()
        for result in results
        for module in beside.ALL
        if result.text is not None and module.needed(result.text)
        for name in ([e.source.name for e in entries] if entries is not None else [result.name])
    }
    return [FileResult(name, text) for name, text in added.items()]


def _over(files: list[_File], old: list[_File]) -> set[_File]:
    """The files `old` and all that import one of them, directly or through others."""
    by_module = _by_module([file.source for file in files])
    found = {file.source.name for file in old}
    while True:
        more = {
            file.source.name
            for file in files
            if file.source.name not in found
            and any(target.name in found for target in _local_imports(file.source, by_module))
        }
        if not more:
            return {file for file in files if file.source.name in found}
        found |= more


def _native_joined(files: list[_File], old: list[_File], options: Options, scripts: int = 1) -> list[FileResult]:
    """The native form of a program of several files that know of the graph; imported ones first, the entry last.

    scripts: how many of the last files are entries, which share the others.
    """
    from migrate.rewriting import native, programs
    from migrate.stages.program import Obstacle

    texts: list[tuple[str, str]] = []
    findings: list[Finding] = []
    over = _over(files, old)
    for file in files:
        if file in over or file in files[-scripts:]:
            text, own = _without_old_keras(file, options) if file.own else (file.source.text, [])
            texts.append((file.source.name, text))
            findings += own
    try:
        changed, found = native.migrate_program(texts, options.style, scripts)
    except Obstacle as obstacle:
        _, pieces = programs.join(texts)
        name, line = programs.place(pieces, getattr(obstacle.node, "lineno", 1))
        column = getattr(obstacle.node, "col_offset", 0) + 1
        raise _NotNative(Finding("TF201", name, line, column, f"stays in graph mode: {obstacle.reason}")) from obstacle
    results = []
    for file in files:
        name = file.source.name
        text = changed.get(name)
        if text is not None:
            text, own = _settled(file, text)
            findings += own
        if text is not None and text.rstrip("\n") == file.source.text.rstrip("\n"):
            text = None
        if not file.own and text is not None:
            words = "the graph is used by a file without TensorFlow, which is never written"
            raise _NotNative(_reason(file, file.tree.body[0], words))
        own = [f for f in findings + found if f.path == name]
        results.append(FileResult(name, text if text is not None and text != file.source.text else None, own))
    return results + _beside(results, files[-scripts:])


def _shared(entries: list[_File]) -> _NotNative:
    first, second = entries[:2]
    place = second.tree.body[0] if second.tree.body else second.tree
    return _NotNative(_reason(second, place, f"shares a module with {first.source.name}"))


def _imported_first(files: list[_File], entry: _File | None = None) -> list[_File]:
    """The files of a program, or those that `entry` imports and itself, each after those that it imports."""
    by_module = _by_module([file.source for file in files])
    by_name = {file.source.name: file for file in files}
    ordered: list[_File] = []
    waiting: set[str] = set()

    def visit(file: _File) -> None:
        if file in ordered or file.source.name in waiting:
            return
        waiting.add(file.source.name)
        for target in _local_imports(file.source, by_module):
            visit(by_name[target.name])
        ordered.append(file)

    for file in files if entry is None else [entry]:
        visit(file)
    return ordered


def _environment(source: Source, tree: ast.Module, names: Names, name: str) -> list[Finding]:
    from migrate.rewriting.environment import rewrite_environment

    return [replace(f, path=name) for f in rewrite_environment(source, tree, names)]


def _reason(file: _File, node: ast.AST, message: str, code: str = "TF201") -> Finding:
    line, column = getattr(node, "lineno", 1), getattr(node, "col_offset", 0) + 1
    return Finding(code, file.source.name, line, column, f"stays in graph mode: {message}")


def _at_line(file: _File, line: int, message: str) -> Finding:
    return Finding("TF201", file.source.name, line, 1, f"stays in graph mode: {message}")


# ---------------------------------------------------------------- compat
def _switched(files: list[_File]) -> bool:
    """Whether a file of the program puts TensorFlow in graph mode itself."""
    from migrate.rewriting import graph_mode

    return any(graph_mode.may_switch(file.source.text) and graph_mode.switches(file.tree, file.names) for file in files)


def _graph_mode(files: list[_File], switched: bool) -> list[FileResult]:
    from migrate.rewriting import graph_mode

    results = []
    for file in files:
        old, name = file.source.text, file.source.name
        if not file.own:
            results.append(FileResult(name, None))
            continue
        source = Source(old)
        findings = [replace(f, path=name) for f in graph_mode.rewrite(source, file.tree, file.names, switched=switched)]
        findings += _environment(source, file.tree, file.names, name)
        text = source.result() if source.edits else old
        parsed = text != old and still_parses(old, file.tree, text)
        results.append(FileResult(name, text if text != old else None, findings, parsed))
        file.release()
    return results

"""A session program as eager TensorFlow 2: run sites become calls of `tf.function`s that hold the graph's statements.

The driver: it lets each construct register its edits, then puts functions where the last of their statements stood,
takes out what has no meaning without a session, and checks the outcome.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from migrate.edits import Source
from migrate.findings import Finding
from migrate.names import Names, fresh, used
from migrate.planning import Output, Part, Plan, Planner, _is_init, only_names
from migrate.rewriting import (
    averages,
    batch_norm,
    certainty,
    classes,
    contrib_keras,
    defaults,
    estimators,
    fit,
    flags,
    from_imports,
    functions,
    gradients,
    held_values,
    helpers,
    hoisting,
    iterators,
    layers,
    lifting,
    looped_summaries,
    metrics,
    mixed_branches,
    modules,
    name_clashes,
    never_run,
    normalising,
    notebook_cells,
    object_merges,
    object_training,
    optimizers,
    outer_helpers,
    parameters,
    placement,
    programs,
    read_tensors,
    rebound_names,
    recurrent,
    reexports,
    regularizers,
    run_traces,
    savers,
    scipy_optimizers,
    seeds,
    shared_initializers,
    shared_lines,
    sites,
    split_helpers,
    spread_tags,
    summaries,
    symbols,
    tabs,
    traced_prints,
    untaken_branches,
    update_lists,
    variable_collections,
    variable_lists,
    variables,
)
from migrate.rewriting.dataset_functions import Remade
from migrate.rewriting.objects import Key, Objects
from migrate.stages import queues
from migrate.stages.attributes import OWN, is_attribute, plain
from migrate.stages.interpreter import Interpreter
from migrate.stages.mixed_branches import MixedBranch
from migrate.stages.needed_results import NeedsFewer
from migrate.stages.program import BoundAgain, BuiltApart, NestedHelper, Obstacle, RunSite, ScopeBody, Unit
from migrate.stages.values import (
    Element,
    Fed,
    Handle,
    Host,
    Operation,
    Optimizer,
    Placeholder,
    Seq,
    Session,
    Variable,
    leaves,
)

FUNCTION = "\x00function "
DELETED = "\x00deleted"
DROPPED_HANDLES = {"config", "graph", "reset", "graph-def", "default-graph", "seed-graph"}


class Context:
    """What the constructs share while one file is rewritten."""

    def __init__(self, name: str, text: str, tree: ast.Module, lowering: classes.Lowering | None = None) -> None:
        self.name = name
        self.tree = tree
        self.source = Source(text)
        self.names = Names(tree)
        self.interp = Interpreter(tree, self.names)
        self.interp.displayed = notebook_cells.displayed(text, tree)
        self.silent: set[ast.stmt] = set()  # runs at the ends of notebook cells that show nothing
        self.interp.constructors = {c.name for c in lowering.classes} if lowering is not None else set()
        lowered = lowering.classes if lowering is not None else []
        self.interp.properties = {(c.name, name) for c in lowered for name in c.properties}
        self.plan: Plan
        self.findings: list[Finding] = []
        self.taken: set[str] = {n.id for n in ast.walk(tree) if isinstance(n, ast.Name)}
        self.taken |= {n.arg for n in ast.walk(tree) if isinstance(n, ast.arg)}
        for node in ast.walk(tree):
            if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
                self.taken.add(node.name)
            elif isinstance(node, (ast.Import, ast.ImportFrom)):
                self.taken |= {a.asname or a.name.split(".")[0] for a in node.names}
        self.taken |= {plain(n) for n in self.taken}
        self._own_names: dict[ScopeBody, set[str]] = {}
        self.tf = self._alias()
        self.imported = True  # the file imports TensorFlow under that name
        self.tape = "tape" if "tape" not in self.taken else self.fresh("gradient_tape")
        self.specs: dict[Placeholder, str] = {}
        self.default_names: dict[Placeholder, str] = {}  # constants that runs feed -> the name of the constant
        self.layer_calls: dict[ast.Call, layers.Layer] = {}
        self.metric_resets: list[RunSite] = []  # runs of the initializer of local variables that are not the first
        self.restarted: dict[Part, list[Unit]] = {}  # functions of draws, and where new sessions begin to run them
        self.begun_anew: list[ast.Call] = []  # seeded draws of first values that begin alike
        self.reinitialised: list[RunSite] = []  # runs of the initializer that are not the first
        self.initialize = ""
        self.initial_texts: dict[ast.AST, str] = {}
        self.late_slots: dict[
            Part, str
        ] = {}  # optimizers whose slots exist once a function is traced, and do not start at 0
        self.saver_methods: dict[tuple, str] = {}  # what a saver keeps -> the method that names it
        self.built: set[str] = set()  # optimizers whose variables are made before the functions
        self.modules_beside: dict[tuple[str, int], str] = {}  # module beside a file that begins there -> its name
        self.helpers: dict[str, tuple[str, str]] = {}  # template -> its own name and the one it gets here
        self.layer_access: dict[Variable, str] = {}  # what names the layer that holds a variable
        self.listed_objects: set[tuple[str, str]] = set()  # class and name of objects whose variables others list
        self.list_access: dict[Variable, str] = {}  # what names the list of the variables that a loop makes
        self.optimizer_names: dict[Optimizer, str] = {}
        self.first_trained: dict[Optimizer, Operation] = {}  # the train op that has an optimizer of several
        self.deleted: set[ast.stmt] = set()
        self.hoisted_lines: dict[Unit, list[str]] = {}
        self.late_gradients: list[ast.Call] = []  # of variables whose lists have no names yet
        self.gradient_calls: dict[Unit, list[ast.AST]] = {}
        self.looped_tags: dict[ast.For, dict[ast.Call, tuple[str, str]]] = {}
        self.watched: dict[ast.AST, list[str]] = {}
        self.loss_names: dict[Operation, str] = {}
        self.comments_below: dict[Unit, list[str]] = {}
        self.inlined_feeds: set[int] = set()
        self.iterator_names: dict[Handle, str] = {}
        self.remade: dict[Handle, Remade] = {}  # datasets that functions make
        self.early: list[Handle] = []  # initializable iterators that are made where they stand
        self.initialisations: dict[Handle, list[tuple[ast.stmt, str]]] = {}
        self.loop_sites: set[RunSite] = set()
        self.loop_bodies: dict[ast.AST, int] = {}  # `try` blocks whose bodies become those of `for` loops
        self.unused_iterators: list[Handle] = []
        self.unused_starts: list[ast.stmt] = []
        self.modules: dict[ast.FunctionDef, modules.Maker] = {}  # helpers that become classes
        self.module_calls: dict[int, tuple[ast.FunctionDef, str]] = {}  # calls of them, and the object called there
        self.module_objects: dict[Key, str] = {}  # names of their objects at the level of the scope
        self.objects: Objects
        self.needs_mnist = False
        self.recurrent = recurrent.Recurrent()
        self.written: set[ast.stmt] = set()
        self.flag_names: dict[str, str] = {}  # absl's modules in this file
        self.flags_run = False
        self.printed_in_place: set[Unit] = set()  # statements of functions that are traced where they stand

    def _alias(self) -> str:
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                for alias in node.names:
                    if alias.name in ("tensorflow", "tensorflow.compat.v1") and (
                        alias.asname or alias.name == "tensorflow"
                    ):
                        return alias.asname or "tensorflow"
            elif isinstance(node, ast.ImportFrom) and node.module in ("tensorflow.compat", "tensorflow"):
                for alias in node.names:
                    if (node.module, alias.name) == ("tensorflow.compat", "v1"):
                        return alias.asname or "v1"
        return ""

    def taken_in(self, scope: ScopeBody | None) -> set[str]:
        """The names that are in use in a scope: those of a class's construction are its own."""
        if scope is None or not self.interp.constructs(scope.node):
            return self.taken
        if scope not in self._own_names:
            found = used(scope.node)
            self._own_names[scope] = found | {plain(n) for n in found}
        return self._own_names[scope]

    def fresh(self, *candidates: str, scope: ScopeBody | None = None) -> str:
        """The first of the names that the file, or the class, does not use yet."""
        taken = self.taken_in(scope)
        for candidate in candidates:
            if candidate not in taken:
                taken.add(candidate)
                return candidate
        return fresh(candidates[-1], taken)

    def final_indent(self, node: ast.AST) -> str:
        """The indentation of a statement once the `with` blocks around it are dissolved."""
        indent = self.source.indent_of(node)
        current = self.interp.parents.get(node)
        width = 0
        while current is not None:
            if current in self.interp.transparent:
                body = current.body[0]  # type: ignore[attr-defined]
                width += len(self.source.indent_of(body)) - len(self.source.indent_of(current))
            width += self.loop_bodies.get(current, 0)
            current = self.interp.parents.get(current)
        return indent[: len(indent) - width]

    def note(self, node: ast.AST, code: str, message: str, fixable: bool = True, severity: str = "warning") -> None:
        line, column = getattr(node, "lineno", 1), getattr(node, "col_offset", 0) + 1
        self.findings.append(Finding(code, self.name, line, column, message, fixable, severity))

    def value(self, node: ast.AST | None):
        """What is known of an expression's value at all its evaluations."""
        return self.interp.all_values.get(id(node))


def migrate(name: str, text: str, tree: ast.Module, style: str = "loop") -> tuple[str, list[Finding]]:
    """The native form of a session program; raises Obstacle at the first construct that is not certain.

    `style` "fit" makes training loops calls of Keras's `fit` where they only train, log and evaluate.
    """
    spaced = tabs.spaced(text, tree)
    if spaced is not None:
        return _with_tabs(name, spaced, style)
    for construct in (contrib_keras, from_imports, shared_initializers):
        spelled = construct.normalise(text, tree)
        if spelled is not None:
            text, tree = spelled, ast.parse(spelled)
    told = estimators.normalise(text, tree)
    if told is not None:
        return _without_estimator(name, told, style)
    return _lowered(name, text, tree, style)


def _with_tabs(name: str, spaced: tabs.Spaced, style: str) -> tuple[str, list[Finding]]:
    """The native form of a program that is indented with tabs."""
    try:
        result, findings = migrate(name, spaced.text, ast.parse(spaced.text), style)
    except Obstacle as error:
        _to_tabs(error, spaced, getattr(error.node, "lineno", 1))
        raise
    return spaced.restored(result), [replace(f, column=spaced.column(f.line, f.column)) for f in findings]


def _to_tabs(error: Obstacle, spaced: tabs.Spaced, line: int) -> None:
    column = getattr(error.node, "col_offset", 0)
    error.node.col_offset = spaced.column(line, column + 1) - 1  # type: ignore[attr-defined]


def _without_estimator(name: str, told: estimators.Told, style: str) -> tuple[str, list[Finding]]:
    """The native form of a program whose estimator is written out; places are those of the file."""
    result, findings = _located(lambda: _lowered(name, told.text, ast.parse(told.text), style), told.origin)
    written = Finding(
        "TF308", name, told.line, 1, "the estimator's training, evaluation and prediction are written out"
    )
    return result, [written, *findings]


def _located(run: Callable[[], tuple[Any, list[Finding]]], origin: Callable[[int], int]) -> tuple[Any, list[Finding]]:
    """What `run` makes of a changed text; its places become lines of the text before."""
    try:
        result, findings = run()
    except Obstacle as error:
        error.node.lineno = origin(getattr(error.node, "lineno", 1))  # type: ignore[attr-defined]
        raise
    return result, [replace(f, line=origin(f.line)) for f in findings]


def _lowered(name: str, text: str, tree: ast.Module, style: str) -> tuple[str, list[Finding]]:
    """The native form of a program; without branches that never run, where they are what prevents it."""
    try:
        return _trained(name, text, tree, style)
    except Obstacle:
        found = untaken_branches.least(text, tree, lambda form: _without_branches(name, form, style))
        if found is None:
            raise
    form, (result, findings) = found
    notes = [Finding(code, name, line, 1, message) for line, code, message in form.notes]
    return untaken_branches.tidied(result), notes + findings


def _without_branches(name: str, form: untaken_branches.Form, style: str) -> tuple[str, list[Finding]]:
    return _located(lambda: _trained(name, form.text, ast.parse(form.text), style), lambda line: form.origin[line - 1])


def _trained(name: str, text: str, tree: ast.Module, style: str) -> tuple[str, list[Finding]]:
    """The native form of a program whose objects may be trained by other code."""
    try:
        return _with_merges(name, text, tree, style)
    except BuiltApart:
        trained = object_training.normalise(text, tree)
        if trained is None:
            raise
    origin = normalising.compared(text, trained, list(range(1, text.count("\n") + 2)))
    return _located(lambda: _with_merges(name, trained, ast.parse(trained), style), lambda line: origin[line - 1])


def _with_merges(name: str, text: str, tree: ast.Module, style: str) -> tuple[str, list[Finding]]:
    """The native form of a program whose objects may make summaries that other code merges."""
    merged = object_merges.normalise(text, tree)
    if merged is None:
        return _in_classes(name, text, tree, style)
    origin = normalising.compared(text, merged, list(range(1, text.count("\n") + 2)))
    return _located(lambda: _in_classes(name, merged, ast.parse(merged), style), lambda line: origin[line - 1])


def _in_classes(name: str, text: str, tree: ast.Module, style: str) -> tuple[str, list[Finding]]:
    """The native form of a program that may hold its graph in a class."""
    prevented = None
    for lowering in classes.lowerings(text, tree):
        try:
            result, findings = _normalised(name, lowering.text, ast.parse(lowering.text), style, lowering)
            return result, [lowering.located(f) for f in findings]
        except Obstacle as error:
            lowering.locate(error)
            prevented = error
    try:
        return _normalised(name, text, tree, style)  # a class may be no more than a holder of tensors
    except Obstacle as error:
        raise (prevented or error) from None


def _normalised(
    name: str, text: str, tree: ast.Module, style: str, lowering: classes.Lowering | None = None
) -> tuple[str, list[Finding]]:
    def read(text: str, tree: ast.Module) -> tuple[str, list[Finding]]:
        return _migrate(name, text, tree, style, lowering)

    return _in_forms(name, text, tree, read)


def _in_forms(name: str, text: str, tree: ast.Module, read: Callable) -> tuple[Any, list[Finding]]:
    """What `read` makes of a text once it is in the forms that are interpreted; lines are those of `text`.

    A helper of a function or class that makes variables becomes one of the module, statements that share a line get
    lines of their own, and the text is read again.
    """
    normalised = normalising.normalise(text, tree)
    inner, lines = normalised if normalised is not None else (text, None)
    try:
        try:
            result, findings = read(inner, tree if normalised is None else ast.parse(inner))
        except NestedHelper as error:
            line = error.definition.lineno  # type: ignore[attr-defined]
            lifted = lifting.lift(inner, line) or shared_lines.apart(inner, {line})
            if lifted is None:
                raise
            result, findings = _again(name, lifted, read)
        except read_tensors.ReadsTensors as error:
            handed = read_tensors.handed_over(inner, error.definitions)
            if handed is None:
                raise
            result, findings = _again(name, handed, read)
        except spread_tags.SpreadTags as error:
            result, findings = _again(name, error.changed, read)
        except MixedBranch as error:
            split = mixed_branches.apart(inner, error.node.lineno, error.lines)  # type: ignore[attr-defined]
            if split is None:
                raise
            result, findings = _again(name, split, read)
        except NeedsFewer as error:
            split = split_helpers.split(inner, error.line, error.results, error.unfed)
            if split is None:
                raise
            result, findings = _again(name, split, read)
        except outer_helpers.SharedByOthers as error:
            inside = outer_helpers.written_out(inner, error.lines)
            if inside is None:
                raise
            result, findings = _again(name, inside, read)
        except shared_lines.SharedLine as error:
            apart = shared_lines.apart(inner, error.lines)
            if apart is None:
                raise
            result, findings = _again(name, apart, read)
        except BoundAgain as error:
            place = error.node.lineno, error.node.col_offset  # type: ignore[attr-defined]
            renamed = rebound_names.apart(inner, *place)
            if renamed is None:
                raise
            result, findings = _again(name, (renamed, list(range(1, renamed.count("\n") + 2))), read)
    except Obstacle as error:  # at the line of the file
        if lines is not None:
            error.node.lineno = lines[getattr(error.node, "lineno", 1)]  # type: ignore[attr-defined]
        raise
    if lines is None:
        return result, findings
    noted = [Finding(code, name, line, 1, message, True) for line, code, message in lines.notes]
    return result, noted + [replace(f, line=lines[f.line]) for f in findings]


def _again(name: str, changed: tuple[str, list[int]], read: Callable) -> tuple[Any, list[Finding]]:
    """What `read` makes of a changed text, each of whose lines stands for one of the text before."""
    text, origin = changed
    return _located(lambda: _in_forms(name, text, ast.parse(text), read), lambda line: origin[line - 1])


def migrate_program(
    files: list[tuple[str, str]], style: str = "loop", scripts: int = 1
) -> tuple[dict[str, str], list[Finding]]:
    """The native form of a program of several files, those that it imports first; raises Obstacle.

    The last `scripts` files are what Python runs, one of them at a time.

    An Obstacle's node has a line of the joined text; `programs.place` finds the file.
    """
    spaced = {name: found for name, text in files if (found := tabs.spaced(text, ast.parse(text))) is not None}
    if spaced:
        return _program_with_tabs(files, spaced, style, scripts)
    files = reexports.kept(files)
    for construct in (contrib_keras, from_imports, shared_initializers):
        files = [(name, construct.normalise(text, ast.parse(text)) or text) for name, text in files]
    clash = programs.clashes(files)
    if clash is None:
        return _joined(files, style, scripts)
    renamed = name_clashes.apart(files)
    if renamed is None:
        tree = ast.parse(programs.join(files)[0])
        raise Obstacle(tree.body[-1], f"`{clash}` stands for different things in the files of the program")
    try:
        texts, findings = _joined(renamed, style, scripts)
        for text in texts.values():
            word = name_clashes.meets(text)
            if word is not None:
                raise Obstacle(ast.parse(""), f"`{word}` stands for different things in one file")
    except Obstacle as error:
        error.reason = name_clashes.restored(error.reason)
        raise
    by_name = dict(renamed)
    return {name: name_clashes.restored(text) for name, text in texts.items()}, [
        replace(
            f,
            column=name_clashes.column(by_name[f.path], f.line, f.column),
            message=name_clashes.restored(f.message),
        )
        for f in findings
    ]


def _program_with_tabs(
    files: list[tuple[str, str]], spaced: dict[str, tabs.Spaced], style: str, scripts: int
) -> tuple[dict[str, str], list[Finding]]:
    """The native form of a program some of whose files are indented with tabs."""
    changed = [(name, spaced[name].text if name in spaced else text) for name, text in files]
    try:
        texts, findings = migrate_program(changed, style, scripts)
    except Obstacle as error:
        place, line = programs.place(programs.join(changed)[1], getattr(error.node, "lineno", 1))
        if place in spaced:
            _to_tabs(error, spaced[place], line)
        raise
    return {name: spaced[name].restored(text) if name in spaced else text for name, text in texts.items()}, [
        replace(f, column=spaced[f.path].column(f.line, f.column)) if f.path in spaced else f for f in findings
    ]


def _joined(files: list[tuple[str, str]], style: str, scripts: int) -> tuple[dict[str, str], list[Finding]]:
    """The native form of files whose names are apart; without branches that never run, where these prevent it."""
    try:
        return _joined_trained(files, style, scripts)
    except Obstacle:
        text, pieces = programs.join(files)
        found = untaken_branches.least(
            text,
            ast.parse(text),
            lambda form: _parts_located(files, text, form.text, lambda parts: _joined_trained(parts, style, scripts)),
        )
        if found is None:
            raise
    form, (texts, findings) = found
    places = [(*programs.place(pieces, line), code, message) for line, code, message in form.notes]
    notes = [Finding(code, name, line, 1, message) for name, line, code, message in places]
    return {name: untaken_branches.tidied(part) for name, part in texts.items()}, notes + findings


def _joined_trained(files: list[tuple[str, str]], style: str, scripts: int) -> tuple[dict[str, str], list[Finding]]:
    """The native form of files whose objects may be trained by other code."""
    try:
        return _joined_with_merges(files, style, scripts)
    except BuiltApart:
        text, _ = programs.join(files)
        trained = object_training.normalise(text, ast.parse(text)) if scripts == 1 else None
        if trained is None:
            raise
    return _parts_located(files, text, trained, lambda parts: _joined_with_merges(parts, style, scripts))


def _joined_with_merges(files: list[tuple[str, str]], style: str, scripts: int) -> tuple[dict[str, str], list[Finding]]:
    """The native form of files whose objects may make summaries that other code merges."""
    text, _ = programs.join(files)
    merged = object_merges.normalise(text, ast.parse(text), scripts)
    if merged is None:
        return _joined_in_classes(files, style, scripts)
    return _parts_located(files, text, merged, lambda parts: _joined_in_classes(parts, style, scripts))


def _parts_located(
    files: list[tuple[str, str]], text: str, changed: str, run: Callable
) -> tuple[dict[str, str], list[Finding]]:
    """What `run` makes of the files of a changed joined text; its places become those of the text before."""
    lines = normalising.compared(text, changed, list(range(1, text.count("\n") + 2)))
    parts = programs.split(changed)
    try:
        texts, findings = run([(name, parts[name]) for name, _ in files])
    except Obstacle as error:
        error.node.lineno = lines[getattr(error.node, "lineno", 1) - 1]  # type: ignore[attr-defined]
        raise
    own = {n: normalising.compared(t, parts[n], list(range(1, t.count("\n") + 2))) for n, t in files}
    return texts, [replace(f, line=own[f.path][f.line - 1]) for f in findings]


def _joined_in_classes(files: list[tuple[str, str]], style: str, scripts: int) -> tuple[dict[str, str], list[Finding]]:
    """The native form of files whose names are apart."""
    text, _ = programs.join(files)
    tree = ast.parse(text)
    prevented = None
    for lowering in classes.lowerings(text, tree):
        try:
            return _program(files, lowering.text, style, scripts, lowering)
        except Obstacle as error:
            lowering.locate(error)
            prevented = error
    try:
        return _program(files, text, style, scripts)
    except Obstacle as error:
        raise (prevented or error) from None


def _program(
    files: list[tuple[str, str]], text: str, style: str, scripts: int, lowering: classes.Lowering | None = None
) -> tuple[dict[str, str], list[Finding]]:
    """The native form of a program whose files are joined in one text, its classes perhaps written as functions."""
    _, pieces = programs.join(files)

    def read(text: str, tree: ast.Module) -> tuple[dict[str, str], list[Finding]]:
        context = Context(files[-1][0], text, tree, lowering)
        context.interp.local_modules = programs.modules(files)
        starts = [programs.start_of(text, name) for name, _ in files[-scripts:]]
        context.interp.imported = {id(n) for n in tree.body if n.lineno < starts[0]}
        if scripts > 1:
            own = [n for n in tree.body if isinstance(n, ast.If) and n.lineno >= starts[0]]
            context.interp.script_lines = starts
            context.interp.scripts = {n: sum(n.lineno >= start for start in starts) for n in own}
        result = _rewritten(context)
        if lowering is not None:
            result = classes.raised(_tidy(result), lowering, _objects(context))
        if notebook_cells.is_notebook(files[-1][0]):
            result = notebook_cells.quiet(context, _tidy(result))
        texts = {name: _tidy(part) for name, part in programs.split(result).items()}
        if style == "fit":
            starts = {programs.start_of(text, piece.name): piece.name for piece in pieces}
            texts = fit.rewrite(context, texts, lambda node: starts[max(s for s in starts if s <= node.lineno)])
        for piece in pieces:
            _check(context, ast.parse(piece.text), texts[piece.name], texts)
        return texts, context.findings

    texts, found = _in_forms(files[-1][0], text, ast.parse(text), read)
    findings = []
    for finding in found:
        if lowering is not None:
            finding = lowering.located(finding)
        name, line = programs.place(pieces, finding.line)
        findings.append(replace(finding, path=name, line=line))
    return texts, findings


def _migrate(
    name: str, text: str, tree: ast.Module, style: str, lowering: classes.Lowering | None = None
) -> tuple[str, list[Finding]]:
    context = Context(name, text, tree, lowering)
    result = _tidy(_rewritten(context))
    if lowering is not None:
        result = classes.raised(result, lowering, _objects(context))
        tree = ast.parse("\n".join(lowering.original))
    result = notebook_cells.quiet(context, result)
    if style == "fit":
        result = fit.rewrite(context, {name: result}, lambda node: name)[name]
    _check(context, tree, result)
    return result, context.findings


def _objects(context: Context) -> set[tuple[str, str]]:
    """The expressions that stand for objects with graphs where they are read, each with its class."""
    interp = context.interp
    read = {(owner.cls.node.name, ast.unparse(node.value).replace(OWN, "self.")) for _, node, owner in interp.foreign}
    return read | context.listed_objects


def _rewritten(context: Context) -> str:
    """The edited text of a program, before its blank lines are put in order."""
    if not context.tf:  # nothing but parts of it is imported, such as the tutorial data
        context.tf, context.imported = context.fresh("tf", "tensorflow"), False
    interp = context.interp = context.interp.reading()
    if interp.obstacles:
        raise min(interp.obstacles, key=lambda o: (getattr(o.node, "lineno", 0), getattr(o.node, "col_offset", 0)))
    summaries.reserve(context)
    spread_tags.check(interp, context.source.text)
    context.plan = Planner(interp).build()
    read_tensors.check(interp, context.plan.hoists)
    shared_lines.check(context)
    certainty.check(context)
    held_values.check(context)
    update_lists.forget_results(context)
    variables.rename(context)
    modules.choose(context)
    hoisting.substitute(context)
    modules.prepare(context)
    for node, text in context.plan.numbers.items():
        context.source.replace(node, text)
    recurrent.prepare(context)
    symbols.rewrite(context)
    seeds.rewrite(context)
    hoisting.rewrite(context)
    modules.rewrite(context)
    variables.share(context)
    layers.declare(context)
    regularizers.finish(context)
    variable_lists.finish(context)
    gradients.finish(context)
    looped_summaries.finish(context)
    variable_collections.finish(context)
    averages.finish(context)
    recurrent.declare(context)
    optimizers.declare(context)
    parameters.check(context)
    _specs(context)
    _name_parts(context)
    iterators.declare(context)
    sites.rewrite(context)
    seeds.restart(context)
    iterators.finish(context)
    _session_plumbing(context)
    _displays(context)
    summaries.check(context)
    run_traces.rewrite(context)
    savers.rewrite(context)
    flags.finish(context)
    scipy_optimizers.finish(context)
    helpers.insert(context)
    functions.place(context)
    _dissolve(context)
    placement.note(context)
    never_run.note(context)
    modules.place(context)
    for unit in sorted((u for u in context.plan.moved if u.prints), key=lambda u: u.node.lineno):
        later = "printed where the graph is built in TF1, and when the function is traced in TF2"
        context.note(unit.node, "TF302", traced_prints.DESCRIBED if unit in context.printed_in_place else later)
    for node in dict.fromkeys(interp.graph_prints):
        context.note(node, "TF302", "TF1 printed the definition of the graph here; an eager program has none")
    for node in dict.fromkeys(interp.described):
        context.note(node, "TF302", traced_prints.DESCRIBED)
    return context.source.result()


# ---------------------------------------------------------------- names
PREDICTIONS = {"pred", "prediction", "predictions", "y_pred", "hypothesis", "y_hat", "yhat", "y_conv"}
TRAIN_NAMES = {
    "train_op",
    "train_step",
    "optimizer",
    "opt",
    "optim",
    "trainer",
    "train_ops",
    "minimizer",
    "optimizer_op",
    "solver",
}


def _name_parts(context: Context) -> None:
    plan = context.plan
    functions.connect(context)
    queues.check_tapes(plan, context.gradient_calls)
    batch_norm.check_once(context)
    moved_names = {plain(n) for u in plan.moved for n in u.defs}
    bound_elsewhere = _bound_by_staying(context)
    joined = 0
    for part in plan.parts:
        called = any(part in other.calls for other in plan.parts)
        if part.operations:
            wished = _train_name(part)
        elif part.root and (fetched := queues.changed_by(plan, part)):
            wished = [fetched, f"run_{fetched}"]
        elif len(part.outputs) == 1 and part.outputs[0].name:
            output = _label(part.outputs[0])
            wished = [output]
            if plain(part.outputs[0].name) in PREDICTIONS:
                wished.insert(0, "predict")
            if called or output in bound_elsewhere:
                wished = [w for w in wished if w == "predict"] + [f"compute_{output}"]
        elif part.root and any(o.unit and any(x.kind == "assign" for x in o.unit.operations) for o in part.outputs):
            changed = plain(
                next(
                    o.name or "" for o in part.outputs if o.unit and any(x.kind == "assign" for x in o.unit.operations)
                )
            )
            wished = [changed or "update", f"run_{changed}"] if not called else [f"run_{changed}"]
            if len(part.outputs) > 1 and all(metrics.is_update(context, o) for o in part.outputs):
                wished.insert(0, "update_metrics")
        elif part.root and not part.outputs and (fetched := _fetched_operation(context, part)):
            wished = [fetched, f"run_{fetched}"]
        elif part.root:
            names = list(dict.fromkeys(_label(o) for o in part.outputs if o.name))
            joined += 1
            if len(names) == 1 and all(o.name for o in part.outputs):
                joined -= 1
                wished = [f"compute_{names[0]}" if called else names[0]]
                part.name = _take(context, part, _from_fed(plan, part, wished), moved_names, bound_elsewhere)
                continue
            wished = (
                (["evaluate"] if joined == 1 else [])
                + (["_and_".join(names)] if 0 < len(names) < 4 else [])
                + ["evaluate"]
            )
        else:
            names = [plain(o.name) for o in part.outputs if o.name]
            wished = ["forward", "compute_" + "_and_".join(names[-2:])]
        part.name = _take(context, part, _from_fed(plan, part, wished), moved_names, bound_elsewhere)


def _from_fed(plan: Plan, part: Part, wished: list[str]) -> list[str]:
    """Names for a function that is fed tensors, where another computes the same of them: `decoded_from_z`."""
    units = {o.unit for o in part.outputs}
    others = {o.unit for other in plan.parts if other is not part for o in other.outputs}
    if not part.cuts or part.operations or not units & others:
        return wished
    fed = "_and_".join(plain(cut.name or "").strip("_") for cut in part.cuts.values())
    return [f"{name}_from_{fed}" for name in wished]


def _label(output: Output) -> str:
    """What a value is called: `loss`, and `nets_logits` for `nets["logits"]`."""
    key = re.fullmatch(r'\["(\w+)"\]', output.path)
    name = plain(output.name or "")
    return f"{name}_{key[1]}" if key else name


def _fetched_operation(context: Context, part: Part) -> str:
    """The name of the op that the runs of a function fetch."""
    for site_plan in context.plan.sites:
        if site_plan.root is part:
            for fetch in site_plan.site.fetches():
                home = getattr(fetch.value, "home", None)
                if home is not None:
                    return plain(home[1])
    return ""


def _train_name(part: Part) -> list[str]:
    operation = part.operations[0]
    name = plain(operation.home[1]).lstrip("_") if operation.home else "train_op"
    if len(part.operations) > 1 or name in TRAIN_NAMES or name.lower().startswith("optimi"):
        return ["train_step", "training_step"]
    short = re.sub(r"_(op|step)$", "", name)
    return [name if name.endswith("_step") else short, f"{short}_step"]


def _take(context: Context, part: Part, wished: list[str], moved: set[str], bound: set[str]) -> str:
    taken = context.taken_in(part.scope)
    optimizers = {plain(name) for name in context.optimizer_names.values()}
    for name in wished:
        if name in optimizers:
            continue
        if name in moved and name not in bound:
            if not any(p.name == name and taken is context.taken_in(p.scope) for p in context.plan.parts):
                taken.add(name)
                return name
        elif name not in taken:
            taken.add(name)
            return name
    return context.fresh(*([name for name in wished if name not in optimizers] or wished), scope=part.scope)


def _bound_by_staying(context: Context) -> set[str]:
    """Names that code which stays binds anywhere: a function must not take one of them."""
    inside = {id(n) for u in context.plan.moved for n in ast.walk(u.node)}
    found: set[str] = set()
    for node in ast.walk(context.tree):
        if id(node) in inside:
            continue
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            found.add(plain(node.id))
        elif isinstance(node, ast.arg):
            found.add(node.arg)
        elif isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            found.add(plain(node.name))
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            found |= {a.asname or a.name.split(".")[0] for a in node.names}
    return found


# ---------------------------------------------------------------- placeholders
DTYPE_STRINGS = {"float": "float32", "double": "float64", "int": "int32"}


def _specs(context: Context) -> None:
    """`x = tf.placeholder(tf.float32, [None, 4])` -> `x_spec = tf.TensorSpec([None, 4], tf.float32)`."""
    source, tf = context.source, context.tf
    used = {p for part in context.plan.parts for p in part.placeholders}
    rates = optimizers.fed_rates(context)
    for scope in context.interp.scopes:
        for unit in scope.units:
            for placeholder in unit.placeholders:
                if isinstance(placeholder, Element):
                    continue
                if isinstance(placeholder, Fed) and placeholder.default is not None:
                    defaults.constant(context, placeholder, placeholder in used)
                    continue
                if placeholder not in used and not any(p in used for p in unit.placeholders):
                    _delete(context, unit.node)
                    continue
                bound = {k.arg: k.value for k in placeholder.node.keywords}
                params = ("input" if placeholder.default is not None else "dtype", "shape", "name")
                bound.update(zip(params, placeholder.node.args, strict=False))
                dtype = bound.get("dtype")
                if placeholder.default is not None:
                    dtype_text = defaults.dtype(context, placeholder)
                elif dtype is None:
                    raise Obstacle(placeholder.node, "a placeholder without a dtype")
                elif isinstance(dtype, ast.Constant) and isinstance(dtype.value, str):
                    dtype_text = f"{tf}.{DTYPE_STRINGS.get(dtype.value, dtype.value)}"
                else:
                    dtype_text = source.expression(dtype)
                shape = source.expression(bound["shape"]) if "shape" in bound else "None"
                if shape == "None" and placeholder in rates:
                    shape = "[]"
                extra = f", name={source.expression(bound['name'])}" if "name" in bound else ""
                name = plain(placeholder.name or "input")
                spec = context.fresh(f"{name}_spec", scope=scope)
                context.specs[placeholder] = spec
                written = placeholder.whole if isinstance(placeholder, Fed) else placeholder.node
                source.replace(written, f"{tf}.TensorSpec({shape}, {dtype_text}{extra})")
                for target in ast.walk(unit.node.targets[0]):  # type: ignore[attr-defined]
                    if isinstance(target, ast.Name) and unit.defs.get(target.id) is placeholder:
                        source.replace(target, spec)
            if unit.prints and unit not in context.plan.moved:
                for node in ast.walk(unit.node):
                    value = context.value(node)
                    if isinstance(node, ast.Name) and isinstance(value, Placeholder) and value in context.specs:
                        source.replace(node, context.specs[value])
                        context.note(unit.node, "TF302", "prints the spec of a placeholder instead of a graph tensor")
    numbers = {id(inner) for node in context.plan.numbers for inner in ast.walk(node)}
    for node, value in context.interp.shape_uses:
        if id(node) in numbers:
            continue
        if _inside(context, node, context.plan.moved):
            continue
        if _in_function(context, node):
            continue
        if isinstance(value, Placeholder) and value in context.specs:
            source.replace(node, f"{context.specs[value]}.shape")
            continue
        raise Obstacle(node, "the static shape of a graph tensor is used outside the graph")


def _in_function(context: Context, node: ast.AST) -> bool:
    current = context.interp.parents.get(node)
    while current is not None:
        if isinstance(current, (ast.FunctionDef, ast.Lambda)):
            return current not in {s.node for s in context.interp.scopes}
        current = context.interp.parents.get(current)
    return False


def _inside(context: Context, node: ast.AST, units: set[Unit]) -> bool:
    nodes = {u.node for u in units}
    current: ast.AST | None = node
    while current is not None:
        if current in nodes:
            return True
        current = context.interp.parents.get(current)
    return False


# ---------------------------------------------------------------- sessions
def _session_plumbing(context: Context) -> None:
    """Sessions, configurations, graphs and initializers have no counterpart: their statements go."""
    interp = context.interp
    for scope in interp.scopes:
        for unit in scope.units:
            node = unit.node
            if unit in context.plan.moved or isinstance(node, (ast.FunctionDef, ast.ClassDef)):
                continue
            _plumb(context, node)
    for scope in interp.scopes:
        for unit in scope.units:
            if isinstance(unit.node, (ast.For, ast.While, ast.If, ast.Try, ast.FunctionDef, ast.With)):
                for inner in ast.walk(unit.node):
                    if isinstance(inner, (ast.Assign, ast.Expr)) and inner is not unit.node:
                        _plumb(context, inner)
    for scope in interp.scopes:
        for unit in scope.units:
            if isinstance(unit.node, ast.If) and _plumbed(context, unit.node):
                _delete(context, unit.node)
            elif unit.node in interp.settled:
                raise Obstacle(unit.node, "more than the session depends on whether one is given")
    names = [p.name for p in context.plan.parts if p.root]
    for value in {id(v.node): v for v in interp.value_of.values() if isinstance(v, Session)}.values():
        calls = f"its runs are calls of {', '.join(names)}" if names else "its runs are plain values"
        context.note(value.node, "TF101", f"the session goes: {calls}")
    for call, argument, definition, parameter in interp.session_arguments:
        _drop_argument(context, call, argument)
        _drop_parameter(context, definition, parameter)


def _displays(context: Context) -> None:
    """What a notebook cell shows of the graph goes: there is no graph to show."""
    moved = {unit.node for unit in context.plan.moved}
    for node in context.interp.shown:
        if node in context.interp.displayed and (node in moved or only_names(node)):
            context.note(node, "TF302", "TF1 displayed the description of what the graph holds; nothing is displayed")
            if node not in moved:
                _delete(context, node)


def _plumbed(context: Context, node: ast.If) -> bool:
    """`if sess is None: self.sess = tf.Session()`: nothing of it is left, and the test does nothing."""
    unreached = context.interp.settled.get(node, set())
    inner = [n for n in ast.walk(node) if isinstance(n, ast.stmt) and n is not node and id(n) not in unreached]
    simple = (ast.Name, ast.Constant, ast.Compare, ast.UnaryOp, ast.BoolOp, ast.expr_context, ast.cmpop, ast.operator)
    simple += (ast.unaryop, ast.boolop)
    return all(n in context.deleted or isinstance(n, ast.Pass) for n in inner) and all(
        isinstance(n, simple) for n in ast.walk(node.test)
    )


def _plumb(context: Context, node: ast.stmt) -> None:
    value_node = node.value if isinstance(node, (ast.Assign, ast.Expr)) else None
    if value_node is None or node in context.deleted:
        return
    if summaries.plumb(context, node):
        return
    value = context.value(value_node)
    if isinstance(node, ast.Assign):
        target = node.targets[0]
        if isinstance(value, Session) and (isinstance(value_node, (ast.Call, ast.BoolOp)) or _is_place(target)):
            _delete(context, node)
        elif _is_place(target) and isinstance(value, Host) and target.id in _session_places(context):
            _delete(context, node)
        elif isinstance(value, Handle) and value.kind in DROPPED_HANDLES:
            _delete(context, node)
        elif isinstance(value, Operation) and _is_init(value):
            _delete(context, node)
        elif isinstance(target, ast.Attribute) and _root_kind(context, target) == "config":
            _delete(context, node)
        elif (
            isinstance(value, Seq)
            and value.items
            and list(leaves(value))
            and all(isinstance(x, Operation) and (_is_init(x) or x.kind in ("train", "updates")) for x in leaves(value))
        ):
            _delete(context, node)
    elif isinstance(value_node, ast.Call):
        path = context.names.resolve(value_node.func) or ""
        if isinstance(value, Handle) and value.kind in DROPPED_HANDLES:
            _delete(context, node)
        elif path in (
            "tensorflow.disable_v2_behavior",
            "tensorflow.disable_eager_execution",
            "tensorflow.disable_v2_tensorshape",
        ):
            _delete(context, node)
        elif isinstance(value, Operation) and _is_init(value):
            _delete(context, node)
        elif isinstance(value_node.func, ast.Attribute) and isinstance(context.value(value_node.func.value), Session):
            if value_node.func.attr in ("close", "__enter__"):
                _delete(context, node)


def _session_places(context: Context) -> set[str]:
    """Attributes that hold sessions."""
    stores = [n for n in ast.walk(context.tree) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)]
    return {n.id for n in stores if is_attribute(n.id) and isinstance(context.interp.value_of.get(id(n)), Session)}


def _is_place(target: ast.expr) -> bool:
    return isinstance(target, ast.Name) and is_attribute(target.id)


def _root_kind(context: Context, node: ast.AST) -> str | None:
    while isinstance(node, ast.Attribute):
        node = node.value
    value = context.value(node)
    if isinstance(value, Handle):
        return value.kind
    return None


def _drop_argument(context: Context, call: ast.Call, argument: ast.expr) -> None:
    source = context.source
    items: list[ast.AST] = [*call.args, *call.keywords]
    holder = next(i for i in items if i is argument or getattr(i, "value", None) is argument)
    _drop_from_list(source, items, holder)


def _drop_parameter(context: Context, definition: ast.FunctionDef, name: str) -> None:
    positional = [*definition.args.posonlyargs, *definition.args.args]
    items: list[ast.AST] = [*positional, *([definition.args.vararg] if definition.args.vararg else [])]
    holder = next((a for a in positional if a.arg == name), None)
    if holder is None or definition.args.posonlyargs or definition.args.kwonlyargs or definition.args.kwarg:
        raise Obstacle(definition, "a session among parameters of several kinds")
    defaults = dict(zip(reversed(positional), reversed(definition.args.defaults), strict=False))
    _drop_from_list(context.source, items, holder, defaults)


def _drop_from_list(source: Source, items: list, holder: ast.AST, defaults: dict | None = None) -> None:
    """Takes one of several arguments or parameters out, with its default."""
    defaults = defaults or {}
    index = items.index(holder)
    start = source.span(holder)[0]
    end = source.span(defaults.get(holder, holder))[1]
    if len(items) == 1:
        source.replace_span(start, end, "")
    elif index + 1 < len(items):
        source.replace_span(start, source.span(items[index + 1])[0], "")
    else:
        before = items[index - 1]
        source.replace_span(source.span(defaults.get(before, before))[1], end, "")


# ---------------------------------------------------------------- statements
def _delete(context: Context, node: ast.stmt) -> None:
    """Takes out a statement with the comment lines directly above it and its trailing comment."""
    if node in context.deleted:
        return
    source = context.source
    context.deleted.add(node)
    start, end = source.span(node)
    first = source.line_start(start)
    if shared_lines.shared(source, node):
        raise shared_lines.SharedLine(node)
    first = comment_start(source, first)
    body = _siblings(context, node)
    alone = body is not None and all(s in context.deleted or isinstance(s, ast.Nonlocal) for s in body)
    if alone and not _dissolving(context, node):
        source.replace_span(source.line_start(start), source.line_end(end), context.final_indent(node) + "pass\n")
    else:
        source.replace_span(first, source.line_end(end), DELETED + "\n")


def _siblings(context: Context, node: ast.stmt) -> list[ast.stmt] | None:
    parent = context.interp.parents.get(node)
    if parent is None or isinstance(parent, ast.Module):
        return None
    for field in ("body", "orelse", "finalbody", "handlers"):
        body = getattr(parent, field, None)
        if isinstance(body, list) and node in body:
            return body
    return None


def _dissolving(context: Context, node: ast.stmt) -> bool:
    return context.interp.parents.get(node) in context.interp.transparent


def comment_start(source: Source, first: int) -> int:
    """Offset of the first of the comment lines that stand directly above the line at `first`."""
    while first > 0:
        previous = source.line_start(first - 1)
        line = source.text[previous : first - 1]
        number = source.text.count("\n", 0, previous) + 1
        indent = source.text[first : first + 200].split("\n")[0]
        same = len(line) - len(line.lstrip()) == len(indent) - len(indent.lstrip())
        decorated = re.match(r"\s*#+\s*$|\s*#(.)\1{2,}", line) is not None
        if not line.lstrip().startswith("#") or number in source.string_lines or not same or number <= 1 or decorated:
            break
        first = previous
    return first


def comment_end(source: Source, end: int, indent: str) -> int:
    """Offset after the comment lines that close a statement: below it, before a blank line."""
    at = end
    while at < len(source.text):
        stop = source.line_end(at)
        line = source.text[at:stop].rstrip("\n")
        if not line.strip():
            return at
        if not line.startswith(indent + "#"):
            return end
        at = stop
    return at


def _dissolve(context: Context) -> None:
    """`with` blocks of sessions, graphs, scopes and devices give their bodies to the block around them."""
    source = context.source
    for node in context.interp.transparent:
        inside_moved = _inside(context, node, context.plan.moved)
        if placement.stays(context, node):
            continue
        colon = header_end(source, node)
        start = source.line_start(source.span(node)[0])
        body_first = node.body[0].lineno
        header_line = source.text.count("\n", 0, colon) + 1
        if body_first == header_line:
            raise shared_lines.SharedLine(node.body[0])
        if inside_moved:
            continue
        width = len(source.indent_of(node.body[0])) - len(source.indent_of(node))
        source.replace_span(start, source.line_end(colon), DELETED + "\n")
        last = node.end_lineno or body_first
        # comments that close the block belong to it
        while last < len(source.lines) and _closing_comment(source, last, len(source.indent_of(node))):
            last += 1
        source.dedent(header_line + 1, last, width)


def _closing_comment(source: Source, line: int, indent: int) -> bool:
    for following in source.lines[line:]:
        if not following.strip():
            return (
                any(
                    text.lstrip().startswith("#") and len(text) - len(text.lstrip()) > indent
                    for text in source.lines[line : line + 3]
                    if text.strip()
                )
                and not source.lines[line].strip()
            )
        return following.lstrip().startswith("#") and len(following) - len(following.lstrip()) > indent
    return False


def header_end(source: Source, node: ast.With) -> int:
    """Offset of the colon of a `with` statement."""
    last = node.items[-1]
    end = source.span(last.optional_vars or last.context_expr)[1]
    return source.text.index(":", end)


# ---------------------------------------------------------------- layout and checks
def _tidy(text: str) -> str:
    """Blank lines around functions that were put in and where statements were taken out."""
    lines = text.split("\n")
    out: list[str] = []
    pending = ""
    for line in lines:
        if line.startswith(FUNCTION):
            while out and not out[-1].strip():
                out.pop()
            indent = line[len(FUNCTION) :]
            blank = 2 if indent == "" else 1
            if pending == "end" or out:
                out += [""] * (blank if not (out and out[-1].rstrip().endswith(":")) else 0)
            pending = ""
            continue
        if line.startswith("\x00end "):
            pending = "end" + line[len("\x00end ") :]
            continue
        if line == DELETED:
            if not pending:
                pending = "deleted"
            continue
        if pending and not line.strip():
            if pending == "deleted":
                if out and out[-1].strip():
                    out.append("")
            continue
        if pending.startswith("end"):
            while out and not out[-1].strip():
                out.pop()
            out += [""] * (2 if pending == "end" else 1)
        pending = ""
        out.append(line)
    while len(out) > 1 and not out[-1].strip() and not out[-2].strip():
        out.pop()
    result = "\n".join(out)
    if text.endswith("\n"):
        result = result.rstrip("\n") + "\n"
    return result.lstrip("\n") if not text.startswith("\n") else result


def _check(context: Context, before: ast.Module, result: str, program: dict[str, str] | None = None) -> None:
    """The outcome parses, uses no name that nothing binds, binds no function's name again, holds no TF1 symbol."""
    try:
        tree = ast.parse(result)
    except SyntaxError as error:
        raise RuntimeError(f"the native form does not parse: {error}") from error
    old_unbound = _unbound(before, program)
    for name, _node in _unbound(tree, program).items():
        if name == context.tf and not context.imported:
            raise Obstacle(context.tree.body[0], "TensorFlow is imported only by parts")
        if name not in old_unbound:
            origin = next(
                (n for n in ast.walk(context.tree) if isinstance(n, ast.Name) and n.id == name), context.tree.body[0]
            )
            raise Obstacle(origin, f"`{name}` is used where it has no value of its own")
    names = Names(tree)
    given = {node.name for node in ast.walk(before) if isinstance(node, ast.FunctionDef)}
    given |= {part.name for part in context.restarted}
    for scope in dict.fromkeys(names.scope_of.values()):
        for name, bindings in scope.bindings.items():
            if len(bindings) > 1 and name not in given and any(isinstance(n, ast.FunctionDef) for n in bindings):
                raise RuntimeError(f"the native form binds `{name}` to a function and to something else")
    for node in ast.walk(tree):
        if isinstance(node, (ast.Attribute, ast.Name)):
            path = names.resolve(node)
            if path and path.startswith("tensorflow."):
                symbols.check_native(context, path, node)


def _unbound(tree: ast.Module, program: dict[str, str] | None = None) -> dict[str, ast.Name]:
    """Names that nothing in the file binds; `program`: the files from which star imports may take them."""
    import builtins

    names = Names(tree)
    found: dict[str, ast.Name] = {}
    files = {name.rpartition("/")[2].removesuffix(".py"): text for name, text in (program or {}).items()}
    imported: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.names[0].name == "*":
            source = files.get((node.module or "").rpartition(".")[2])
            if source is None:
                return found
            imported |= set(Names(ast.parse(source)).module_scope.bindings)
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
            scope = names.scope_of.get(node, names.module_scope)
            if (
                scope.find(node.id) is None
                and node.id not in imported
                and not hasattr(builtins, node.id)
                and not node.id.startswith("__")
            ):
                found.setdefault(node.id, node)
    return found

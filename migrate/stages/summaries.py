"""Summaries and their writers: the tags that TF1 wrote, and which summaries a merge collects."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from migrate.names import fresh, used
from migrate.stages import graphs, run_traces
from migrate.stages.graph_names import Doubtful, certain_place, join
from migrate.stages.program import NestedHelper
from migrate.stages.values import UNKNOWN, Handle, Host, Map, Seq, Tensor, Value, leaves

if TYPE_CHECKING:
    from migrate.names import Names
    from migrate.stages.interpreter import Interpreter

DEFAULT_COLLECTION = "summaries"
# TF1 parameters; the old names take the tag as it is written
SUMMARIES = {
    "summary.scalar": ("name", "tensor", "collections", "family"),
    "summary.histogram": ("name", "values", "collections", "family"),
    "summary.image": ("name", "tensor", "max_outputs", "collections", "family"),
    "scalar_summary": ("tags", "tensor", "collections", "name"),
    "histogram_summary": ("tag", "values", "collections", "name"),
    "image_summary": ("tag", "tensor", "max_images", "collections", "name"),
}
MERGE_ALL = {"summary.merge_all": ("key", "scope", "name"), "merge_all_summaries": ("key",)}
MERGE = {"summary.merge": ("inputs", "collections", "name"), "merge_summary": ("inputs", "collections", "name")}
WRITERS = {"summary.FileWriter", "train.SummaryWriter"}


@dataclass(eq=False)
class Listed:
    """One making of a summary that goes into a list.

    pieces: what its tag is made of, (expression, its text) of each scope around it, outermost first, and of its name.
    functions, calls: the helpers under way and the calls that entered them, outermost first.
    """

    made: Summary
    pieces: list[tuple[ast.expr | None, str]]
    functions: list[ast.AST] = field(default_factory=list)
    calls: list[ast.AST] = field(default_factory=list)


@dataclass(eq=False)
class Summary(Tensor):
    """A serialized summary (string scalar). `parts` are those that a merge is made of."""

    kind: str = ""
    tag: str = ""
    tags: list[str] = field(default_factory=list)  # of those that a loop makes
    collections: list[str] = field(default_factory=list)
    bound: dict[str, ast.expr] = field(default_factory=dict)
    parts: list[Summary] | None = None
    label: str = ""  # the name that its statement binds, where the user gave none
    listed: bool = False  # a merge of a list that helpers fill

    @property
    def dynamic(self) -> bool:
        return True


def call(interp: Interpreter, node: ast.Call, name: str) -> Value | None:
    """The value of a call of the summary API; None when `name` is none of it."""
    if name in SUMMARIES:
        return _summary(interp, node, name)
    if name in MERGE_ALL or name in MERGE:
        return _merge(interp, node, name)
    if name in WRITERS:
        return Handle("writer", node, interp.unit)
    if name == "Summary.Value":
        return Host()
    if name == "Summary":
        if manual(interp.names, node) is None:
            interp.obstacle(node, "a summary that is filled by hand with other things than numbers")
        return Handle("summary-proto", node, interp.unit)
    return None


def manual(names: Names, node: ast.Call) -> list[dict[str, ast.expr]] | None:
    """Tag and number of each value in `tf.Summary(value=[tf.Summary.Value(tag=..., simple_value=...)])`."""
    if node.args or [k.arg for k in node.keywords] != ["value"] or not isinstance(node.keywords[0].value, ast.List):
        return None
    found = []
    for item in node.keywords[0].value.elts:
        if not isinstance(item, ast.Call) or names.resolve(item.func) != "tensorflow.Summary.Value" or item.args:
            return None
        given = {k.arg or "": k.value for k in item.keywords}
        if set(given) != {"tag", "simple_value"}:
            return None
        found.append(given)
    return found or None


def bind_summary(node: ast.Call, params: tuple[str, ...]) -> dict[str, ast.expr] | None:
    from migrate.stages.tf_calls import bind

    bound = bind(node, params)
    if bound is not None and "values" in bound and "values" not in params and "tensor" in params:
        bound["tensor"] = bound.pop("values")  # the old functions named it so
    return bound


def _summary(interp: Interpreter, node: ast.Call, name: str) -> Value:
    bound = bind_summary(node, SUMMARIES[name])
    data = SUMMARIES[name][1]
    if bound is None or not {SUMMARIES[name][0], data} <= set(bound):
        interp.obstacle(node, "a summary whose arguments are not followed")
        return Host()
    looped = interp.looped.get(node)
    if looped is not None and node in looped.made:
        return looped.made[node]
    listed = looped is not None or _into_list(interp, node)
    if not listed and not _own_statement(interp, node):
        reason = "a summary that is made in a loop, a branch or a helper function"
        inner = [f for f in interp.stack if isinstance(f, ast.FunctionDef) and f is not interp.unit.scope.node]
        nested = next((f for f in inner if f not in interp.tree.body), None)
        if nested is not None:
            interp.obstacles.append(NestedHelper(node, nested, reason))
        interp.obstacle(node, reason)
        return Host()
    tag = _tag(interp, node, name, bound) if looped is None else ""
    collections = _collections(interp, bound.get("collections"))
    if tag is None or collections is None:
        reason = "the tag of this summary" if tag is None else "the collections of this summary"
        interp.obstacle(node, f"{reason} cannot be told with certainty")
        return Host()
    value = interp.value_of[id(bound[data])]
    if any(isinstance(leaf, Summary) for leaf in leaves(value)) or isinstance(value, (Seq, Map)):
        interp.obstacle(node, "a summary of several tensors")
        return Host()
    made = _tensor(interp, node, [value])
    made.kind = name.rsplit(".")[-1].removesuffix("_summary")
    made.tag, made.collections, made.bound = tag, collections, bound
    interp.summaries.append(made)
    if looped is not None:
        looped.made[node] = made
        made.tags = [tag for own in looped.tags[node].values() for tag in own]
        interp.listed_summaries[node] = [Listed(made, [])]
    elif listed:
        pieces = _pieces(interp, name, bound[SUMMARIES[name][0]])
        entry = Listed(made, pieces, list(interp.stack), list(interp.call_nodes))
        interp.listed_summaries.setdefault(node, []).append(entry)
    elif isinstance(interp.unit.node, ast.Expr):
        made.label = _label(interp, f"{_identifier(tag)}_summary")
        _define(interp, made, made.label)
    return made


def _tensor(interp: Interpreter, node: ast.AST, values: list[Value]) -> Summary:
    base = interp.combine(node, values)
    made = Summary(node, interp.unit)
    if isinstance(base, Tensor):
        interp.unit.tensors.remove(base)
        made.placeholders, made.variables = base.placeholders, base.variables
        made.random, made.stateful = base.random, base.stateful
    interp.unit.tensors.append(made)
    return made


def _own_statement(interp: Interpreter, node: ast.Call) -> bool:
    """Whether the call is the whole value of a statement of the scope, which runs once."""
    if interp.stack and interp.stack[-1] is not interp.unit.scope.node:
        return False
    statement = interp.unit.node
    return isinstance(statement, (ast.Expr, ast.Assign)) and certain_place(interp, node)


def _into_list(interp: Interpreter, node: ast.Call) -> bool:
    """Whether the call is what a statement appends to a list, and that happens once for each call of its helper."""
    call = interp.parents.get(node)
    if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Attribute) or call.func.attr != "append":
        return False
    owner = interp.value_of.get(id(call.func.value))
    if not isinstance(interp.parents.get(call), ast.Expr) or not isinstance(owner, Seq):
        return False
    return not interp.undecided and not any(interp.parents_in_loop(n) for n in [node, *interp.call_nodes])


def _pieces(interp: Interpreter, function: str, name: ast.expr) -> list[tuple[ast.expr | None, str]]:
    """What a tag is made of: (expression, its text) of the scopes and the name; the old functions know no scopes."""
    found: list[tuple[ast.expr | None, str]] = []
    for scope in interp.open_scopes if function.startswith("summary.") else []:
        given = scope.node.args[0] if isinstance(scope.node, ast.Call) and scope.node.args else None
        found.append((given, str(scope.detail.get("name") or "")))
    value = interp.value_of.get(id(name))
    # as it is written: a text that TF1 changes for the tag does not add up to it
    return [*found, (name, str(value.const) if isinstance(value, Host) else "")]


def _label(interp: Interpreter, wished: str) -> str:
    taken = interp.summary_labels
    if not taken:
        taken |= used(interp.tree)
    return fresh(wished, taken)


def _identifier(tag: str) -> str:
    """A Python name after a tag: `Layer1/W1` -> `w1`, `loss_1` -> `loss`."""
    word = re.sub(r"\W+", "_", tag.rsplit("/", 1)[-1]).strip("_").lower()
    word = re.sub(r"_\d+$", "", word)
    return f"summary_{word}" if not word or word[0].isdigit() else word


def _define(interp: Interpreter, made: Summary, name: str) -> None:
    made.home = (interp.unit, name)
    interp.unit.defs[name] = made


# ---------------------------------------------------------------- tags
def clean(name: str) -> str:
    """TF1's `clean_tag`."""
    return re.sub(r"[^-/\w\.]", "_", name, flags=re.ASCII).lstrip("/")


def _tag(interp: Interpreter, node: ast.Call, function: str, bound: dict[str, ast.expr]) -> str | None:
    names = interp.graph_names
    value = interp.value_of.get(id(bound[SUMMARIES[function][0]]))
    name = value.const if isinstance(value, Host) else UNKNOWN
    if not isinstance(name, str) or not name.isascii() or not name:
        return None
    if not function.startswith("summary."):
        return name
    family = interp.value_of.get(id(bound.get("family")))
    family = family.const if isinstance(family, Host) else None
    if family is UNKNOWN or names.scope is None:
        return None
    full = join(names.scope, f"{clean(str(family))}/{clean(name)}" if family else clean(name))
    try:
        names.check(full)
    except Doubtful:
        return None
    made = names.unique(full)
    return f"{clean(str(family))}/{made}" if family else made


def _collections(interp: Interpreter, node: ast.expr | None) -> list[str] | None:
    if node is None:
        return [DEFAULT_COLLECTION]
    value = interp.value_of.get(id(node))
    if isinstance(value, Host) and value.const is None:
        return [DEFAULT_COLLECTION]
    if not isinstance(node, (ast.List, ast.Tuple)):
        return None
    keys = [_key(interp, item) for item in node.elts]
    return keys if all(k is not None for k in keys) else None  # type: ignore[return-value]


def _key(interp: Interpreter, node: ast.expr) -> str | None:
    path = interp.names.resolve(node)
    if path == "tensorflow.GraphKeys.SUMMARIES":
        return DEFAULT_COLLECTION
    value = interp.value_of.get(id(node))
    return value.const if isinstance(value, Host) and isinstance(value.const, str) else None


# ---------------------------------------------------------------- merges
def _merge(interp: Interpreter, node: ast.Call, name: str) -> Value:
    parts: list[Summary] | None = None
    if name in MERGE_ALL:
        bound = bind_summary(node, MERGE_ALL[name])
        key = _key(interp, bound["key"]) if bound and "key" in bound else DEFAULT_COLLECTION
        if bound is not None and key is not None and "scope" not in bound:
            parts = [s for s in interp.summaries if key in s.collections]
            parts = [s for s in parts if not graphs.of_another_script(interp, s.unit)]
    else:
        bound = bind_summary(node, MERGE[name])
        value = interp.value_of.get(id(bound["inputs"])) if bound and "inputs" in bound else None
        if isinstance(value, Seq) and (value.repeats or not value.open) and "collections" not in bound:
            found = list(dict.fromkeys(leaves(value)))
            if all(isinstance(part, Summary) for part in found):
                parts = found  # type: ignore[assignment]
    if parts == [] and name in MERGE_ALL and not interp.unit.sites and not interp.stack:
        return Host(None)  # TF1 gives None where there is nothing to merge
    if not parts:
        interp.obstacle(node, "which summaries are merged cannot be told")
        return Host()
    if not _own_statement(interp, node) or not isinstance(interp.unit.node, ast.Assign):
        interp.obstacle(node, "summaries that are merged in a loop, a branch, a helper function or a run")
        return Host()
    single = [leaf for part in parts for leaf in (part.parts or [part])]
    listed = _from_list(interp, node, parts) if name in MERGE else None
    if listed is not None:
        return listed
    for part in parts:
        if part.home is None or part.home[0].scope is not interp.unit.scope:
            interp.obstacle(node, "a merged summary has no name")
            return Host()
        unit, label = part.home
        interp.unit.reads.setdefault(label, set()).add(unit)
        interp.unit.free.add(label)
    if len({part.home[1] for part in parts}) < len({id(part) for part in parts}):  # type: ignore[index]
        interp.obstacle(node, "two merged summaries have one name")
    made = _tensor(interp, node, list(parts))
    made.kind, made.parts = "merge", parts
    _distinct(interp, node, single)
    return made


def _from_list(interp: Interpreter, node: ast.Call, parts: list[Summary]) -> Summary | None:
    """A merge of a list that statements filled; None for one that is written out."""
    known = {entry.made for entries in interp.listed_summaries.values() for entry in entries}
    given = node.args[0] if node.args else node.keywords[0].value
    if not isinstance(given, ast.Name) or not known & set(parts):
        return None
    single = [leaf for part in parts for leaf in (part.parts or [part])]
    made = _tensor(interp, node, list(parts))
    made.kind, made.parts, made.listed = "merge", parts, True
    _distinct(interp, node, single)
    return made


def _distinct(interp: Interpreter, node: ast.Call, single: list[Summary]) -> None:
    tags = [tag for leaf in single for tag in leaf.tags or [leaf.tag]]
    if len(set(tags)) < len(tags):
        interp.obstacle(node, "two merged summaries have the same tag")


# ---------------------------------------------------------------- writers
def writer_method(
    interp: Interpreter, node: ast.Call, owner: Handle, name: str, args: list[Value], keywords: dict[str, Value]
) -> Value | None:
    """A method of a FileWriter; None when it is not one that TensorFlow 2 can express."""
    if name == "add_summary":
        value = args[0] if args else keywords.get("summary")
        owner.detail.setdefault("writes", []).append(node)
        known = isinstance(value, Host) and value.note == "summary"
        if not known and not (isinstance(value, Handle) and value.kind == "summary-proto"):
            interp.obstacle(node, "what is written was not fetched from a summary, as far as can be told")
        return Host(None)
    if name == "add_run_metadata":
        return run_traces.write(interp, node)
    if name == "close":
        owner.detail.setdefault("closes", []).append(node)
        return Host(None)
    if name in ("flush", "add_graph"):
        return Host(None)
    return None

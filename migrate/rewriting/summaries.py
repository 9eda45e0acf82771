"""Summaries and their writers.

The ops that serialize summaries are the same in TensorFlow 2 (`tf.raw_ops`): they write TF1's tags, buckets and pixels,
where `tf.summary.scalar` and its siblings write another format and need the tensorboard package to be installed. So a
merged summary stays a value that is fetched and handed to a writer, at the step and under the condition of the user.
"""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from migrate.rewriting import looped_summaries, shared_lines
from migrate.stages import summaries as api
from migrate.stages.program import Obstacle
from migrate.stages.summaries import Listed, Summary
from migrate.stages.values import Handle, Host

if TYPE_CHECKING:
    from migrate.rewriting.native import Context

OPS = {"scalar": ("ScalarSummary", "tags", "values"), "histogram": ("HistogramSummary", "tag", "values")}
OPS["image"] = ("ImageSummary", "tag", "tensor")


def reserve(context: Context) -> None:
    """Names that summaries without one were given."""
    context.taken |= {s.label for s in context.interp.summaries if s.label}
    for node in ast.walk(context.tree):
        if isinstance(node, ast.Attribute):
            value = context.value(node.value)
            if isinstance(value, Handle) and value.kind == "summary-proto":
                raise Obstacle(node, "a summary that is filled or read by hand")


def is_part(name: str) -> bool:
    return (
        name in ("Summary", "Summary.Value")
        or name in api.SUMMARIES
        or name in api.MERGE_ALL
        or name in api.MERGE
        or name in api.WRITERS
    )


def keeps_statement(unit) -> bool:  # noqa: ANN001
    """Whether an expression statement makes a summary, which gets a name."""
    return any(isinstance(t, Summary) and t.label for t in unit.tensors)


def rewrite_call(context: Context, node: ast.Call, name: str) -> None:
    """A call of the summary API where it stands in the graph or beside it."""
    if name in api.WRITERS:
        _writer(context, node)
        return
    if name == "Summary":
        _manual(context, node)
        return
    value = context.value(node)
    if name == "Summary.Value":
        outer = context.interp.parents.get(context.interp.parents.get(node))  # type: ignore[arg-type]
        if not isinstance(outer, ast.keyword):
            raise Obstacle(node, "a summary that is filled by hand")
        return
    if isinstance(value, Host) and value.const is None and name in api.MERGE_ALL:
        _nothing(context, node)
        return
    if node in context.interp.looped:
        written = looped_summaries.tag(context, node)
        context.source.replace(node, _summary(context, value, written))  # type: ignore[arg-type]
        return
    if node in context.interp.listed_summaries:
        entries = context.interp.listed_summaries[node]
        context.source.replace(node, _summary(context, entries[0].made, tag(node, entries)))
        return
    if not isinstance(value, Summary):
        raise Obstacle(node, f"`tf.{name}` is not followed")
    if value.listed:
        given = node.args[0] if node.args else node.keywords[0].value
        text = f"{context.tf}.raw_ops.MergeSummary(inputs={context.source.expression(given)})"
    elif value.kind == "merge":
        text = _merged(context, value)
    else:
        text = _summary(context, value)
    parent = context.interp.parents.get(node)
    if value.label and isinstance(parent, ast.Expr):
        text = f"{value.label} = {text}"
    context.source.replace(node, text)


def _nothing(context: Context, node: ast.Call) -> None:
    """`merged = tf.summary.merge_all()` of a graph without summaries: None, which most programs never read."""
    from migrate.rewriting.native import _delete

    statement = context.interp.parents.get(node)
    targets = statement.targets if isinstance(statement, ast.Assign) else []
    read = any(
        isinstance(n, ast.Name) and isinstance(n.ctx, ast.Load) and any(n.id == getattr(t, "id", n.id) for t in targets)
        for n in ast.walk(context.tree)
    )
    if isinstance(statement, (ast.Assign, ast.Expr)) and not read:
        _delete(context, statement)
    else:
        context.source.replace(node, "None")


def tag_parameters(context: Context, definition: ast.AST) -> set[str]:
    """The parameters of a helper that the tags of its summaries are made of."""
    found: set[str] = set()
    inside = {id(n) for n in ast.walk(definition)}
    for node, entries in context.interp.listed_summaries.items():
        if id(node) in inside and len(entries) > 1:
            found |= {e.id for e, texts in _columns(entries) if isinstance(e, ast.Name) and len(set(texts)) > 1}
    return found


def _columns(entries: list[Listed]) -> list[tuple[ast.expr | None, list[str]]]:
    """The pieces of a tag at all calls of a helper, side by side; no expression where it stands around the helper."""
    if len({len(entry.pieces) for entry in entries}) > 1:
        return []
    helper = entries[0].functions[-1] if entries[0].functions else None
    inside = {id(n) for n in ast.walk(helper)} if helper is not None else set()
    columns = zip(*(entry.pieces for entry in entries), strict=True)
    return [(c[0][0] if id(c[0][0]) in inside else None, [text for _, text in c]) for c in columns]


def tag(node: ast.Call, entries: list[Listed]) -> str:
    """A tag as a literal, or as a text made of the helper's parameters where its calls have different ones."""
    if len({entry.made.tag for entry in entries}) == 1:
        return f'"{entries[0].made.tag}"'
    columns = [(e, texts) for e, texts in _columns(entries) if any(texts)]
    wanted = ["/".join(row) for row in zip(*(texts for _, texts in columns), strict=True)]
    if wanted != [entry.made.tag for entry in entries]:
        raise Obstacle(node, "the tags of summaries that TF1 made unique in a helper")
    words = []
    for expression, texts in columns:
        text = texts[0] if len(set(texts)) == 1 else word(expression) if expression is not None else None
        if text is None:
            raise Obstacle(node, "the tags of the summaries of a helper")
        words.append(text)
    return f'f"{"/".join(words)}"'


def word(node: ast.expr) -> str | None:
    """A text that the helper makes, as a part of an f-string in double quotes; None for what would read badly."""
    if isinstance(node, ast.Name):
        return f"{{{node.id}}}"
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value if re.fullmatch(r"[-/\w.]*", node.value) else None
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        parts = [word(node.left), word(node.right)]
    elif isinstance(node, ast.JoinedStr):
        parts = [word(part) for part in node.values]
    elif isinstance(node, ast.FormattedValue):
        return word(node.value) if isinstance(node.value, ast.Name) else None
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "str":
        return word(node.args[0]) if len(node.args) == 1 and isinstance(node.args[0], ast.Name) else None
    elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mod):
        given = node.right.elts if isinstance(node.right, ast.Tuple) else [node.right]
        return _filled(node.left, "%[sd]", given)
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "format":
        return _filled(node.func.value, r"\{\}", node.args) if not node.keywords else None
    else:
        return None
    return "".join(parts) if None not in parts else None  # type: ignore[arg-type]


def _filled(template: ast.expr, hole: str, given: list[ast.expr]) -> str | None:
    """A text whose holes are filled with names alone, such as `"layer%s/%d" % (a, b)`."""
    text = template.value if isinstance(template, ast.Constant) else None
    pieces = re.split(hole, text) if isinstance(text, str) else []
    words = [word(item) if isinstance(item, ast.Name) else None for item in given]
    if len(pieces) != len(given) + 1 or None in words or not all(re.fullmatch(r"[-/\w.]*", p) for p in pieces):
        return None
    return pieces[0] + "".join(f"{word}{piece}" for word, piece in zip(words, pieces[1:], strict=True))


def _summary(context: Context, value: Summary, written: str = "") -> str:
    op, tag, data = OPS[value.kind]
    bound, source = value.bound, context.source
    given = source.expression(bound.get("values", bound.get("tensor")))
    words = [f"{tag}={written}" if written else f'{tag}="{value.tag}"', f"{data}={given}"]
    if value.kind == "image":
        count = bound.get("max_outputs", bound.get("max_images"))
        words.append(f"max_images={source.expression(count) if count is not None else '3'}")
    return f"{context.tf}.raw_ops.{op}({', '.join(words)})"


def _manual(context: Context, node: ast.Call) -> None:
    """`tf.Summary` of tags and numbers -> the op that serializes them."""
    source = context.source
    given = api.manual(context.names, node) or []
    tags = [source.expression(g["tag"]) for g in given]
    numbers = [source.expression(g["simple_value"]) for g in given]
    if len(given) > 1:
        text = f"tags=[{', '.join(tags)}], values=[{', '.join(numbers)}]"
    else:
        text = f"tags={tags[0]}, values={numbers[0]}"
    source.replace(node, f"{context.tf}.raw_ops.ScalarSummary({text})")


def _merged(context: Context, value: Summary) -> str:
    names = [part.home[1] for part in value.parts or []]  # type: ignore[index]
    if len(names) == 1:
        return names[0]
    return f"{context.tf}.raw_ops.MergeSummary(inputs=[{', '.join(names)}])"


# ---------------------------------------------------------------- writers
def _writer(context: Context, node: ast.Call) -> None:
    """`tf.summary.FileWriter(folder, graph)` -> `tf.summary.create_file_writer(folder)`."""
    from migrate.stages.tf_calls import bind

    bound = bind(node, ("logdir", "graph", "max_queue", "flush_secs", "graph_def", "filename_suffix", "session"))
    if bound is None or "logdir" not in bound or set(bound) & {"graph_def", "session"}:
        raise Obstacle(node, "a writer whose arguments are not followed")
    if isinstance(context.interp.parents.get(node), ast.withitem):
        raise Obstacle(node, "a writer as a context manager")
    source = context.source
    words = [source.expression(bound["logdir"])]
    if "max_queue" in bound:
        words.append(f"max_queue={source.expression(bound['max_queue'])}")
    if "flush_secs" in bound:
        words.append(f"flush_millis=1000 * ({source.expression(bound['flush_secs'])})")
    if "filename_suffix" in bound:
        words.append(f"filename_suffix={source.expression(bound['filename_suffix'])}")
    graph = bound.get("graph")
    if graph is not None and not (isinstance(context.value(graph), Host) and context.value(graph).const is None):
        value = context.value(graph)
        if not (isinstance(value, Handle) and value.kind in ("graph", "graph-def")):
            raise Obstacle(graph, "the graph that a writer is given")
        _note_graph(context, graph)
    source.replace(node, f"{context.tf}.summary.create_file_writer({', '.join(words)})")


def _note_graph(context: Context, node: ast.AST) -> None:
    context.note(node, "TF303", "an eager program has no graph to write")


def plumb(context: Context, statement: ast.stmt) -> bool:
    """Statements that call a writer; True where this one does."""
    from migrate.rewriting.native import _delete

    call = statement.value if isinstance(statement, ast.Expr) else None
    if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Attribute):
        return False
    owner = context.value(call.func.value)
    if not isinstance(owner, Handle) or owner.kind != "writer":
        return False
    name = call.func.attr
    if name == "add_graph":
        if statement not in context.deleted:
            _note_graph(context, call)
            _delete(context, statement)
    elif name == "add_summary":
        _write(context, statement, call, owner)
    return True


def _write(context: Context, statement: ast.Expr, call: ast.Call, owner: Handle) -> None:
    """`writer.add_summary(summary, step)` -> a block of the writer with that step."""
    from migrate.stages.tf_calls import bind

    if statement in context.written:
        return
    context.written.add(statement)
    source = context.source
    bound = bind(call, ("summary", "global_step"))
    if bound is None or "summary" not in bound:
        raise Obstacle(call, "a write whose arguments are not followed")
    for close in owner.detail.get("closes", []):
        if close.lineno < call.lineno or context.interp.parents_in_loop(close):
            raise Obstacle(call, "a writer is used after it was closed")
    step = bound.get("global_step")
    if step is not None and isinstance(context.value(step), Host) and context.value(step).const is None:
        step = None
    text = source.expression(step) if step is not None else "0"
    if step is not None and any(isinstance(n, ast.Div) for n in ast.walk(step)):
        text = f"int({text})"  # as TF1 did
    indent = context.final_indent(statement)
    line = source.line_start(source.span(statement)[0])
    if source.text[line : source.span(statement)[0]].strip():
        raise shared_lines.SharedLine(statement)
    writer = source.expression(call.func.value)  # type: ignore[attr-defined]
    body = f"{context.tf}.summary.experimental.write_raw_pb({source.expression(bound['summary'])})"
    source.replace(statement, f"with {writer}.as_default(step={text}):\n{indent}    {body}")


def check(context: Context) -> None:
    """Every write was a statement of its own and so was rewritten."""
    writes = {
        id(node)
        for value in context.interp.value_of.values()
        if isinstance(value, Handle) and value.kind == "writer"
        for node in value.detail.get("writes", [])
    }
    done = {id(s.value) for s in context.written}
    if writes - done:
        node = next(n for n in ast.walk(context.tree) if id(n) in writes - done)
        raise Obstacle(node, "the result of a write is used")

"""Summaries that a loop over variables makes: their tags stand beside what the loop goes through.

`for v in tf.trainable_variables(): tf.summary.histogram(v.name, v)` becomes
`for name, v in zip(["w_0", "b_0"], [w, b]): ...HistogramSummary(tag=name, values=v)`.
"""

from __future__ import annotations

import ast
import os
from typing import TYPE_CHECKING

from migrate.names import fresh
from migrate.rewriting import looped_names, optimizers
from migrate.stages.looped_summaries import GradientList, Looped
from migrate.stages.program import Obstacle
from migrate.stages.values import Variable

if TYPE_CHECKING:
    from migrate.rewriting.native import Context

WIDTH = 100


def tag(context: Context, node: ast.Call) -> str:
    """The tag of one call inside the loop, as an expression."""
    looped = context.interp.looped[node]
    words = _words(context, looped)
    name, suffix = words[node]
    return f'f"{{{name}}}{suffix}"' if suffix else name


def finish(context: Context) -> None:
    """Writes the loops, once the lists of variables stand in them."""
    source = context.source
    for looped in dict.fromkeys(context.interp.looped.values()):
        words = _words(context, looped)
        order = _order(context, looped)
        lists: dict[str, list[str]] = {}
        for call, (name, suffix) in words.items():
            lists[name] = _written(context, looped, looped.tags[call], order, suffix)
        target = source.segment(looped.node.target)
        bare = isinstance(looped.node.target, ast.Tuple) and not target.startswith("(")
        target = source.expression(looped.node.target)
        source.replace(looped.node.target, ", ".join([*lists, f"({target})" if bare else target]))
        names = [f"[{', '.join(listed)}]" for listed in lists.values()]
        parts = [*names, source.expression(looped.node.iter)]
        text = f"zip({', '.join(parts)})"
        if len(text) > WIDTH:
            indent = source.indent_of(looped.node)
            text = "zip(\n" + "".join(f"{indent}    {part},\n" for part in parts) + f"{indent})"
        source.replace(looped.node.iter, text)


def _written(
    context: Context, looped: Looped, tags: dict[Variable, list[str]], order: list[Variable], suffix: str
) -> list[str]:
    """The beginnings of the tags as they stand in a list, those of variables of one loop together."""
    found: list[str] = []
    for index, variable in enumerate(order):
        cut = [t[: len(t) - len(suffix)] for t in tags[variable]]
        made = looped.looped.get(variable)
        if made is None:
            found += [f'"{t}"' for t in cut]
            continue
        before = looped.looped.get(order[index - 1]) if index else None
        if before is not None and before.loop is made.loop:
            continue
        same = [v for v in order[index:] if (m := looped.looped.get(v)) is not None and m.loop is made.loop]
        texts = [f'f"{t[: len(t) - len(suffix)]}"' for v in same for t in tags[v]]
        target, over = looped_names.passes(context, made)
        if len(texts) == 1:
            found.append(f"*[{texts[0]} for {target} in {over}]")
        else:
            each = fresh("text", {n.id for n in ast.walk(context.tree) if isinstance(n, ast.Name)})
            found.append(f"*[{each} for {target} in {over} for {each} in ({', '.join(texts)})]")
    return found


def _order(context: Context, looped: Looped) -> list[Variable]:
    """The variables in the order in which the loop reaches them in the new program."""
    pairs = looped.source
    if not isinstance(pairs, GradientList) or pairs.loss is None:
        return looped.variables
    trainable = [v for v in context.interp.variables if v.trainable]
    wanted = optimizers.dependent(context, pairs.loss, trainable)
    order = [v for _, group in optimizers.in_groups(context, wanted) for v in group]
    known = {v.node: v for v in looped.looped}
    order = list(dict.fromkeys(known.get(v.node, v) for v in order))  # type: ignore[call-overload]
    if set(order) != set(looped.variables) or len(order) != len(looped.variables):
        raise Obstacle(looped.node, "summaries of gradients by variables that cannot be listed")
    return order


def _words(context: Context, looped: Looped) -> dict[ast.Call, tuple[str, str]]:
    """For each call the loop's name for the text that differs from pass to pass, and what follows it in the tag."""
    known = context.looped_tags.get(looped.node)
    if known is not None:
        return known
    found: dict[ast.Call, tuple[str, str]] = {}
    names: dict[tuple[str, ...], str] = {}
    for call, by_variable in looped.tags.items():
        tags = [t for own in by_variable.values() for t in own]
        suffix = _ending(tags)
        base = tuple(t[: len(t) - len(suffix)] for t in tags)
        if base not in names:
            wished = ("name", "tag_name") if suffix else ("tag", "summary_tag")
            names[base] = context.fresh(*wished)
        found[call] = (names[base], suffix)
    context.looped_tags[looped.node] = found
    return found


def _ending(tags: list[str]) -> str:
    """What all tags end in from a slash on; "" for a single tag."""
    if len(tags) < 2:
        return ""
    common = os.path.commonprefix([t[::-1] for t in tags])[::-1]
    return common[common.index("/") :] if "/" in common else ""

"""Run sites: `sess.run(fetches, feed_dict)` becomes a call with the fed values."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from migrate.blocks import blocks
from migrate.planning import Output, SitePlan, _output_key
from migrate.rewriting import dataset_functions, defaults, functions, initialization, iterators, metrics, outside
from migrate.stages import fed_tensors, listed_fetches
from migrate.stages import results as nested
from migrate.stages.attributes import Constructed, plain
from migrate.stages.program import Fetch, Obstacle, RunSite
from migrate.stages.values import UNKNOWN, Element, Host, Map, Operation, Placeholder, Tensor, Value, Variable, leaves

if TYPE_CHECKING:
    from migrate.rewriting.native import Context


def rewrite(context: Context) -> None:
    from migrate.rewriting import gradients

    metrics.check(context)
    gradients.register_training(context)
    feeds = _feed_names(context)
    for site_plan in context.plan.sites:
        if dataset_functions.started(site_plan.site):
            iterators.initialise(context, site_plan.site)
    iterators.loops(context)
    for site_plan in context.plan.sites:
        site = site_plan.site
        if dataset_functions.started(site):
            continue
        if site_plan.kind == "handle":
            iterators.forget_handle(context, site)
            continue
        statement = context.interp.parents.get(site.node)
        if site in context.reinitialised:
            context.source.replace(site.node, f"{initialization.name(context)}()")
            continue
        if site in context.metric_resets:
            context.source.replace(site.node, metrics.reset(context, site, statement))
            continue
        if site_plan.kind == "init":
            from migrate.rewriting.native import _delete

            _delete(context, statement)
            continue
        _site(context, site_plan, feeds)


# ---------------------------------------------------------------- feeds
def _feed_names(context: Context) -> dict[int, str]:
    """Feed dicts that stand in a variable become dicts by parameter name: `feed = dict(x=..., y=...)`."""
    source = context.source
    found: dict[int, str] = {}
    for site_plan in context.plan.sites:
        site = site_plan.site
        if not isinstance(site.feed_map, Map) or isinstance(site.feed_node, ast.Dict) or site.feed_node is None:
            continue
        node = site.feed_map.node
        if (
            not isinstance(node, ast.Dict)
            or len(node.keys) != len(site.feed_map.pairs)
            or not isinstance(site.feed_node, ast.Name)
        ):
            raise Obstacle(site.feed_node, "a feed dict that is not written in one piece")
        found[id(site.feed_map)] = site.feed_node.id
        if _inline_feed(context, site):
            continue
        words = []
        for key, value in zip(node.keys, node.values, strict=True):
            placeholder = fed_tensors.parameter(context.value(key))
            if not isinstance(placeholder, Placeholder) or placeholder.name is None:
                raise Obstacle(node, "a feed dict over other things than placeholders")
            words.append(f"{plain(placeholder.name)}={source.expression(value)}")
        source.replace(node, f"dict({', '.join(words)})")
    return found


def _inline_feed(context: Context, site: RunSite) -> bool:
    """A feed dict of plain names that only run sites after it use goes into their calls."""
    feed = site.feed_map
    if id(feed.node) in context.inlined_feeds:  # type: ignore[union-attr]
        return True
    node = feed.node  # type: ignore[union-attr]
    statement = context.interp.parents.get(node)
    if (
        not isinstance(statement, ast.Assign)
        or len(statement.targets) != 1
        or not isinstance(statement.targets[0], ast.Name)
    ):
        return False
    block = next((b for b in blocks(context.interp.parents.get(statement)) if statement in b), None)
    if block is None:
        return False
    simple = (ast.Name, ast.Constant, ast.Load)
    if not all(isinstance(n, simple) for value in node.values for n in ast.walk(value)):
        if not _fed_next(context, statement, block):
            return False
    declared = {n for g in ast.walk(context.tree) if isinstance(g, (ast.Global, ast.Nonlocal)) for n in g.names}
    if any(isinstance(n, ast.Name) and n.id in declared for value in node.values for n in ast.walk(value)):
        return False
    following = block[block.index(statement) + 1 :]
    name = statement.targets[0].id
    uses = [
        n for n in ast.walk(context.tree) if isinstance(n, ast.Name) and n.id == name and n is not statement.targets[0]
    ]
    feeding = {id(p.site.feed_node) for p in context.plan.sites if getattr(p.site.feed_map, "node", None) is node}
    inside = {id(n) for s in following for n in ast.walk(s)}
    if not all(id(u) in feeding and id(u) in inside for u in uses):
        return False
    values = {n.id for value in node.values for n in ast.walk(value) if isinstance(n, ast.Name)}
    for later in following:
        for inner in ast.walk(later):
            if isinstance(inner, ast.Name) and isinstance(inner.ctx, ast.Store) and inner.id in values:
                return False
    from migrate.rewriting.native import _delete

    _delete(context, statement)
    context.inlined_feeds.add(id(node))
    return True


def _fed_next(context: Context, statement: ast.Assign, block: list[ast.stmt]) -> bool:
    """Whether a feed dict has one use, in a run of the next statement before which nothing else is computed."""
    at = block.index(statement) + 1
    following = block[at] if at < len(block) else None
    if not isinstance(following, (ast.Assign, ast.Expr)) or statement.end_lineno + 1 != following.lineno:  # type: ignore[operator]
        return False
    name = statement.targets[0].id  # type: ignore[attr-defined]
    mentions = [n for n in ast.walk(context.tree) if isinstance(n, ast.Name) and n.id == name]
    uses = [n for n in ast.walk(following) if n in mentions]
    if len(mentions) != 2 or len(uses) != 1 or len(context.source.segment(statement)) > 80:
        return False
    runs = [s.node for s in context.interp.sites.values() if s.feed_node is uses[0]]
    around: list[ast.AST] = list(runs)
    while around and around[-1] is not following:
        around.append(context.interp.parents[around[-1]])
        if isinstance(around[-1], (ast.Lambda, ast.IfExp, ast.BoolOp, ast.comprehension, ast.ListComp)):
            return False
    calls = [n for n in ast.walk(following) if isinstance(n, ast.Call)]
    return bool(runs) and all(c in around for c in calls)


def _arguments(context: Context, site: RunSite, part: functions.Part) -> str:
    source = context.source
    needed = functions.all_placeholders(part)
    given = {id(k): v for k, v in site.feeds}
    named = isinstance(site.feed_map, Map) and not isinstance(site.feed_node, ast.Dict) and site.feed_node is not None
    if named and id(site.feed_map.node) not in context.inlined_feeds:  # type: ignore[union-attr]
        name = source.expression(site.feed_node)
        if {id(p) for p in needed} == set(given):
            return f"**{name}"
        return ", ".join(
            f'{name}["{plain(p.name or "")}"]' if id(p) in given else defaults.text(context, p) for p in needed
        )
    words = []
    order = [k for k, _ in site.feeds if k in needed]
    calls = [
        v for k, v in site.feeds if k in needed and v is not None and any(isinstance(n, ast.Call) for n in ast.walk(v))
    ]
    if len(calls) > 1 and order != [
        p for p in needed if id(p) in given
    ]:  # the values are computed in the order of the feed dict
        words = [f"{plain(k.name)}={_fed(context, k, given[id(k)])}" for k in order]  # type: ignore[attr-defined]
        return ", ".join(
            words + [f"{plain(p.name or '')}={defaults.text(context, p)}" for p in needed if id(p) not in given]
        )
    drawn = iterators.arguments(context, site, needed)
    for placeholder in needed:
        if placeholder in drawn:
            words += [drawn[placeholder]] if drawn[placeholder] else []
        elif id(placeholder) not in given:
            words.append(defaults.text(context, placeholder))
        else:
            words.append(_fed(context, placeholder, given[id(placeholder)]))
    unused = [v for k, v in site.feeds if k not in needed]
    for value in unused:
        if any(isinstance(n, ast.Call) for n in ast.walk(value)):
            raise Obstacle(value, "a value is fed that is not needed, and making it may have effects")
    return ", ".join(words)


def _fed(context: Context, placeholder: Placeholder, node: ast.expr) -> str:
    """A fed value; TF1 made an array of the placeholder's dtype of it, whatever it was."""
    path = context.names.resolve(placeholder.dtype) or "" if placeholder.dtype is not None else ""
    dtype = path.split(".")[-1]
    if isinstance(placeholder.dtype, ast.Constant):
        dtype = str(placeholder.dtype.value)
    values = (
        [x.const for x in leaves(context.value(node)) if isinstance(x, Host) and x.const is not UNKNOWN]
        if context.value(node)
        else []
    )
    if dtype.startswith(("int", "uint")) and any(isinstance(v, float) for v in values):
        raise Obstacle(node, "a fraction is fed to an integer placeholder")
    if dtype.startswith("bool") and any(not isinstance(v, bool) for v in values):
        raise Obstacle(node, "a number is fed to a boolean placeholder")
    return context.source.expression(node)


# ---------------------------------------------------------------- results
def _site(context: Context, site_plan: SitePlan, feeds: dict[int, str]) -> None:
    source = context.source
    site = site_plan.site
    parent = context.interp.parents.get(site.node)
    root = site_plan.root
    if site_plan.kind == "draw":
        source.replace(site.node, iterators.drawn(context, site))
        return
    if root is None:
        call = ""
        outputs: list[Output] = []
    else:
        call = f"{_owner(context, site, root)}{root.name}({_arguments(context, site, root)})"
        outputs = root.outputs
    structure = site.structure
    if isinstance(parent, ast.Expr) and _shows_nothing(context, site):
        if outputs:
            context.silent.add(parent)
        if (
            not call
            and isinstance(structure, Fetch)
            and (structure.in_place if isinstance(structure.value, Operation) else _acts(structure.value))
        ):
            source.replace(site.node, source.expression(structure.node))  # an update written at the run site
            return
        source.replace(site.node, call) if call else _drop(context, parent)
        return
    if isinstance(structure, Fetch):
        alone = isinstance(parent, ast.Assign) and len(parent.targets) == 1 and call
        if alone and _kind(structure) == "op" and not _is_read(context, parent.targets[0]):
            source.replace(parent, call)  # `_ = sess.run(train)`
            return
        if call and _kind(structure) == "op" and _nobody_reads(context, site.node):
            source.replace(site.node, call)
            return
        source.replace(site.node, _one(context, structure, call, outputs))
        return
    if root is not None and root.structure is not None:
        _nested(context, site, structure, f"{context.tf}.nest.map_structure(lambda t: t.numpy(), {call})")
        return
    chosen = _chosen(parent, site, structure)
    if chosen is not None:
        _some(context, parent, chosen, call, outputs)  # type: ignore[arg-type]
        return
    fetches = list(structure.values()) if isinstance(structure, dict) else list(structure)
    if not all(isinstance(f, Fetch) for f in fetches):
        raise Obstacle(site.node, "nested fetches")
    if any(f.several for f in fetches) and len([f for f in fetches if _kind(f) == "tensor"]) > 1:
        raise Obstacle(site.node, "an op that gives several tensors is fetched beside others")
    if isinstance(structure, dict):
        if any(_kind(f) == "op" for f in fetches) or (call and len([f for f in fetches if _kind(f) == "tensor"]) > 1):
            raise Obstacle(site.node, "a dict of fetches")
        if call and len(fetches) > 1 and _updates(context, site):
            raise Obstacle(site.node, "a dict of fetches beside an update")
        words = [_one(context, f, call, outputs) for f in fetches]
        source.replace(site.node, "{" + ", ".join(f"{k!r}: {w}" for k, w in zip(structure, words, strict=True)) + "}")
        return
    if (
        isinstance(parent, ast.Assign)
        and len(parent.targets) == 1
        and isinstance(parent.targets[0], (ast.Tuple, ast.List))
    ):
        if not any(isinstance(t, ast.Starred) for t in parent.targets[0].elts) and len(parent.targets[0].elts) == len(
            fetches
        ):
            _unpack(context, site, parent, fetches, call, outputs)
            return
    kinds = [_kind(f) for f in fetches]
    opening, closing = ("(", ")") if isinstance(structure, tuple) else ("[", "]")
    if "tensor" not in kinds and "op" not in kinds:
        words = [_plain(context, f) for f in fetches]
        source.replace(site.node, _display(words, opening, closing))
        return
    tensors = [f for f in fetches if _kind(f) == "tensor"]
    if len(tensors) <= 1:
        if (
            tensors
            and any(_kind(f) == "plain" for f in fetches[: fetches.index(tensors[0])])
            and _updates(context, site)
        ):
            raise Obstacle(site.node, "a variable is fetched before the tensor of an update")
        words = []
        for fetch in fetches:
            if _kind(fetch) == "tensor":
                words.append(_one(context, fetch, call, outputs))
            elif _kind(fetch) == "op":
                words.append("None")
            else:
                words.append(_plain(context, fetch))
        if not tensors:
            raise Obstacle(site.node, "the results of ops are kept")
        item = _item(parent, site, words)
        if item is not None:
            source.replace(parent, item)
        else:
            source.replace(site.node, _display(words, opening, closing))
        return
    part = _part(tensors, call, outputs)
    if all(k == "tensor" for k in kinds) and part is not None:
        convert = "tuple" if opening == "(" else ""
        text = f"t.numpy() for t in {part}"
        source.replace(site.node, f"{convert}({text})" if convert else f"[{text}]")
        return
    inner = [k == "tensor" for k in kinds]
    first, last = inner.index(True), len(inner) - inner[::-1].index(True)
    if set(kinds) == {"tensor", "op"} and all(inner[first:last]) and part is not None:
        words = [*["None"] * first, f"*(t.numpy() for t in {part})", *["None"] * (len(kinds) - last)]
        source.replace(site.node, _display(words, opening, closing))
        return
    if set(kinds) <= {"tensor", "op"} and isinstance(parent, ast.Assign) and len(parent.targets) == 1:
        words = [f"results[{_index(f, outputs)}].numpy()" if _kind(f) == "tensor" else "None" for f in fetches]
        _several(
            context, parent, call, [f"{source.expression(parent.targets[0])} = {_display(words, opening, closing)}"]
        )
        return
    raise Obstacle(site.node, "results that are kept in another order than they are computed")


def _nested(context: Context, site: RunSite, structure: object, results: str) -> None:
    """Results as nested as the fetches; what ops gave, `None`, has to be read by nobody."""
    statement = context.interp.parents.get(site.node)
    parts = structure.values() if isinstance(structure, dict) else structure
    if not any(nested.ran(part) for part in parts):  # type: ignore[attr-defined]
        context.source.replace(site.node, results)
        return
    targets = statement.targets[0].elts  # type: ignore[union-attr]
    kept = [target for target, part in zip(targets, parts, strict=True) if not nested.ran(part)]  # type: ignore[arg-type]
    for target in targets:
        if target not in kept and _is_read(context, target):
            raise Obstacle(target, "the result of an op is used")
    left = ", ".join(context.source.expression(target) for target in kept)
    context.source.replace(statement, f"{left} = {results}")  # type: ignore[arg-type]


def _chosen(parent: ast.AST | None, site: RunSite, structure: object) -> list[Fetch] | None:
    """The tensors that a constant slice of the results takes out: `sess.run([loss, accuracy, train])[:2]`."""
    if not isinstance(parent, ast.Subscript) or parent.value is not site.node or not isinstance(structure, list):
        return None
    if not isinstance(parent.slice, ast.Slice) or not all(isinstance(f, Fetch) for f in structure):
        return None
    try:
        parts = (parent.slice.lower, parent.slice.upper, parent.slice.step)
        chosen = structure[slice(*(None if p is None else ast.literal_eval(p) for p in parts))]
    except (ValueError, TypeError):
        return None
    kept = bool(chosen) and all(_kind(f) == "tensor" for f in chosen)
    return chosen if kept and any(_kind(f) == "op" for f in structure) else None


def _item(parent: ast.AST | None, site: RunSite, words: list[str]) -> str | None:
    """The result that `sess.run([train, loss])[1]` takes, where the ops beside it give nothing."""
    if not isinstance(parent, ast.Subscript) or parent.value is not site.node:
        return None
    try:
        index = ast.literal_eval(parent.slice)
    except ValueError:
        return None
    if not isinstance(index, int) or not -len(words) <= index < len(words) or words[index] == "None":
        return None
    return words[index] if words.count("None") == len(words) - 1 else None


def _part(fetches: list[Fetch], call: str, outputs: list[Output]) -> str | None:
    """The call, cut to what is fetched; None where that is no piece of what the function gives back."""
    indices = [_index(f, outputs) for f in fetches]
    if indices != list(range(indices[0], indices[0] + len(indices))):
        return None
    return f"{call}[{indices[0] or ''}:{indices[-1] + 1}]" if len(indices) < len(outputs) else call


def _some(context: Context, node: ast.Subscript, fetches: list[Fetch], call: str, outputs: list[Output]) -> None:
    """A run of whose results only some are kept."""
    source = context.source
    part = _part(fetches, call, outputs)
    if part is None:
        raise Obstacle(node, "results that are kept in another order than they are computed")
    if len(outputs) == 1:
        source.replace(node, f"[{call}.numpy()]")
        return
    text = f"t.numpy() for t in {part}"
    statement = context.interp.parents.get(node)
    unpacked = isinstance(statement, ast.Assign) and isinstance(statement.targets[0], (ast.Tuple, ast.List))
    source.replace(node, f"({text})" if unpacked and statement.value is node else f"[{text}]")  # type: ignore[union-attr]


def _acts(value: Value) -> bool:
    return isinstance(value, Tensor) and value.stateful


def _shows_nothing(context: Context, site: RunSite) -> bool:
    """Whether nothing is done with the results: they are discarded, or they are those of ops below a notebook cell."""
    return context.interp.discarded(site.node) or all(_kind(fetch) == "op" for fetch in site.fetches())


def _owner(context: Context, site: RunSite, root: functions.Part) -> str:
    """`model.` where the site stands outside the class whose method its function becomes."""
    if not context.interp.constructs(root.scope.node):
        return ""
    current: ast.AST | None = site.node
    while current is not None:
        if current is root.scope.node:
            return ""
        current = context.interp.parents.get(current)
    for node in [f.node for f in site.fetches()] + [k for k in getattr(site.feed_node, "keys", [])]:
        if isinstance(node, ast.Attribute):
            value = context.value(node.value)
            if isinstance(value, Constructed) and value.cls.node is root.scope.node:
                return context.source.expression(node.value) + "."
    raise Obstacle(site.node, "the object whose graph is run has no name here")


def _updates(context: Context, site: RunSite) -> bool:
    """Whether running this site changes variables."""
    root = next((p.root for p in context.plan.sites if p.site is site), None)
    return root is not None and any(
        o.kind in ("train", "assign", "moving-average") for u in root.needs for o in u.operations
    )


def _display(words: list[str], opening: str, closing: str) -> str:
    tail = "," if len(words) == 1 and opening == "(" else ""
    return f"{opening}{', '.join(words)}{tail}{closing}"


def _drop(context: Context, statement: ast.stmt) -> None:
    from migrate.rewriting.native import _delete

    _delete(context, statement)


def _kind(fetch: Fetch) -> str:
    if isinstance(fetch.value, Operation):
        return "op"
    if fetch.in_place:
        return "plain"
    if type(fetch.value) in (Placeholder, Element) or (isinstance(fetch.value, Tensor) and fetch.value.dynamic):
        return "tensor"
    return "plain"


def _plain(context: Context, fetch: Fetch) -> str:
    """A variable or a constant: its value now."""
    if metrics.is_result(fetch.value):
        return f"{fetch.value.access}.numpy()"  # type: ignore[attr-defined]
    if fetch.node is not None:
        text = context.source.expression(fetch.node)
        if isinstance(fetch.node, ast.Name):
            text = context.default_names.get(fetch.value, text)  # type: ignore[arg-type]
        simple = isinstance(fetch.node, (ast.Name, ast.Attribute, ast.Subscript, ast.Call))
        return _values(context, text if simple else f"({text})", fetch)
    if isinstance(fetch.value, Variable) and fetch.value.access:
        access = outside.listed(context, fetch.value)
        return _of_layer(context, fetch.value, access) if access.startswith("*") else f"{access}.numpy()"
    if isinstance(fetch.value, Tensor) and fetch.value.home is not None:
        return f"{fetch.value.home[1]}{fetch.value.path}.numpy()"
    raise Obstacle(context.tree.body[0], "a fetch without a name")


def _of_layer(context: Context, variable: Variable, access: str) -> str:
    """The values of a layer's variables, which stand in a list that is fetched."""
    interp = context.interp
    lists = {node in interp.whole_lists for node, found in interp.variable_lists.items() if variable in found}
    if len(lists) != 1:
        raise Obstacle(variable.node, "a layer whose variables are fetched with and without those that are not trained")
    if lists == {True}:
        access = access.replace(".trainable_variables", ".variables")
    return f"*(v.numpy() for v in {f'[{access}]' if ',' in access else access[1:]})"


def _nobody_reads(context: Context, node: ast.AST) -> bool:
    """Whether an expression's value goes with the statement: `[sess.run(train) for _ in range(3)]` alone on a line."""
    parents = context.interp.parents
    while isinstance(parents.get(node), (ast.ListComp, ast.IfExp)):
        around = parents[node]
        if node not in (getattr(around, "elt", None), getattr(around, "body", None), getattr(around, "orelse", None)):
            return False
        node = around
    parent = parents.get(node)
    return isinstance(parent, ast.Expr) and parent not in context.interp.displayed


def _index(fetch: Fetch, outputs: list[Output]) -> int:
    key = _output_key(_as_output(fetch))
    for index, output in enumerate(outputs):
        if _output_key(output) == key or output.value is fetch.value:
            return index
    raise Obstacle(fetch.node or fetch.value.node, "a fetch that its function does not return")  # type: ignore[attr-defined]


def _as_output(fetch: Fetch) -> Output:
    value = fetch.value
    home = getattr(value, "home", None)
    if isinstance(fetch.node, ast.Name) or home is not None:
        return Output(value, home[1] if home else None, home[0] if home else None, path=getattr(value, "path", ""))
    return Output(value, None, None, fetch.node)


def _one(context: Context, fetch: Fetch, call: str, outputs: list[Output]) -> str:
    kind = _kind(fetch)
    if kind == "plain":
        return _plain(context, fetch)
    if kind == "op":
        raise Obstacle(fetch.node or fetch.value.node, "the result of an op is used")  # type: ignore[attr-defined]
    if len(outputs) == 1:
        return _values(context, call, fetch)
    return _values(context, f"{call}[{_index(fetch, outputs)}]", fetch)


def _values(context: Context, text: str, fetch: Fetch) -> str:
    """The arrays of what an expression gives: one tensor, or a tuple or list of them."""
    if fetch.listed is not None and listed_fetches.flat(fetch.listed):
        return f"[t.numpy() for t in {text}]"
    return f"{context.tf}.nest.map_structure(lambda t: t.numpy(), {text})" if fetch.several else f"{text}.numpy()"


def _unpack(
    context: Context, site: RunSite, statement: ast.Assign, fetches: list[Fetch], call: str, outputs: list[Output]
) -> None:
    """`_, c = sess.run([train, cost], ...)` -> `c = train_step(...).numpy()`."""
    source = context.source
    targets = statement.targets[0].elts  # type: ignore[attr-defined]
    kept: list[tuple[str, Fetch]] = []
    for target, fetch in zip(targets, fetches, strict=True):
        if _kind(fetch) == "op":
            if _is_read(context, target):
                raise Obstacle(target, "the result of an op is used")
            continue
        kept.append((source.expression(target), fetch))
    tensors = [(t, f) for t, f in kept if _kind(f) == "tensor"]
    if not kept:
        source.replace(statement, call)
        return
    left = ", ".join(t for t, _ in kept)
    if len(tensors) == len(kept) and len(kept) > 1:
        order = [_index(f, outputs) for _, f in kept]
        if order == list(range(len(outputs))):
            source.replace(statement, f"{left} = (t.numpy() for t in {call})")
            return
        if len(set(order)) == len(order) and len(order) == len(outputs):
            by_index = dict(zip(order, (t for t, _ in kept), strict=True))
            source.replace(
                statement, f"{', '.join(by_index[i] for i in range(len(outputs)))} = (t.numpy() for t in {call})"
            )
            return
        names = [f"{t} = results[{i}].numpy()" for (t, _), i in zip(kept, order, strict=True)]
        _several(context, statement, call, names)
        return
    if len(tensors) <= 1:
        first = [] if tensors or not call else [call]
        if tensors and len(kept) > 1 and _updates(context, site):
            # a variable beside an op that changes it: TF1 gives its value after the update
            plain = [(t, f) for t, f in kept if _kind(f) != "tensor"]
            lines = [f"{tensors[0][0]} = {_one(context, tensors[0][1], call, outputs)}"]
            lines.append(f"{', '.join(t for t, _ in plain)} = {', '.join(_plain(context, f) for _, f in plain)}")
            source.replace(statement, ("\n" + context.final_indent(statement)).join(lines))
            return
        words = [_one(context, f, call, outputs) for _, f in kept]
        if first:  # an op with variables: the op runs first
            indent = context.final_indent(statement)
            source.replace(statement, f"{call}\n{indent}{left} = {', '.join(words)}")
            return
        source.replace(statement, f"{left} = {', '.join(words)}")
        return
    # tensors and variables together
    order = [_index(f, outputs) for _, f in tensors]
    if sorted(order) == list(range(len(outputs))):
        by_index = dict(zip(order, (t for t, _ in tensors), strict=True))
        lines = [f"{', '.join(by_index[i] for i in range(len(outputs)))} = (t.numpy() for t in {call})"]
    else:
        raise Obstacle(site.node, "some results of a function that returns more")
    plain = [(t, f) for t, f in kept if _kind(f) != "tensor"]
    lines.append(f"{', '.join(t for t, _ in plain)} = {', '.join(_plain(context, f) for _, f in plain)}")
    indent = context.final_indent(statement)
    source.replace(statement, ("\n" + indent).join(lines))


def _several(context: Context, statement: ast.Assign, call: str, names: list[str]) -> None:
    name = context.fresh("results")
    indent = context.final_indent(statement)
    text = f"{name} = {call}\n" + "\n".join(indent + n.replace("results[", f"{name}[") for n in names)
    context.source.replace(statement, text)


def _is_read(context: Context, target: ast.expr) -> bool:
    if not isinstance(target, ast.Name):
        return True
    if target.id == "_":
        return any(
            isinstance(n, ast.Name) and n.id == "_" and isinstance(n.ctx, ast.Load) for n in ast.walk(context.tree)
        )
    moved = {id(n) for u in context.plan.moved for n in ast.walk(u.node)}
    sites = {id(n) for s in context.interp.sites.values() for n in ast.walk(s.node)}
    return any(
        isinstance(n, ast.Name)
        and n.id == target.id
        and isinstance(n.ctx, ast.Load)
        and id(n) not in moved
        and id(n) not in sites
        for n in ast.walk(context.tree)
    )

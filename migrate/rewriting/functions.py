"""The functions themselves: what each calls, its body with tapes and updates, and where it stands."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import TYPE_CHECKING

from migrate.planning import Output, Part, lists_variables, placeholder_order
from migrate.reaching import reached
from migrate.rewriting import (
    breaking,
    cut_calls,
    initialization,
    iterators,
    nested_results,
    optimizers,
    shared_lines,
    summaries,
    traced_prints,
    update_lists,
)
from migrate.rewriting.parameters import distinct
from migrate.stages import containers, cut_tensors
from migrate.stages.attributes import plain
from migrate.stages.program import Obstacle, Unit
from migrate.stages.values import Element, Placeholder

if TYPE_CHECKING:
    from migrate.rewriting.native import Context

STEP = "    "


def connect(context: Context) -> None:
    """Which parts each function calls, and which tensors it is handed instead."""
    plan = context.plan
    own = {p: {u for u in p.units if not lists_variables(u)} for p in plan.parts}
    shared = [p for p in plan.parts if any(p is not q and own[p] & q.needs for q in plan.parts)]
    owner = {u: p for p in shared for u in own[p]}
    direct: dict[Part, set[Part]] = {}
    for part in plan.parts:
        wanted: set[Part] = set()
        for unit in part.units:
            for makers in [*unit.reads.values(), unit.after & part.needs]:
                wanted |= {owner[m] for m in makers if m in owner and owner[m] is not part}
        for output in part.outputs:
            if output.unit is not None and output.unit not in part.units and output.unit in owner:
                wanted.add(owner[output.unit])
            if output.node is not None:
                wanted |= {owner[m] for m in part.needs if m in owner and _mentions(output.node, m)}
        for operation in part.operations:
            for name, makers in operation.detail["optimizer"].unit.reads.items():
                wanted |= {owner[m] for m in makers if m in owner and owner[m] is not part and name in m.defs}
        wanted.discard(part)
        direct[part] = wanted
    if any(part.cuts for part in plan.parts):
        cut_calls.connect(context, shared, direct)
        _front(context)
        return
    handed: dict[Part, set[Part]] = {p: set() for p in plan.parts}
    changed = True
    while changed:
        changed = False
        for part in shared:
            for needed in list(direct[part] - handed[part]):
                if part.root and not _random(needed):
                    continue  # it runs by itself too, so it makes its own; one graph computes equal values once
                if _under_tape(context, part, needed):
                    if _random(needed):
                        raise Obstacle(part.units[0].node, "random values are shared with a gradient's computation")
                    continue  # what is differentiated has to be computed under the tape
                callers = [f for f in plan.parts if part in direct[f]]
                if any(needed in direct[f] or _through_sibling(f, part, needed, direct, handed) for f in callers):
                    handed[part].add(needed)
                    for caller in callers:
                        direct[caller].add(needed)
                    changed = True
    for part in plan.parts:
        part.calls = [p for p in shared if p in direct[part] - handed[part]]
        part.inputs = [(o.name, p) for p in shared if p in handed[part] for o in p.outputs if uses(part, o)]
    _front(context)


def _front(context: Context) -> None:
    """A function that runs call and that is handed tensors by others: the runs need one that makes them."""
    for part in context.plan.parts:
        if part.root and part.inputs:
            part.root = False
            front = Part(part.scope, outputs=list(part.outputs), placeholders=list(part.placeholders), root=True)
            front.needs = set(part.needs)
            for site_plan in context.plan.sites:
                if site_plan.root is part:
                    site_plan.root = front
            context.plan.parts.append(front)
            connect(context)
            return


def uses(part: Part, output: Output) -> bool:
    """Whether a function's own statements read what another one gives."""
    for unit in part.units:
        if output.unit in unit.reads.get(output.name, ()):
            return True
    return False


def _under_tape(context: Context, part: Part, needed: Part) -> bool:
    """Whether a part takes gradients of what another makes."""
    stack = [u for u in part.units if u in context.gradient_calls]
    seen: set[Unit] = set()
    while stack:
        unit = stack.pop()
        if unit in seen:
            continue
        seen.add(unit)
        stack += [m for makers in unit.reads.values() for m in makers if m in part.needs]
    return bool(seen & set(needed.units))


def _random(part: Part) -> bool:
    return any(t.random or t.stateful for u in part.needs for t in u.tensors)


def _mentions(node: ast.expr, unit: Unit) -> bool:
    return any(isinstance(n, ast.Name) and n.id in unit.defs for n in ast.walk(node))


def _through_sibling(caller: Part, part: Part, needed: Part, direct: dict, handed: dict) -> bool:
    for sibling in direct[caller]:
        if sibling in (part, needed):
            continue
        stack, seen = [sibling], set()
        while stack:
            current = stack.pop()
            if current in seen:
                continue
            seen.add(current)
            if needed in direct[current] - handed[current]:
                return True
            stack += list(direct[current] - handed[current])
    return False


def all_placeholders(part: Part) -> list[Placeholder]:
    """Placeholders of the function itself and of what it calls."""
    found = {p for u in part.units for p in _unit_placeholders(u)} | set(part.cuts.values())
    found |= {o.value for o in part.outputs if isinstance(o.value, Placeholder)}
    for output in part.outputs:
        if output.node is not None or part.operations:
            found |= set(part.placeholders)
    if part.operations:
        found |= set(part.placeholders)
    for called in part.calls:
        found |= set(all_placeholders(called))
    for output in part.outputs:
        if output.node is not None:
            found |= {
                p
                for p in part.placeholders
                if any(isinstance(n, ast.Name) and n.id == p.name for n in ast.walk(output.node))
            }
    return sorted(found, key=placeholder_order)


def _unit_placeholders(unit: Unit) -> set[Placeholder]:
    found: set[Placeholder] = set()
    for name, makers in unit.reads.items():
        for maker in makers:
            value = maker.defs.get(name)
            if isinstance(value, Placeholder):
                found.add(value)
    return found


def parameters(part: Part) -> list[str]:
    return [p.name or "" for p in all_placeholders(part)] + [name for name, _ in part.inputs]


def call_text(part: Part) -> str:
    return f"{part.name}({', '.join(parameters(part))})"


# ---------------------------------------------------------------- placing
def hoisted(context: Context, unit: Unit, lines: list[str]) -> None:
    """Lines that stand where a moved statement stood: layers that it made."""
    context.hoisted_lines.setdefault(unit, []).extend(lines)


def _check_updates(context: Context) -> None:
    """Every update that a run needs is in its function or in one that it calls."""
    for part in context.plan.parts:
        if not part.root:
            continue
        reached: set[Unit] = set()
        stack, seen = [part], set()
        while stack:
            current = stack.pop()
            if current not in seen:
                seen.add(current)
                reached |= set(current.units)
                stack += current.calls
        for unit in part.needs - reached:
            if any(o.kind in ("assign", "train", "updates", "queue") for o in unit.operations):
                raise Obstacle(unit.node, "an update that several runs need, and that hands nothing to one of them")


def place(context: Context) -> None:
    """Puts each function where the last of its statements stood and takes the statements out."""
    from migrate.rewriting.native import DELETED, FUNCTION, comment_end, comment_start

    source, plan = context.source, context.plan
    _check_updates(context)
    comments: dict[Unit, list[str]] = {}
    for unit in plan.moved:
        start = source.line_start(source.span(unit.node)[0])
        first = comment_start(source, start)
        comments[unit] = [line.strip() for line in source.text[first:start].split("\n") if line.strip()]
        block = context.interp.parents.get(unit.node)
        if block in context.interp.transparent and block.body[0] is unit.node:  # type: ignore[attr-defined]
            comments[unit][:0] = _scope_comment(context, block)  # type: ignore[arg-type]
        end = source.line_end(source.span(unit.node)[1])
        below = source.text[end : comment_end(source, end, source.indent_of(unit.node))]
        context.comments_below[unit] = [line.strip() for line in below.split("\n") if line.strip()]
    at: dict[Unit, list[Part]] = {}
    for part in plan.parts:
        anchor = max([*part.needs], key=lambda u: u.index, default=None)
        if anchor is not None:
            at.setdefault(anchor, []).append(part)
    closing = initialization.anchor(context)
    texts = {part: write(context, part, comments) for part in plan.parts}
    for part in plan.parts:
        if not part.needs:
            _place_before(context, part, texts[part])
    building = _builders(context)
    tracing = traced_prints.finish(context, texts)
    for unit in plan.moved:
        node = unit.node
        start, end = source.span(node)
        first = comment_start(source, source.line_start(start))
        indent = context.final_indent(node)
        lines = [part for line in context.hoisted_lines.get(unit, []) for part in breaking.broken(line, len(indent))]
        text = "".join(indent + line + "\n" for line in lines)
        for part in at.get(unit, []):
            before, body = texts[part]
            text += "".join(indent + part + "\n" for line in before for part in breaking.broken(line, len(indent)))
            text += FUNCTION + indent + "\n" + "".join((indent + line if line else "") + "\n" for line in body)
            text += "\x00end " + indent + "\n"
        for part in at.get(unit, []):
            text += indent + tracing[part] + "\n" if part in tracing else ""
        if building and unit is building[0].last:
            lines = [line for builder in building for line in _traced(context, builder.function)]
            text += "".join(indent + line + "\n" for line in lines)
        if unit is closing:
            for line in initialization.lines(context):
                text += (FUNCTION + indent if line == "\x00function" else indent + line) + "\n"
            text += "\x00end " + indent + "\n"
        end = comment_end(source, source.line_end(end), source.indent_of(node))
        source.replace_span(first, end, text or DELETED + "\n")


def _place_before(context: Context, part: Part, text: tuple[list[str], list[str]]) -> None:
    """A function of placeholders alone (`session.run(x * 2, ...)`) stands before the first statement that calls it."""
    from migrate.rewriting.native import FUNCTION, comment_start

    source = context.source
    sites = [p.site for p in context.plan.sites if p.root is part]
    if any(site.function is not None for site in sites) or not sites:
        raise Obstacle(context.tree.body[0], "a run site without a graph")
    unit = min((site.unit for site in sites), key=lambda u: u.index)
    start = source.line_start(source.span(unit.node)[0])
    if source.text[start : source.span(unit.node)[0]].strip():
        raise shared_lines.SharedLine(unit.node)
    indent = context.final_indent(unit.node)
    before, body = text
    lines = "".join(indent + line + "\n" for line in before) + FUNCTION + indent + "\n"
    lines += "".join((indent + line if line else "") + "\n" for line in body)
    source.insert(comment_start(source, start), lines + "\x00end " + indent + "\n")


@dataclass
class Builder:
    """A function whose trace makes layers, and the last statement of the graph in its scope."""

    function: Part
    last: Unit


def _builders(context: Context) -> list[Builder]:
    """The functions to trace so that layers have variables before anything else calls them."""
    missing = set(context.plan.built)
    roots = [p for p in context.plan.parts if p.root and not any(isinstance(x, Element) for x in all_placeholders(p))]
    found: list[Builder] = []
    if not set(context.late_slots) <= set(roots):
        part = next(p for p in context.late_slots if p not in roots)
        raise Obstacle(part.units[0].node, "RMSProp over variables that cannot be listed")
    for part in sorted(roots, key=lambda p: (p not in context.late_slots, len(p.needs), p.name)):
        if part.needs & missing or part in context.late_slots:
            last = max((u for u in context.plan.moved if u.scope is part.scope), key=lambda u: u.index)
            missing -= part.needs
            found.append(Builder(part, last))
    if missing:
        raise Obstacle(
            min(missing, key=lambda u: u.index).node, "a layer whose variables are listed and that no run calls"
        )
    if len({b.last for b in found}) > 1:
        raise Obstacle(found[0].last.node, "layers of several functions in one list")
    return found


def _traced(context: Context, part: Part) -> list[str]:
    """The lines that trace a function for what it creates, before it is called."""
    what = "the layers' variables" if part.needs & context.plan.built else "the optimizer's slots"
    lines = [f"{part.name}.get_concrete_function()  # makes {what}"]
    if part in context.late_slots:
        slot, optimizer = context.fresh("slot", scope=part.scope), context.late_slots[part]
        lines += [
            f"for {slot} in {optimizer}.variables:",
            f'    if "velocity" in {slot}.path:',
            f"        {slot}.assign({slot} + 1.0)  # TF1's mean square starts at one",
        ]
    return lines


def _scope_comment(context: Context, block: ast.With) -> list[str]:
    """The comment above a name scope whose first statement moves: it goes with the statement."""
    from migrate.rewriting.native import comment_start

    source = context.source
    if "session" in context.interp.transparent[block]:
        return []
    start = source.line_start(source.span(block)[0])
    first = comment_start(source, start)
    if first < start:
        source.replace_span(first, start, "")
    return [line.strip() for line in source.text[first:start].split("\n") if line.strip()]


# ---------------------------------------------------------------- writing
def write(context: Context, part: Part, comments: dict[Unit, list[str]]) -> tuple[list[str], list[str]]:
    """(lines before the function, lines of the function), without indentation."""
    tf = context.tf
    before: list[str] = []
    names = parameters(part)
    distinct(context, part, names)
    head: list[str] = []
    if part.root:
        for unit, cut in part.cuts.items():
            before += _cut_spec(context, part, unit, cut)
        specs = iterators.specs(context, all_placeholders(part))
        if specs is None and not all(isinstance(p, Element) for p in all_placeholders(part)):
            raise Obstacle(
                part.units[0].node if part.units else context.tree, "placeholders beside an iterator's elements"
            )
        if specs == [s for s in specs or [] if s.startswith("*")] and len(specs) == 1:
            head.append(f"@{tf}.function(input_signature={specs[0][1:]})")
        elif specs:
            line = f"@{tf}.function(input_signature=[{', '.join(specs)}])"
            if len(line) > 120:
                line = f"@{tf}.function(\n    input_signature=[{', '.join(specs)}]\n)"
            head += line.split("\n")
        elif any(isinstance(p, Element) for p in all_placeholders(part)):
            head.append(f"@{tf}.function(reduce_retracing=True)")  # the last batch may be smaller
        else:
            head.append(f"@{tf}.function")
    if part.traced:
        head.append(f"@{tf}.function")
    head.append(f"def {part.name}({', '.join(names)}):")
    body = Body(context, part, comments)
    lines = body.lines()
    before += body.before
    return before, head + [STEP + line if line else "" for line in lines]


def _cut_spec(context: Context, part: Part, unit: Unit, cut: Placeholder) -> list[str]:
    """Gives a tensor that runs feed its spec; the line that asks the function which computes it for its shape."""
    tf, dtype = context.tf, f"{context.tf}.{cut.words}"  # type: ignore[attr-defined]
    shape = cut_tensors.shape(context.interp, cut, isinstance(part.scope.node, ast.Module))  # type: ignore[arg-type]
    if cut in context.specs:
        return []
    if shape is not None:
        context.specs[cut] = f"{tf}.TensorSpec({shape}, {dtype})"
        return []
    maker = next((p for p in context.plan.parts if p.root and unit in p.units and len(p.outputs) == 1), None)
    if maker is None or part.scope is not maker.scope:
        raise Obstacle(unit.node, cut_tensors.REASON)
    context.specs[cut] = context.fresh(f"{plain(cut.name or '')}_spec", scope=part.scope)
    return [f"{context.specs[cut]} = {tf}.TensorSpec({maker.name}.get_concrete_function().output_shapes, {dtype})"]


def _returned(lines: list[str], name: str) -> list[str] | None:
    """The lines of a body whose last statement is `name = value`, with `return value` in its place; None else."""
    try:
        body = ast.parse("\n".join(lines)).body
    except SyntaxError:
        return None
    last = body[-1] if body else None
    if not isinstance(last, ast.Assign) or len(last.targets) != 1 or last.end_lineno != len(lines) or last.col_offset:
        return None
    target = last.targets[0]
    names = target.elts if isinstance(target, (ast.Tuple, ast.List)) else [target]
    if not all(isinstance(n, ast.Name) for n in names) or ", ".join(n.id for n in names) != name:
        return None
    first = last.lineno - 1
    head = lines[first].encode()
    start = last.value.col_offset
    if last.value.lineno != last.lineno or head[len(name.encode()) : start].replace(b"(", b"").strip() != b"=":
        return None
    if b"(" in head[:start]:  # the value stands in parentheses
        start = head.index(b"(")
    rest = lines[last.lineno :]
    if any(isinstance(n, (ast.Constant, ast.JoinedStr)) and n.end_lineno != n.lineno for n in ast.walk(last)):
        return None  # strings over several lines keep their indentation
    shift = len("return ") - len(head[:start].decode())
    moved = [_shifted(line, shift, len(head[:start].decode())) for line in rest]
    return [*lines[:first], "return " + head[start:].decode(), *moved]


def _shifted(line: str, shift: int, start: int) -> str:
    """A continuation line that is aligned with what stands behind the `=`; others keep their place."""
    indent = len(line) - len(line.lstrip())
    if indent < start or not line.strip():
        return line
    return " " * (indent + shift) + line.lstrip()


class Body:
    """One function's statements in order: those under a tape, the other values, the updates, the result."""

    def __init__(self, context: Context, part: Part, comments: dict[Unit, list[str]]) -> None:
        self.context = context
        self.part = part
        self.comments = comments
        self.before: list[str] = []
        self.units = set(part.units)

    def lines(self) -> list[str]:
        part = self.part
        taped = [u for u in part.units if self._gradient_sources(u)]
        inside: set[Unit] = set()
        for unit in taped:
            inside |= self._needs(unit) - {unit}
        late = {u for u in part.units if self._has_effect(u)}
        late |= {u for u in part.units if self._needs(u) & late}
        tape_items, other, last = [], [], []
        for index, item in self._items():
            units = set(item.units) if isinstance(item, Part) else {item}
            if taped and (units & inside or self._prints_of(item, inside)):
                if units & late:
                    raise Obstacle(next(iter(units)).node, "a gradient through an update")
                tape_items.append((index, item))
            elif not isinstance(item, Part) and item in late:
                last.append((index, item))
            else:
                other.append((index, item))
        self._check_order([item for _, item in [*tape_items, *other, *last]])
        lines: list[str] = []
        if taped:
            persistent = "persistent=True" if sum(len(self._gradient_sources(u)) for u in taped) > 1 else ""
            self.tape = self.context.tape
            lines.append(f"with {self.context.tf}.GradientTape({persistent}) as {self.tape}:")
            block: list[str] = []
            watched = self._watched(taped)
            for name in [n for n in watched if n in parameters(part)]:
                block.append(f"{self.tape}.watch({name})")
            for _, item in tape_items:
                if isinstance(item, Part) and any(o.name in watched for o in item.outputs):
                    raise Obstacle(taped[0].node, "a gradient by a tensor that another function makes")
                block += self._render(item)
                for name in watched:
                    if not isinstance(item, Part) and name in item.defs and name not in parameters(part):
                        block.append(f"{self.tape}.watch({name})")
            for unit in taped:
                block += optimizers.loss_lines(self, unit)
            if not block:
                raise Obstacle(taped[0].node, "a gradient of nothing")
            lines += [STEP + line if line else "" for line in block]
        for _, item in other:
            lines += self._render(item)
        for _, item in last:
            lines += self._render(item)
        result = self._result()
        if result:
            lines = _returned(lines, result) or [*lines, f"return {result}"]
        return lines or ["pass"]

    @staticmethod
    def _prints_of(item: object, units: set[Unit]) -> bool:
        """A statement that prints what these units make, before another takes the name."""
        return (
            isinstance(item, Unit) and item.prints and any(m in units for makers in item.reads.values() for m in makers)
        )

    def _check_order(self, items: list[object]) -> None:
        """Each statement still reads the definition that it read where it stood."""
        latest: dict[str, Unit] = {}
        for item in items:
            if isinstance(item, Part):
                latest.update({o.name: o.unit for o in item.outputs if o.name and o.unit is not None})
                continue
            unit: Unit = item  # type: ignore[assignment]
            for name, makers in unit.reads.items():
                if name in latest and latest[name] not in makers:
                    raise Obstacle(unit.node, f"`{name}` stands for several tensors in one function")
            latest.update(dict.fromkeys(unit.defs, unit))

    def _items(self) -> list[tuple[int, object]]:
        """The function's statements and calls in source order, each after what it uses."""
        waiting: list[tuple[int, object]] = [(u.index, u) for u in self.part.units]
        waiting += [(min((u.index for u in p.units), default=0), p) for p in self.part.calls]
        waiting.sort(key=lambda pair: (pair[0], not isinstance(pair[1], Part)))
        holder = {u: p for p in self.part.calls for u in p.units} | {u: u for u in self.part.units}
        done: set[object] = set()
        ordered: list[tuple[int, object]] = []
        while waiting:
            for pair in waiting:
                item = pair[1]
                if isinstance(item, Part):
                    needed: set[object] = {maker for _, maker in item.inputs}
                else:
                    makers = {m for ms in [*item.reads.values(), item.after] for m in ms}  # type: ignore[attr-defined]
                    needed = {holder[m] for m in makers if m in holder} - {item}
                if needed & {i for _, i in waiting} - done == set():
                    break
            else:
                raise Obstacle(self.part.units[0].node, "parts that need each other")
            waiting.remove(pair)
            done.add(item)
            ordered.append(pair)
        return ordered

    def _needs(self, unit: Unit) -> set[Unit]:
        def following(current: Unit) -> list[Unit]:
            optimizers = [o.detail["optimizer"].unit for o in current.operations if o.kind == "train"]
            makers = [*current.reads.values(), current.after, *(m for o in optimizers for m in o.reads.values())]
            return [m for ms in makers for m in ms if m in self.part.needs]

        return reached([unit], following)

    def _has_effect(self, unit: Unit) -> bool:
        return any(o.kind in ("train", "assign", "moving-average", "queue") for o in unit.operations)

    def _gradient_sources(self, unit: Unit) -> list[ast.AST]:
        return self.context.gradient_calls.get(unit, [])

    def _watched(self, units: list[Unit]) -> list[str]:
        found: list[str] = []
        for unit in units:
            for node in self._gradient_sources(unit):
                for name in self.context.watched.get(node, []):
                    if name not in found:
                        found.append(name)
        return found

    def _render(self, item: object) -> list[str]:
        if isinstance(item, Part):
            names = [(o.name or "_") if self._wanted(item, o) else "_" for o in item.outputs]
            text = call_text(item)
            while len(names) > 2 and names[0] in ("_", "*_") and names[1] == "_":
                names[:2] = ["*_"]
            return [f"{', '.join(names)} = {text}" if any(n != "_" for n in names) else text]
        unit: Unit = item  # type: ignore[assignment]
        return [*self._statement(unit), *self.context.comments_below.get(unit, [])]

    def _wanted(self, item: Part, output: Output) -> bool:
        """Whether this function uses one of the values that a part gives back."""
        if any(o.unit is output.unit and o.name == output.name for o in self.part.outputs):
            return True
        if any(o.node is not None and _mentions(o.node, output.unit) for o in self.part.outputs if output.unit):
            return True
        if any(output.unit in u.reads.get(output.name or "", ()) for u in self.part.units):
            return True
        if any(name == output.name and maker is item for p in self.part.calls for name, maker in p.inputs):
            return True
        return any(
            output.unit in o.detail["optimizer"].unit.reads.get(output.name or "", ()) for o in self.part.operations
        )

    def _statement(self, unit: Unit) -> list[str]:
        lines = list(self.comments.get(unit, []))
        train = [o for o in unit.operations if o.kind == "train"]
        if train:
            return lines + optimizers.update_lines(self, unit, train[0])
        groups = [o for o in unit.operations if o.kind in ("group", "noop")]
        if groups and not unit.tensors:
            return []
        node = unit.node
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.ListComp) and self._has_effect(unit):
            return lines + self._each(node.value)
        if not self._read(unit) and update_lists.listed(node, [o for o in unit.operations if o.kind == "assign"]):
            return lines + [line for item in node.value.elts for line in self._alone(item)]  # type: ignore[attr-defined]
        if isinstance(node, ast.Assign) and self._has_effect(unit) and not self._read(unit):
            return lines + self._alone(node.value)
        acts = self._has_effect(unit) or unit.prints or unit.mutates or summaries.keeps_statement(unit)
        if isinstance(node, ast.Expr) and not acts:
            return []
        text = self.context.source.statement(node, "")
        after = [""] if isinstance(node, (ast.FunctionDef, ast.ClassDef)) else []
        return [*lines, *text.split("\n"), *after]

    def _alone(self, node: ast.expr) -> list[str]:
        """An expression as a statement."""
        return self.context.source.statement(ast.copy_location(ast.Expr(node), node), "").split("\n")

    def _each(self, node: ast.ListComp) -> list[str]:
        """A list of assignments as a loop."""
        source, generator = self.context.source, node.generators[0]
        target, items = source.expression(generator.target), source.expression(generator.iter)
        body = source.expression(node.elt).split("\n")
        return [f"for {target} in {items}:", *(STEP + line.strip() for line in body)]

    def _read(self, unit: Unit) -> bool:
        if any(o.unit is unit for o in self.part.outputs):
            return True
        return any(unit in makers for u in self.part.units for n, makers in u.reads.items() if not self._only_groups(u))

    @staticmethod
    def _only_groups(unit: Unit) -> bool:
        return bool(unit.operations) and all(o.kind == "group" for o in unit.operations) and not unit.tensors

    def _result(self) -> str:
        texts = self._outputs()
        if self.part.structure is not None:
            keys = {id(o.value): text for o, text in zip(self.part.outputs, texts, strict=True)}
            return nested_results.returned(self.part.structure, keys)
        return nested_results.whole(self.part.outputs) or ", ".join(texts)

    def _outputs(self) -> list[str]:
        texts = []
        for output in self.part.outputs:
            if output.node is not None:
                texts.append(self.context.source.expression(output.node))
                continue
            later = [
                u
                for u in self.part.units
                if output.name in u.defs and output.unit in self.part.units and u.index > output.unit.index
                if not (output.path and containers.holds(u.defs[output.name], output.value, output.path))
            ]
            if later:
                raise Obstacle(later[0].node, f"`{output.name}` stands for several tensors in one function")
            texts.append((output.name or "") + output.path)
        return texts

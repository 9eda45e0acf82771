"""What the loop evaluates: on the batch of the step, or on data of its own, which `fit` takes as validation data."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field

from migrate.rewriting.fit import counts, datasets, logs
from migrate.rewriting.fit.batches import Argument, Batches, arguments
from migrate.rewriting.fit.facts import Function
from migrate.rewriting.fit.loops import Loop
from migrate.rewriting.fit.model import NotFit, Program


@dataclass
class Call:
    """A call of a function that evaluates; `before`: ahead of the step's update."""

    function: Function
    arguments: list[str]
    before: bool = False


@dataclass
class Evaluation:
    """Calls in each step, and calls on `data`, a dataset of one element that `taken` unpacks, every `often` epochs."""

    in_step: list[Call] = field(default_factory=list)
    calls: list[Call] = field(default_factory=list)
    data: str = ""
    taken: str = ""
    often: str = ""


def plan(program: Program, loop: Loop, batches: Batches) -> Evaluation:
    """Where each evaluation of a loop goes; raises NotFit where its data is made in the loop or is not one set."""
    found = Evaluation()
    trained = arguments(program, loop, loop.call, loop.function.parameters)
    local = dict(zip([_key(a) for a in trained], batches.arguments, strict=True))
    data: dict[str, tuple[Function, Argument]] = {}
    later: list[tuple[Function, list[Argument]]] = []
    nodes: list[ast.Call] = []
    seen: set[str] = set()
    for node, function in logs.evaluations(program, loop.log_statements):
        text = ast.unparse(node)
        given = arguments(program, loop, node, function.parameters)
        fed = [a for a in given if not a.constant]
        matches = all(_key(a) in local for a in fed)
        fixed = all(counts.settled(program, loop, a.node) is not None for a in fed)
        if matches and (not (batches.whole and fixed) or _clash(data, fed) or not fed):
            if text not in seen:
                before = (node.lineno, node.col_offset) < (loop.call.lineno, loop.call.col_offset)
                texts = [local.get(_key(a), ast.unparse(a.node)) for a in given]
                found.in_step.append(Call(function, texts, before))
        elif not fixed:
            raise NotFit(node, f"`{function.name}` evaluates data that the loop makes")
        elif _clash(data, fed):
            raise NotFit(node, "it evaluates several sets of data")
        else:
            data.update({a.parameter: (function, a) for a in fed if a.parameter not in data})
            nodes.append(node)
            if text not in seen:
                later.append((function, given))
        seen.add(text)
    if later:
        _on_data(program, loop, batches, found, data, later)
        found.often = _often(program, loop, nodes)
    return found


def _key(argument: Argument) -> str:
    return ast.dump(argument.node)


def _clash(data: dict[str, tuple[Function, Argument]], fed: list[Argument]) -> bool:
    return any(a.parameter in data and _key(data[a.parameter][1]) != _key(a) for a in fed)


def _on_data(
    program: Program,
    loop: Loop,
    batches: Batches,
    found: Evaluation,
    data: dict[str, tuple[Function, Argument]],
    later: list[tuple[Function, list[Argument]]],
) -> None:
    texts = []
    for parameter, (function, argument) in data.items():
        texts += datasets.constants(program, loop, function, [(parameter, ast.unparse(argument.node))])
    element = texts[0] if len(texts) == 1 else f"({', '.join(texts)})"
    found.data = f"{program.tf}.data.Dataset.from_tensors({element})"
    found.taken = f"{', '.join(data)} = batch" if len(data) > 1 else ""
    if batches.whole and found.data == batches.dataset:
        found.taken = batches.taken
    for function, given in later:
        names = [ast.unparse(a.node) if a.constant else ("batch" if len(data) == 1 else a.parameter) for a in given]
        found.calls.append(Call(function, names))


def _often(program: Program, loop: Loop, nodes: list[ast.Call]) -> str:
    """`validation_freq` for evaluations under one test of the epoch's number; empty for each epoch."""
    if loop.inner is None or not isinstance(loop.outer.target, ast.Name):
        return ""
    tests = set()
    for node in nodes:
        current, test = program.parents[node], ""
        while current is not loop.outer:
            if isinstance(current, ast.If):
                test = ast.unparse(current.test)
            current = program.parents[current]
        tests.add(test)
    if len(tests) != 1 or not (test := tests.pop()):
        return ""
    compared = ast.parse(test, mode="eval").body
    name = loop.outer.target.id
    iterable = loop.outer.iter
    if not isinstance(iterable, ast.Call) or len(iterable.args) != 1 or not isinstance(compared, ast.Compare):
        return ""
    left = compared.left
    if [ast.unparse(c) for c in compared.comparators] != ["0"] or not isinstance(compared.ops[0], ast.Eq):
        return ""
    if not isinstance(left, ast.BinOp) or not isinstance(left.op, ast.Mod):
        return ""
    every = counts.settled(program, loop, left.right)
    if every is None or not isinstance(every, (ast.Name, ast.Constant)):
        return ""
    if ast.unparse(left.left) == f"{name} + 1":
        return ast.unparse(every)
    total = counts.rounds(program, loop, iterable)
    if ast.unparse(left.left) == name and total is not None:
        stop = str(total.value + 1) if isinstance(total, ast.Constant) else f"{ast.unparse(total)} + 1"
        return f"list(range(1, {stop}, {ast.unparse(every)}))"
    return ""

"""The text that takes the place of a training loop: the batches, a Keras model, `compile` and `fit`."""

from __future__ import annotations

import ast
from collections.abc import Callable

from migrate.rewriting.fit.batches import STEP, Batches
from migrate.rewriting.fit.evaluation import Call, Evaluation
from migrate.rewriting.fit.facts import Result
from migrate.rewriting.fit.loops import Loop
from migrate.rewriting.fit.model import NotFit, Program

WIDTH = 120
Fresh = Callable[..., str]


def blocks(program: Program, loop: Loop, batches: Batches, evaluation: Evaluation, fresh: Fresh) -> list[list[str]]:
    """The definitions and, last, the statements that train; lines without the loop's indentation."""
    found = [batches.lines] if batches.lines else []
    body = _class(program, loop, batches, evaluation)
    text = "\n".join(body)
    kind = program.classes.get(text)
    if kind is None:
        kind = fresh("Training", "TrainingModel")
        found.append([f"class {kind}({program.tf}.keras.Model):", *body])
        if not program.source.indent_of(loop.outer):
            program.classes[text] = kind
    model = fresh("model", "training")
    return [*found, _statements(program, loop, batches, evaluation, kind, model, fresh)]


# ---------------------------------------------------------------- the model
def _class(program: Program, loop: Loop, batches: Batches, evaluation: Evaluation) -> list[str]:
    """The body of the model's class."""
    tf, name = program.tf, loop.function.name
    averaged = loop.inner is not None
    body, logged = _train_step(program, loop, batches, evaluation, averaged)
    lines = [f'{STEP}"""Trains with `{name}`, a batch a step."""', ""]
    lines += [f"{STEP}def __init__(self):", f"{STEP * 2}super().__init__()"]
    if averaged:
        lines += [f"{STEP * 2}self.{label}_tracker = {tf}.keras.metrics.Mean()" for label in logged]
    lines += [f"{STEP * 2}self.built = True  # its variables are those of `{name}`", ""]
    lines += [f"{STEP}def train_step(self, batch):", *body]
    if evaluation.calls:
        lines += ["", f"{STEP}def test_step(self, batch):"]
        lines += [STEP * 2 + line for line in [evaluation.taken] if line]
        values: dict[str, str] = {}
        for call in evaluation.calls:
            before, found = _evaluated(program, call, set(values))
            lines += [STEP * 2 + line for line in before]
            values.update(found)
        lines += [STEP * 2 + line for line in _returned(values, STEP * 2)]
    return lines


def _train_step(
    program: Program, loop: Loop, batches: Batches, evaluation: Evaluation, averaged: bool
) -> tuple[list[str], list[str]]:
    """The lines of `train_step` and the labels that it logs."""
    lines = [batches.taken] if batches.taken else []
    values: dict[str, str] = {}
    after: list[Call] = []
    own = {r.label for r in loop.function.results if r.number}
    for call in evaluation.in_step:
        call_is_new = any(r.label not in own for r in call.function.results)
        if not call_is_new:
            continue
        if call.before:
            before, found = _evaluated(program, call, own, keep=True)
            lines += before
            values.update(found)
        else:
            after.append(call)
    text = f"{loop.function.name}({', '.join(batches.arguments)})"
    targets = [_local(program, r) if r.number else "_" for r in loop.function.results]
    lines.append(f"{', '.join(targets)} = {text}" if own else text)
    pairs = zip(loop.function.results, targets, strict=True)
    values.update({r.label: _number(program, r, target) for r, target in pairs if r.number})
    if not values and not after:
        raise NotFit(loop.statement, f"`{loop.function.name}` gives back no single number that could be logged")
    for call in after:
        before, found = _evaluated(program, call, set(values))
        lines += before
        values.update(found)
    if averaged:
        lines += [f"self.{label}_tracker.update_state({value})" for label, value in values.items()]
        values = {label: f"self.{label}_tracker.result()" for label in values}
    lines += _returned(values, STEP * 2)
    return [STEP * 2 + line for line in lines], list(values)


def _evaluated(program: Program, call: Call, known: set[str], keep: bool = False) -> tuple[list[str], dict[str, str]]:
    """(lines, values by label) of one call; a single value is written where it is returned, unless it is kept."""
    text = f"{call.function.name}({', '.join(call.arguments)})"
    results = call.function.results
    if len(results) == 1 and not keep:
        return [], {results[0].label: _number(program, results[0], text)} if results[0].label not in known else {}
    targets = [_local(program, r) if r.label not in known else "_" for r in results]
    values = {r.label: _number(program, r, t) for r, t in zip(results, targets, strict=True) if t != "_"}
    return [f"{', '.join(targets)} = {text}"], values


def _number(program: Program, result: Result, text: str) -> str:
    """What a log holds of a value."""
    return f"{program.tf}.reduce_mean({text})" if result.mean else text


def _local(program: Program, result: Result) -> str:
    """A local name for a value: not that of a function which the method calls, nor of its arguments."""
    taken = set(program.functions) | {p for f in program.functions.values() for p in f.parameters} | {"batch"}
    return f"{result.label}_value" if result.label in taken else result.label


def _returned(values: dict[str, str], indent: str) -> list[str]:
    items = [f'"{label}": {value}' for label, value in values.items()]
    line = f"return {{{', '.join(items)}}}"
    if len(indent) + len(line) <= WIDTH:
        return [line]
    return ["return {", *(f"{STEP}{item}," for item in items), "}"]


# ---------------------------------------------------------------- compile and fit
def _statements(
    program: Program, loop: Loop, batches: Batches, evaluation: Evaluation, kind: str, model: str, fresh: Fresh
) -> list[str]:
    indent = len(program.source.indent_of(loop.outer))
    dataset = batches.dataset
    validation = evaluation.data
    lines: list[str] = []
    if batches.waits:  # a batch may be a view of an array that the next one changes
        options = fresh("options", "data_options")
        lines.append(f"{options} = {program.tf}.data.Options()")
        lines.append(
            f"{options}.experimental_optimization.inject_prefetch = False  # each batch is made when it is needed"
        )
        dataset = f"{dataset}.with_options({options})"
    if not dataset.isidentifier():
        name = fresh("dataset", "batches", "training_data")
        if batches.repeated and validation != dataset:
            dataset, batches.repeated = f"{dataset}.repeat({batches.repeated})", ""
        lines += _broken(f"{name} = ", dataset, indent)
        if validation == batches.dataset:
            validation = name
        dataset = name
    if batches.repeated:
        dataset = f"{dataset}.repeat({batches.repeated})"
    if validation and not validation.isidentifier():
        name = fresh("validation_data", "evaluation_data")
        lines += _broken(f"{name} = ", validation, indent)
        validation = name
    lines.append(f"{model} = {kind}()")
    optimizer = _optimizer(program, loop)
    lines.append(f"{model}.compile(optimizer={optimizer}, jit_compile=False)  # XLA would round otherwise")
    words = [dataset]
    words += [f"epochs={batches.epochs}"] if batches.epochs else []
    words += [f"steps_per_epoch={batches.steps}"] if batches.steps else []
    words += [f"validation_data={validation}"] if validation else []
    words += [f"validation_freq={evaluation.often}"] if evaluation.often else []
    words += ["shuffle=False"] + (["verbose=2"] if batches.epochs else [])
    call = f"{model}.fit({', '.join(words)})"
    if indent + len(call) > WIDTH:
        lines += [f"{model}.fit(", *(f"{STEP}{word}," for word in words), ")"]
    else:
        lines.append(call)
    return lines


def _optimizer(program: Program, loop: Loop) -> str:
    """The optimizer that the training function uses, where it is one with a name."""
    definition = program.definition(loop.function.name)
    found = set()
    for node in ast.walk(definition) if definition is not None else ():
        if isinstance(node, ast.Attribute) and node.attr == "apply_gradients":
            found.add(node.value.id if isinstance(node.value, ast.Name) else "")
    return found.pop() if len(found) == 1 and "" not in found else "None"


def _broken(head: str, value: str, indent: int) -> list[str]:
    """An assignment, its long call broken as a formatter breaks it: the arguments of one level on their own lines."""
    if indent + len(head) + len(value) <= WIDTH:
        return [head + value]
    tree = ast.parse(value, mode="eval").body
    chain: list[ast.Call] = []
    while isinstance(tree, ast.Call) and isinstance(tree.func, ast.Attribute) and isinstance(tree.func.value, ast.Call):
        chain.append(tree)
        tree = tree.func.value
    tail = "".join(f".{c.func.attr}({_inside(c)})" for c in reversed(chain))  # type: ignore[attr-defined]
    if not isinstance(tree, ast.Call):
        return [head + value]
    items = tree.args[0].elts if len(tree.args) == 1 and isinstance(tree.args[0], ast.Tuple) else []
    opening = f"{head}{ast.unparse(tree.func)}("
    if not items:
        return [opening, f"{STEP}{_inside(tree)}", f"){tail}"]
    one = f"{STEP}({', '.join(map(ast.unparse, items))})"
    if indent + len(one) <= WIDTH:
        return [opening, one, f"){tail}"]
    return [f"{opening}(", *(f"{STEP}{ast.unparse(item)}," for item in items), f")){tail}"]


def _inside(call: ast.Call) -> str:
    return ", ".join([*map(ast.unparse, call.args), *(ast.unparse(k) for k in call.keywords)])

"""Expressions that make datasets, and what is certain of those that a program has."""

from __future__ import annotations

import ast

from migrate.rewriting.fit import counts, logs
from migrate.rewriting.fit.facts import Function
from migrate.rewriting.fit.loops import Loop
from migrate.rewriting.fit.model import NotFit, Program

# methods that give as many elements each time the dataset is iterated, if what they are called on does
KEEPING = frozenset("batch padded_batch map prefetch cache repeat take skip shard".split())
NO_ARRAYS = ("numpy.load", "numpy.mat", "numpy.asmatrix", "numpy.bmat", "numpy.ma.", "numpy.nditer")
NO_ARRAYS += ("numpy.random.RandomState", "numpy.random.default_rng")
ARRAY_METHODS = frozenset("astype reshape transpose copy sum mean clip ravel flatten round".split())


def specs(program: Program, function: Function) -> dict[str, str]:
    """The expression of each parameter's TensorSpec; raises NotFit where the function has no such list."""
    definition = program.definition(function.name)
    for decorator in definition.decorator_list if definition is not None else []:
        if isinstance(decorator, ast.Call):
            for keyword in decorator.keywords:
                if keyword.arg == "input_signature" and isinstance(keyword.value, ast.List):
                    texts = [ast.unparse(e) for e in keyword.value.elts]
                    names = [a.arg for a in definition.args.args]  # type: ignore[union-attr]
                    if len(texts) == len(names) and all(_is_dense(program, text, definition) for text in texts):
                        return dict(zip(names, texts, strict=True))
    if definition is not None and not definition.args.args:
        return {}
    raise NotFit(definition or program.tree, f"what `{function.name}` takes is not written out")


def _is_dense(program: Program, text: str, place: ast.AST | None) -> bool:
    """Whether an expression is the spec of a tensor, not of a sparse or ragged one."""
    node = ast.parse(text, mode="eval").body
    if isinstance(node, ast.Name) and place is not None:
        node = program.value_of(node.id, place) or node
    return isinstance(node, ast.Call) and ast.unparse(node.func) == f"{program.tf}.TensorSpec"


def constants(program: Program, loop: Loop, function: Function, fed: list[tuple[str, str]]) -> list[str]:
    """`tf.constant(value, dtype)` for each (parameter, text of its value): the conversion that a call makes."""
    found, of = [], specs(program, function)
    for parameter, text in fed:
        found.append(f"{program.tf}.constant({text}, {_dtype(program, loop, of[parameter])})")
    return found


def _dtype(program: Program, loop: Loop, spec: str) -> str:
    value = program.value_of(spec, loop.outer) if spec.isidentifier() else None
    if isinstance(value, ast.Call) and ast.unparse(value.func) == f"{program.tf}.TensorSpec":
        if len(value.args) > 1:
            return ast.unparse(value.args[1])
        return next((ast.unparse(k.value) for k in value.keywords if k.arg == "dtype"), f"{program.tf}.float32")
    return f"{spec}.dtype"


def tensors(program: Program, loop: Loop, function: Function, fed: list[tuple[str, str]]) -> str:
    """A dataset of one element: all that is fed."""
    parts = constants(program, loop, function, fed)
    return f"{program.tf}.data.Dataset.from_tensors({parts[0] if len(parts) == 1 else '(' + ', '.join(parts) + ')'})"


def is_array(program: Program, loop: Loop, node: ast.expr, depth: int = 0) -> bool:
    """Whether an expression is an array of numpy or a list, in the loop as before it."""
    if depth > 8:
        return False
    if isinstance(node, ast.Name):
        if node.id in loop.bound:
            return False
        value = program.value_of(node.id, loop.outer)
        return value is not None and is_array(program, loop, value, depth + 1)
    if isinstance(node, (ast.List, ast.ListComp)):
        return True
    if isinstance(node, ast.BinOp):
        return is_array(program, loop, node.left, depth + 1) or is_array(program, loop, node.right, depth + 1)
    if isinstance(node, ast.UnaryOp):
        return is_array(program, loop, node.operand, depth + 1)
    if isinstance(node, ast.Compare):
        return is_array(program, loop, node.left, depth + 1)
    if isinstance(node, ast.Subscript):
        return is_array(program, loop, node.value, depth + 1) and not _is_list(program, loop, node.value)
    if isinstance(node, ast.Call):
        path = program.names.resolve(node.func) or ""
        if path.startswith("numpy."):
            return not path.startswith(NO_ARRAYS)
        if isinstance(node.func, ast.Attribute):
            holder = node.func.value
            if node.func.attr in ARRAY_METHODS:
                return is_array(program, loop, holder, depth + 1)
            made = program.value_of(holder.id, loop.outer) if isinstance(holder, ast.Name) else None
            if isinstance(made, ast.Call):
                return (program.names.resolve(made.func) or "").startswith("numpy.random.")
    return False


def _is_list(program: Program, loop: Loop, node: ast.expr) -> bool:
    value = program.value_of(node.id, loop.outer) if isinstance(node, ast.Name) else node
    return isinstance(value, (ast.List, ast.ListComp))


# ---------------------------------------------------------------- slices
def consecutive(program: Program, loop: Loop, cut: ast.Slice, arrays: list[ast.expr]) -> str | None:
    """`batch(size)` for slices of that size one after another, through all of the arrays or all that are full."""
    assert loop.inner is not None and cut.lower is not None and cut.upper is not None
    iterable, target = loop.inner.iter, loop.inner.target
    if not isinstance(iterable, ast.Call) or not isinstance(iterable.func, ast.Name) or iterable.keywords:
        return None
    lengths = {f"len({ast.unparse(a)})" for a in arrays} | {f"{ast.unparse(a)}.shape[0]" for a in arrays}
    lower, upper = ast.unparse(cut.lower), ast.unparse(cut.upper)
    if iterable.func.id == "zip" and isinstance(target, ast.Tuple) and len(target.elts) == 2:
        if (lower, upper) == tuple(map(ast.unparse, target.elts)):
            return _pairs(program, loop, iterable, lengths)
        return None
    if iterable.func.id != "range" or not isinstance(target, ast.Name):
        return None
    name, ends = target.id, [_settled(program, loop, a) for a in iterable.args]
    if len(ends) == 3 and ends[0] == "0" and lower == name and _length(program, loop, ends[1]) in lengths:
        size = ends[2]
        return f"batch({size})" if size and upper in (f"{name} + {size}", f"{size} + {name}") else None
    if len(ends) == 1 and isinstance(cut.lower, ast.BinOp) and isinstance(cut.lower.op, ast.Mult):
        sides = [ast.unparse(cut.lower.left), ast.unparse(cut.lower.right)]
        if name not in sides:
            return None
        size = sides[1 - sides.index(name)]
        uppers = {f"({name} + 1) * {size}", f"{size} * ({name} + 1)", f"{lower} + {size}"}
        full = {f"{n} // {size}" for n in lengths} | {f"int({n} / {size})" for n in lengths}
        if upper in uppers and _length(program, loop, ends[0]) in full and size not in loop.bound:
            return f"batch({size}, drop_remainder=True)"
    return None


def _pairs(program: Program, loop: Loop, node: ast.Call, lengths: set[str]) -> str | None:
    """`zip(range(0, len(x), size), range(size, len(x) + 1, size))`: all slices that are full."""
    if len(node.args) != 2 or not all(
        isinstance(a, ast.Call) and isinstance(a.func, ast.Name) and a.func.id == "range" and len(a.args) == 3
        for a in node.args
    ):
        return None
    starts, ends = ([_settled(program, loop, a) for a in part.args] for part in node.args)  # type: ignore[attr-defined]
    size = starts[2]
    if size is None or starts[0] != "0" or _length(program, loop, starts[1]) not in lengths:
        return None
    if [ends[0], ends[2]] == [size, size] and ends[1] == f"{starts[1]} + 1":
        return f"batch({size}, drop_remainder=True)"
    return None


def _settled(program: Program, loop: Loop, node: ast.expr) -> str | None:
    found = counts.settled(program, loop, node)
    return ast.unparse(found) if found is not None else None


def _length(program: Program, loop: Loop, text: str | None) -> str | None:
    """The expression that a name like `n_batches` stands for."""
    if text is None or not text.isidentifier():
        return text
    value = program.value_of(text, loop.outer)
    if value is None or any(isinstance(n, ast.Call) and not logs.pure_call(program, n) for n in ast.walk(value)):
        return text
    return ast.unparse(value)


# ---------------------------------------------------------------- datasets of the program
def is_counted(program: Program, loop: Loop, node: ast.expr, depth: int = 0) -> bool:
    """Whether a dataset has a known number of elements, the same in each epoch."""
    if depth > 12:
        return False
    if isinstance(node, ast.Name):
        value = program.value_of(node.id, loop.outer)
        return value is not None and is_counted(program, loop, value, depth + 1)
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
        return False
    path = program.names.resolve(node.func) or ""
    if path.startswith("tensorflow.data.Dataset."):
        last = path.rpartition(".")[2]
        if last == "zip":
            parts = node.args[0].elts if node.args and isinstance(node.args[0], (ast.Tuple, ast.List)) else node.args
            return bool(parts) and all(is_counted(program, loop, p, depth + 1) for p in parts)
        return last in ("from_tensor_slices", "from_tensors", "range")
    if any(
        "random" in ast.unparse(a) for a in [*node.args, *(k.value for k in node.keywords), *_mapped(program, node)]
    ):
        return False
    if node.func.attr == "repeat" and not node.args and not node.keywords:
        return False
    return node.func.attr in KEEPING and is_counted(program, loop, node.func.value, depth + 1)


def is_one(program: Program, loop: Loop, node: ast.expr) -> bool:
    """Whether an expression that each epoch evaluates is the same dataset each time."""
    for inner in ast.walk(node):
        if isinstance(inner, ast.Name) and inner.id in loop.bound:
            return False
        if isinstance(inner, ast.Call) and not logs.pure_call(program, inner):
            path = program.names.resolve(inner.func) or ""
            method = isinstance(inner.func, ast.Attribute) and inner.func.attr in KEEPING
            if not method and not path.startswith("tensorflow.data.Dataset."):
                return False
    return True


def _mapped(program: Program, node: ast.Call) -> list[ast.FunctionDef]:
    """The functions of the file that a method of a dataset is handed."""
    names = [a.id for a in node.args if isinstance(a, ast.Name)]
    return [definition for name in names if (definition := program.definition(name)) is not None]

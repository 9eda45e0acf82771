"""What a function computes of an iterator's element before it gives it back becomes a function of the dataset.

    def batches(values):                                def batches(values):
        dataset = ...                                       dataset = ...
        iterator = dataset.make_one_shot_iterator()
        x, y = iterator.get_next()                          def finish(x, y):
        y = tf.cast(y, tf.float32)                              y = tf.cast(y, tf.float32)
        return x, y                                             return x, y

                                                            dataset = dataset.map(finish)
                                                            return dataset.make_one_shot_iterator().get_next()

The same values: each is computed of one element, and of nothing that changes from one to the next.
"""

from __future__ import annotations

import ast

from migrate.names import fresh
from migrate.rewriting.fetched_calls import FUNCTIONS, Calls

ONE_SHOT = "make_one_shot_iterator"
ABOUT = {"shape", "get_shape", "name", "op", "graph", "eval"}  # of the tensor itself, which is another one in a map
TENSORS = ("image.", "math.", "nn.", "strings.", "io.decode", "decode_", "reshape", "cast", "to_float", "to_int")
TENSORS += (
    "one_hot",
    "expand_dims",
    "squeeze",
    "transpose",
    "stack",
    "concat",
    "subtract",
    "divide",
    "multiply",
    "add",
)
TENSORS += ("reduce_", "split", "slice", "equal", "identity", "reverse", "clip_by_value", "less", "greater", "truediv")


class Undecided(Exception):
    """The function stays as it is."""


def normalise(text: str, tree: ast.Module) -> tuple[str, None] | None:
    """The text with such functions; None where there are none."""
    if ".get_next()" not in text or ONE_SHOT not in text:
        return None
    elements = _Elements(text, tree)
    for definition in [n for n in tree.body if isinstance(n, ast.FunctionDef)]:
        try:
            elements.finish(definition)
        except Undecided:
            continue
    return (elements.source.result(), None) if elements.source.edits else None


class _Elements(Calls):
    def finish(self, definition: ast.FunctionDef) -> None:
        """Rewrites a function that draws an element and computes with it; raises Undecided."""
        body = definition.body
        drawn = [s for s in body if isinstance(s, ast.Assign) and _draws(s.value)]
        returned = body[-1]
        inner = {
            id(n) for f in ast.walk(definition) if isinstance(f, FUNCTIONS) and f is not definition for n in ast.walk(f)
        }
        ends = (ast.Return, ast.Yield, ast.YieldFrom)
        returns = [n for n in ast.walk(definition) if isinstance(n, ends) and id(n) not in inner]
        if len(drawn) != 1 or not isinstance(returned, ast.Return) or returned.value is None or len(returns) != 1:
            raise Undecided
        draw = drawn[0]
        following = body[body.index(draw) + 1 : -1]
        target = draw.targets[0]
        if not following or len(draw.targets) != 1 or not isinstance(target, (ast.Tuple, ast.List)):
            raise Undecided
        if not all(isinstance(t, ast.Name) for t in target.elts) or len(target.elts) < 2:
            raise Undecided
        names = [t.id for t in target.elts]  # type: ignore[attr-defined]
        if len(set(names)) < len(names):
            raise Undecided
        dataset, removed = self._dataset(definition, draw)
        self._check(definition, following, returned, names)
        self._write(draw, following, returned, names, dataset, removed)

    def _dataset(self, definition: ast.FunctionDef, draw: ast.Assign) -> tuple[ast.expr, ast.Assign | None]:
        """(the dataset, the statement that makes its iterator and nothing else)."""
        made = draw.value.func.value  # type: ignore[attr-defined]
        statement = None
        if isinstance(made, ast.Name):
            uses = [n for n in ast.walk(definition) if isinstance(n, ast.Name) and n.id == made.id]
            statement = next((s for s in definition.body if isinstance(s, ast.Assign) and uses[0] in s.targets), None)
            if len(uses) != 2 or statement is None or len(statement.targets) != 1:
                raise Undecided
            made = statement.value
        if not isinstance(made, ast.Call) or not isinstance(made.func, ast.Attribute) or made.func.attr != ONE_SHOT:
            raise Undecided
        if made.args or made.keywords:
            raise Undecided
        return made.func.value, statement

    def _check(
        self, definition: ast.FunctionDef, following: list[ast.stmt], returned: ast.Return, names: list[str]
    ) -> None:
        """Only ops without a state, of the element and of values that stay as they are; all results are of it."""
        known = set(names)
        scope = self.names.inner_scope(definition)
        for statement in following:
            if not isinstance(statement, ast.Assign) or not all(isinstance(t, ast.Name) for t in statement.targets):
                raise Undecided
            self._pure_value(statement.value)
            bound = {t.id for t in statement.targets}  # type: ignore[attr-defined]
            if not self._of(statement.value, known):
                raise Undecided
            known |= bound
        own = known - set(names)
        start, end = following[0].lineno, returned.lineno
        for node in ast.walk(definition):
            # names that the new function binds are its own: nothing before it may have meant them
            if isinstance(node, ast.Name) and node.id in own and not start <= node.lineno <= end:
                raise Undecided
        for name, bindings in scope.bindings.items():
            if name not in known and any(getattr(b, "lineno", 0) >= start for b in bindings):
                raise Undecided
        items = returned.value.elts if isinstance(returned.value, ast.Tuple) else [returned.value]
        for item in items:
            self._pure_value(item)  # type: ignore[arg-type]
            if isinstance(item, (ast.List, ast.Dict)) or not self._of(item, known):  # type: ignore[arg-type]
                raise Undecided

    @staticmethod
    def _of(node: ast.expr, known: set[str]) -> bool:
        return any(isinstance(n, ast.Name) and n.id in known for n in ast.walk(node))

    def _pure_value(self, node: ast.expr) -> None:
        for inner in ast.walk(node):
            if isinstance(inner, (ast.Lambda, ast.NamedExpr, ast.ListComp, ast.GeneratorExp, ast.Starred, ast.Await)):
                raise Undecided
            if isinstance(inner, ast.Attribute) and inner.attr in ABOUT:
                raise Undecided
            if isinstance(inner, ast.Call):
                path = (self.names.resolve(inner.func) or "").removeprefix("tensorflow.")
                drawn = any(word in path for word in ("random", "dropout", "batch_norm", "summary"))
                if not path.startswith(TENSORS) or drawn or any(k.arg == "name" for k in inner.keywords):
                    raise Undecided

    def _write(
        self,
        draw: ast.Assign,
        following: list[ast.stmt],
        returned: ast.Return,
        names: list[str],
        dataset: ast.expr,
        removed: ast.Assign | None,
    ) -> None:
        source = self.source
        indent = source.indent_of(draw)
        start, end = source.span(draw)
        first, last = source.line_start(start), source.line_end(source.span(returned)[1])
        begin = source.line_end(end)
        alone = all(
            source.begins_line(source.span(s)[0]) for s in (draw, *following, returned, *([removed] if removed else []))
        )
        if not alone or "\t" in indent and " " in indent:
            raise Undecided
        function = fresh("finish_batch", self.taken)
        step = "\t" if "\t" in indent else "    "
        inner = source.text[begin:last].rstrip("\n").split("\n")
        lines = [indent + step + line[len(indent) :] if line.strip() else "" for line in inner]
        if any(isinstance(n, ast.Constant) and n.lineno != n.end_lineno for s in following for n in ast.walk(s)):
            raise Undecided
        text = f"\n{indent}def {function}({', '.join(names)}):\n" + "\n".join(lines) + "\n\n"
        text += f"{indent}return {source.segment(dataset)}.map({function}).{ONE_SHOT}().get_next()\n"
        if removed is not None:
            place = source.span(removed)
            source.replace_span(source.line_start(place[0]), source.line_end(place[1]), "")
        source.replace_span(first, last, text)


def _draws(node: ast.expr) -> bool:
    call = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "get_next"
    return call and not node.args and not node.keywords  # type: ignore[attr-defined]

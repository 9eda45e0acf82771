"""Loops that make variables and compute with them, as two loops: the first makes the variables, the second computes.

    for i, size in enumerate(sizes):                    weights = []
        W = tf.Variable(tf.zeros([size, n]))            for i, size in enumerate(sizes):
        outputs.append(tf.matmul(x[i], W))                  weights.append(tf.Variable(tf.zeros([size, n])))
                                                        for (i, size), W in zip(enumerate(sizes), weights):
                                                            outputs.append(tf.matmul(x[i], W))

The same TensorFlow 1 program, whose second loop can move into a function. It is done where the first loop needs nothing
of what the second one does.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from migrate.edits import reindent
from migrate.rewriting import arguments as args
from migrate.rewriting import looped_sizes
from migrate.rewriting.fetched_calls import BUILTINS, FUNCTIONS, MAKING, Calls
from migrate.stages.interpreter import MUTATORS
from migrate.stages.tf_calls import STATELESS_LAYERS

MAKERS = {"tensorflow.Variable", "tensorflow.get_variable"}
SCOPES = {"tensorflow.name_scope", "tensorflow.variable_scope", "tensorflow.device"}
# functions that make a layer and call it -> the class of the layer
LAYERS = {"dense": "Dense", "conv1d": "Conv1D", "conv2d": "Conv2D", "conv3d": "Conv3D"}
LAYERS |= {"conv2d_transpose": "Conv2DTranspose", "separable_conv2d": "SeparableConv2D"}
# what may be drawn again and again beside the variables: nothing of it is made or changed outside the loop
DRAWS = {"random", "dropout", "multinomial", "initializers."}
# they give functions of a variable
REGULARIZERS = {f"tensorflow.contrib.layers.l{n}_regularizer" for n in (1, 2)}
OPS = {f"tensorflow.{name}" for name in ("tanh", "sigmoid", "identity", "square", "sin", "cos", "exp", "abs")}
LEAVES = (ast.Break, ast.Continue, ast.Return, ast.Yield, ast.YieldFrom, ast.Await, ast.NamedExpr, ast.Delete)
LEAVES += (ast.Global, ast.Nonlocal, *FUNCTIONS)
READ = {"get_shape", "as_list", "format", "split", "items", "values", "keys"}
PLURALS = {"w": "weights", "b": "biases", "weight": "weights", "bias": "biases"}


def normalise(text: str, tree: ast.Module) -> tuple[str, None] | None:
    """The text with such loops taken apart; None where there are none."""
    if "for " not in text or not ("ariable(" in text or "layers." in text) or "enable_eager_execution" in text:
        return None
    loops = Loops(text, tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.For) and not loops.inside_done(node):
            loops.split(node)
    return (loops.source.result(), None) if loops.source.edits else None


def _is_none(node: ast.expr | None) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


class _Undecided(Exception):
    """A loop that has to stay whole."""


class Loops(Calls):
    def __init__(self, text: str, tree: ast.Module) -> None:
        super().__init__(text, tree)
        self.done: list[ast.For] = []

    def inside_done(self, node: ast.AST) -> bool:
        return any(node is inner for loop in self.done for inner in ast.walk(loop))

    def split(self, loop: ast.For) -> None:
        start = self.source.line_start(self.source.span(loop)[0])
        if self.source.text[start : self.source.span(loop)[0]].strip() or loop.orelse:
            return
        if any(isinstance(n, LEAVES) for n in ast.walk(loop)):
            return
        try:
            halves = _Halves(self, loop)
            text = halves.written()
        except _Undecided:
            return
        self.done.append(loop)
        end = self.source.line_end(self.source.span(loop)[1])
        self.source.replace_span(start, end, text)

    # ------------------------------------------------------------ what calls do
    def makes_variable(self, node: ast.AST, around: tuple[ast.AST, ...] = ()) -> bool:
        """Whether an expression is the making of one variable, by a helper of the module perhaps."""
        if not isinstance(node, ast.Call):
            return False
        if self.names.resolve(node.func) in MAKERS:
            return True
        helper = self._helper(node.func)
        if helper is None or helper in around or helper.decorator_list:
            return False
        *steps, last = [s for s in helper.body if not (isinstance(s, ast.Expr) and isinstance(s.value, ast.Constant))]
        value = last.value if isinstance(last, ast.Return) else None
        own = self.names.inner_scope(helper).bindings
        made = []
        for step in steps:
            if not isinstance(step, ast.Assign) or len(step.targets) != 1 or not isinstance(step.targets[0], ast.Name):
                return False
            if self.makes_variable(step.value, (*around, helper)):
                made.append(step.targets[0])
            elif not self.draws_only(step.value):
                return False
        if isinstance(value, ast.Name) and len(made) == 1:
            return value.id == made[0].id and own.get(value.id) == made
        return not made and value is not None and self.makes_variable(value, (*around, helper))

    def draws_only(self, node: ast.AST) -> bool:
        """Whether all that an expression calls gives values and leaves everything as it was."""
        return all(self.gives_values(n) for n in ast.walk(node) if isinstance(n, ast.Call))

    def gives_values(self, call: ast.Call) -> bool:
        path = self.names.resolve(call.func) or ""
        if path in REGULARIZERS:
            return True
        if isinstance(call.func, ast.Call):
            return self.names.resolve(call.func.func) in REGULARIZERS
        if path.startswith("tensorflow."):
            makes = path in MAKERS or any(word in path for word in MAKING if word not in DRAWS)
            stateless = path.removeprefix("tensorflow.") in STATELESS_LAYERS
            return not makes or stateless or path.endswith("_initializer")
        return self.plain_call(call)

    def plain_call(self, call: ast.Call) -> bool:
        """Whether a call of plain Python or numpy gives a value and does nothing else."""
        path = self.names.resolve(call.func) or ""
        if path.startswith(("math.", "numpy.")):
            return not path.startswith("numpy.random.")
        if isinstance(call.func, ast.Attribute):
            return path == "" and call.func.attr in READ
        return isinstance(call.func, ast.Name) and self.owner(call.func) is None and call.func.id in BUILTINS

    def computes(self, call: ast.Call) -> bool:
        """Whether a call makes ops or gives a value: neither variables nor anything outside of the graph."""
        return self.gives_values(call) or self.makes_ops(call, self.tree.body[-1], []) or self._given_op(call.func)

    def _given_op(self, node: ast.expr) -> bool:
        """Whether a function is a parameter, given ops of TensorFlow alone: `activation=tf.nn.relu`."""
        given = self._all_given(node) if isinstance(node, ast.Name) else []
        paths = [self.names.resolve(g) or "" if g is not None else "" for g in given if not _is_none(g)]
        return bool(paths) and all(p.startswith(("tensorflow.nn.", "tensorflow.math.")) or p in OPS for p in paths)

    def _all_given(self, node: ast.Name) -> list[ast.expr | None]:
        """What the calls of a function give for a parameter of it; None for what is not known."""
        owner = self.owner(node)
        bindings = owner.bindings.get(node.id, []) if owner is not None else []
        arguments = self.parents.get(bindings[0]) if len(bindings) == 1 else None
        definition = self.parents.get(arguments) if isinstance(arguments, ast.arguments) else None
        if not isinstance(definition, ast.FunctionDef):
            return []
        return [self._given(call, definition, node.id) for call in self._calls(definition)]

    # ------------------------------------------------------------ what may be read twice
    def same_again(self, node: ast.expr, depth: int = 0) -> bool:
        """Whether what a loop goes over gives the same when it is gone over again: an iterator would be empty."""
        if depth > 4 or not all(self.plain_call(n) for n in ast.walk(node) if isinstance(n, ast.Call)):
            return isinstance(node, ast.Call) and self._listed(node)
        if isinstance(node, (ast.List, ast.Tuple, ast.ListComp)):
            return True
        if isinstance(node, ast.Subscript):
            return isinstance(node.slice, ast.Slice) or self.same_again(node.value, depth + 1)
        if isinstance(node, ast.Call):
            name = node.func.id if isinstance(node.func, ast.Name) else ""
            if name == "range" or self._listed(node):
                return True
            over = name in ("enumerate", "reversed", "zip", "list", "tuple", "sorted")
            return over and all(self.same_again(a, depth + 1) for a in node.args)
        if isinstance(node, (ast.Name, ast.Attribute)):
            return self._measured(node) or isinstance(node, ast.Name) and self._bound_to_list(node, depth)
        return False

    def _listed(self, node: ast.Call) -> bool:
        """`list(map(int, words))`, `text.split(",")`"""
        if isinstance(node.func, ast.Name):
            return node.func.id in ("list", "tuple", "sorted") and self.owner(node.func) is None
        return isinstance(node.func, ast.Attribute) and node.func.attr == "split"

    def _measured(self, node: ast.expr) -> bool:
        """Whether the program takes its length or an item of it: no iterator has these."""
        text = ast.dump(node)
        owner = self.owner(node) if isinstance(node, ast.Name) else None
        for other in ast.walk(self.tree):
            value: ast.AST | None = None
            if isinstance(other, ast.Subscript):
                value = other.value
            elif isinstance(other, ast.Call) and isinstance(other.func, ast.Name) and len(other.args) == 1:
                value = other.args[0] if other.func.id in ("len", "reversed") else None
            if value is not None and ast.dump(value) == text:
                if owner is None or self.owner(value) is owner:  # type: ignore[arg-type]
                    return True
        return False

    def _bound_to_list(self, node: ast.Name, depth: int) -> bool:
        owner = self.owner(node)
        bindings = owner.bindings.get(node.id, []) if owner is not None else []
        if len(bindings) != 1:
            return False
        binding = bindings[0]
        statement = self.parents.get(binding)
        if isinstance(statement, ast.Assign) and statement.targets == [binding]:
            return self.same_again(statement.value, depth + 1)
        given = self._all_given(node)
        return bool(given) and all(g is not None and self.same_again(g, depth + 1) for g in given)

    def _calls(self, definition: ast.FunctionDef) -> list[ast.Call | None]:
        """The calls of a function; None for any other use of its name."""
        found: list[ast.Call | None] = []
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Name) and node.id == definition.name and isinstance(node.ctx, ast.Load):
                parent = self.parents[node]
                found.append(parent if isinstance(parent, ast.Call) and parent.func is node else None)
            elif isinstance(node, ast.Attribute) and node.attr == definition.name:
                found.append(None)
        return found

    def _given(self, call: ast.Call | None, definition: ast.FunctionDef, name: str) -> ast.expr | None:
        if call is None or args.starred(call):
            return None
        names = [a.arg for a in [*definition.args.posonlyargs, *definition.args.args]]
        place = names.index(name) if name in names else None
        found = args.argument(call, name, place)
        return found if found is not None or place is None else args.defaults(definition).get(name)


class _Halves:
    """The statements of one loop: those that make variables, with what they need, and all others."""

    def __init__(self, loops: Loops, loop: ast.For) -> None:
        self.loops, self.loop = loops, loop
        self.statements = list(self._flat(loop.body))
        self.stored = {s: self._stores(s) for s in self.statements}
        self.makers: dict[ast.stmt, str] = {}  # and the name of what each makes
        for statement in self.statements:
            name = self._made(statement)
            if name is not None:
                self.makers[statement] = name
        self.layers = {s: self._layer_calls(s) for s in self.statements if s not in self.makers}
        self.layers = {s: found for s, found in self.layers.items() if found}
        if not self.makers and not self.layers:
            raise _Undecided
        self.taken: dict[ast.stmt, ast.expr] = {}  # sizes that a pass takes from the one before, and what it leaves
        self.first = self._first()
        self.second = [s for s in self.statements if s not in self.first and s not in self.taken]
        self.again: list[ast.stmt] = []  # statements of the first loop that the second one needs too
        self._check_makers()
        self._check_second()
        self.fixed = self._fixed()
        self._check_changes()

    def _flat(self, body: list[ast.stmt]) -> Iterator[ast.stmt]:
        """The statements in scopes and outside of them."""
        for node in body:
            if isinstance(node, ast.With) and all(self._scope(i) for i in node.items):
                yield from self._flat(node.body)
            else:
                yield node

    def _scope(self, item: ast.withitem) -> bool:
        call = item.context_expr
        known = isinstance(call, ast.Call) and self.loops.names.resolve(call.func) in SCOPES
        named = known and len(call.args) == 1 and not isinstance(call.args[0], ast.Constant | ast.Starred)  # type: ignore[union-attr]
        text = known and call.args and isinstance(getattr(call.args[0], "value", None), str)  # type: ignore[union-attr]
        return bool((named or text) and not call.keywords and item.optional_vars is None)  # type: ignore[union-attr]

    def _scopes(self, statement: ast.stmt) -> list[ast.With]:
        found: list[ast.With] = []
        node = self.loops.parents[statement]
        while node is not self.loop:
            found.insert(0, node)  # type: ignore[arg-type]
            node = self.loops.parents[node]
        return found

    def _stores(self, node: ast.AST) -> set[str]:
        return {n.id for n in ast.walk(node) if isinstance(n, ast.Name) and not isinstance(n.ctx, ast.Load)}

    def _reads(self, *nodes: ast.AST) -> set[str]:
        return {n.id for node in nodes for n in ast.walk(node) if isinstance(n, ast.Name) and n.id in self._names(n)}

    def _names(self, node: ast.Name) -> set[str]:
        return {node.id} if isinstance(node.ctx, ast.Load) else set()

    def _headers(self, statement: ast.stmt) -> list[ast.AST]:
        return [item.context_expr for node in self._scopes(statement) for item in node.items]

    def _made(self, statement: ast.stmt) -> str | None:
        if not isinstance(statement, ast.Assign) or not self.loops.makes_variable(statement.value):
            return None
        call: ast.Call = statement.value  # type: ignore[assignment]
        given = [*call.args, *(k.value for k in call.keywords)]
        plain = all(self.loops.draws_only(g) for g in given) and not any(isinstance(a, ast.Starred) for a in call.args)
        if len(statement.targets) != 1 or not isinstance(statement.targets[0], ast.Name) or not plain:
            raise _Undecided
        return statement.targets[0].id

    def _layer_calls(self, statement: ast.stmt) -> list[ast.Call]:
        """The layers that a statement makes and calls, inner ones first."""
        calls = [n for n in ast.walk(statement) if isinstance(n, ast.Call) and self._layer(n)]
        if not calls:
            return []
        if not isinstance(statement, (ast.Assign, ast.AugAssign, ast.Expr)):
            raise _Undecided  # made at some passes
        if any(isinstance(n, (ast.IfExp, ast.BoolOp, ast.comprehension)) for n in ast.walk(statement)):
            raise _Undecided
        for call in calls:
            given = self._built_of(call)
            known = bool(call.args) != any(k.arg == "inputs" for k in call.keywords)
            if not known or any(k.arg in (None, "reuse") or "regularizer" in (k.arg or "") for k in call.keywords):
                raise _Undecided
            if any(isinstance(a, ast.Starred) for a in call.args) or not all(self.loops.draws_only(g) for g in given):
                raise _Undecided
        return sorted(calls, key=lambda c: (c.end_lineno, c.end_col_offset))  # type: ignore[arg-type,return-value]

    def _layer(self, call: ast.Call) -> str | None:
        path = self.loops.names.resolve(call.func) or ""
        plain = path.startswith("tensorflow.layers.") and isinstance(call.func, ast.Attribute)
        return LAYERS.get(path.removeprefix("tensorflow.layers.")) if plain else None

    def _built_of(self, call: ast.Call) -> list[ast.expr]:
        """The arguments of a layer that are read when it is made."""
        return [*call.args[1:], *(k.value for k in call.keywords if k.arg != "inputs")]

    # ------------------------------------------------------------ what goes where
    def _first(self) -> list[ast.stmt]:
        """The statements of the first loop: those that make variables, and those that give values to what they read."""
        chosen = set(self.makers)
        while True:
            needed = self._reads(*(h for s in [*chosen, *self.layers] for h in self._headers(s)))
            needed |= self._reads(*(a for calls in self.layers.values() for c in calls for a in self._built_of(c)))
            needed |= self._reads(*self.taken.values())
            for statement in chosen:
                needed |= self._reads(statement.value)  # type: ignore[attr-defined]
                needed |= self._stores(statement) if isinstance(statement, ast.AugAssign) else set()
            if needed & set(self.makers.values()):
                raise _Undecided
            more = {s for s in self.statements if s not in chosen and self.stored[s] & needed and s not in self.taken}
            for statement in [s for s in more if self._takes(s)]:
                more.discard(statement)
                if not more:
                    return self._first()
            if not more:
                return [s for s in self.statements if s in chosen]
            if not all(self._moves(s) for s in more):
                raise _Undecided
            chosen |= more

    def _takes(self, statement: ast.stmt) -> bool:
        """Whether a statement takes the size of a tensor that the pass before made; notes what that pass leaves."""
        of = looped_sizes.tensor_of(statement)
        if of is None:
            return False
        name, axis = of
        own: str = statement.targets[0].id  # type: ignore[attr-defined]
        index = self.statements.index(statement)
        early = self._reads(*self.statements[:index]) | {n for s in self.statements[:index] for n in self.stored[s]}
        if own in early or name in {n for s in self.statements[:index] for n in self.stored[s]}:
            return False
        if sum(own in stored for stored in self.stored.values()) != 1 or statement not in self.loop.body:
            return False
        features = looped_sizes.Features(self.loops.names, self.statements, self.makers)
        left = features.left(name)
        if left is None or axis not in (-1, features.rank - 1) or own in self._reads(left):
            return False
        self.taken[statement] = left
        return True

    def _moves(self, statement: ast.stmt) -> bool:
        if not isinstance(statement, (ast.Assign, ast.AugAssign)):
            return False
        targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
        names = [e for t in targets for e in (t.elts if isinstance(t, ast.Tuple) else [t])]
        return all(isinstance(n, ast.Name) for n in names) and self.loops.draws_only(statement.value)

    def _check_makers(self) -> None:
        """A variable has one name, which nothing reads before it is made."""
        names = list(self.makers.values())
        if len(set(names)) < len(names):
            raise _Undecided
        for maker, name in self.makers.items():
            if any(name in stored for s, stored in self.stored.items() if s is not maker):
                raise _Undecided
            if name in self._stores(self.loop.target):
                raise _Undecided
            for node in ast.walk(self.loop):
                if isinstance(node, ast.Name) and node.id == name and isinstance(node.ctx, ast.Load):
                    if (node.lineno, node.col_offset) < (maker.end_lineno or 0, maker.end_col_offset or 0):
                        raise _Undecided

    def _check_second(self) -> None:
        """The second loop makes ops, of what it can know."""
        calls = [n for s in self.second for n in ast.walk(s) if isinstance(n, ast.Call)]
        if not any(
            isinstance(n, (ast.Call, ast.BinOp)) and not self._changes(n) for s in self.second for n in ast.walk(s)
        ):
            raise _Undecided  # it only keeps the variables
        made = [c for found in self.layers.values() for c in found]
        if not all(self.loops.computes(c) or self._changes(c) or c in made for c in calls):
            raise _Undecided
        if made and any("cast" in path or ".to_" in path for path in map(self._path, calls)):
            raise _Undecided  # the layers of one list are of one dtype
        words = {self._word(k.value) for c in calls for k in c.keywords if k.arg == "name"}
        own = [n for s in self.makers for n in ast.walk(s) if isinstance(n, ast.Call)]
        given = {self._word(k.value) for c in own for k in c.keywords if k.arg == "name"}
        if words & given:
            raise _Undecided  # an op of the name of a variable: TF1 numbers one of them
        needed = self._computing()
        if needed & {n for s in self.taken for n in self.stored[s]}:
            raise _Undecided
        both = {n for s in self.first if s not in self.makers for n in self.stored[s]}
        while needed & both:
            name = min(needed & both)
            makers = [s for s in self.first if s not in self.makers and name in self.stored[s]]
            if len(makers) != 1 or not self._repeats(makers[0]):
                raise _Undecided
            self.again.append(makers[0])
            both -= self.stored[makers[0]]
            needed |= self._reads(makers[0].value)  # type: ignore[attr-defined]
        if any(self.stored[s] & self.stored[t] for s in self.second for t in self.first):
            raise _Undecided

    def _path(self, call: ast.Call) -> str:
        return self.loops.names.resolve(call.func) or ""

    def _computing(self) -> set[str]:
        """The names that the second loop reads: of a layer, its inputs are left there."""
        gone = {id(n) for calls in self.layers.values() for c in calls for a in self._built_of(c) for n in ast.walk(a)}
        nodes = [*self.second, *(h for s in self.second for h in self._headers(s))]
        names = [n for node in nodes for n in ast.walk(node) if isinstance(n, ast.Name) and id(n) not in gone]
        return {n.id for n in names if isinstance(n.ctx, ast.Load)}

    def _word(self, node: ast.expr) -> str:
        return ast.dump(node)

    def _repeats(self, statement: ast.stmt) -> bool:
        """Whether a statement of the first loop gives the same in the second, before anything there reads it."""
        if not isinstance(statement, ast.Assign):
            return False
        if not all(self.loops.plain_call(n) for n in ast.walk(statement.value) if isinstance(n, ast.Call)):
            return False
        index = self.statements.index(statement)
        for name in self.stored[statement]:
            if sum(name in stored for stored in self.stored.values()) != 1 or name in self._stores(self.loop.target):
                return False
            for other in self.statements[: index + 1]:
                if name in self._reads(other, *self._headers(other)):
                    return False
        for name in self._reads(statement.value):
            for later in self.statements[index:]:
                if name in self.stored[later]:
                    return False  # the value of the pass before
        return True

    def _changes(self, node: ast.AST) -> bool:
        """`outputs.append(..)` of a list that the program made empty."""
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            return False
        owner = node.func.value
        if node.func.attr not in MUTATORS or not isinstance(owner, ast.Name):
            return False
        scope = self.loops.owner(owner)
        bindings = scope.bindings.get(owner.id, []) if scope is not None else []
        made = [self.loops.parents.get(b) for b in bindings]
        return bool(made) and all(isinstance(s, ast.Assign) and self._empty(s.value) for s in made)

    def _empty(self, node: ast.expr) -> bool:
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            return node.func.id in ("list", "dict") and not node.args and self.loops.owner(node.func) is None
        return isinstance(node, (ast.List, ast.Dict))

    def _fixed(self) -> set[str]:
        """The names whose objects the second loop must leave as they are."""
        found = self._reads(self.loop.iter)
        for statement in [*self.first, *self.again]:
            found |= self._reads(statement.value, *self._headers(statement))  # type: ignore[attr-defined]
        return found | self._reads(*(a for calls in self.layers.values() for c in calls for a in self._built_of(c)))

    def _check_changes(self) -> None:
        if self.fixed & set(self.makers.values()) or self._reads(self.loop.iter) & {
            n for stored in self.stored.values() for n in stored
        }:
            raise _Undecided
        attributes = {
            n.attr for s in [*self.first, self.loop.iter] for n in ast.walk(s) if isinstance(n, ast.Attribute)
        }
        for statement in self.second:
            for node in ast.walk(statement):
                if self._changes(node) and node.func.value.id in self.fixed:  # type: ignore[attr-defined]
                    raise _Undecided
                if isinstance(node, ast.Subscript) and not isinstance(node.ctx, ast.Load):
                    owner = node.value
                    if not isinstance(owner, ast.Name) or owner.id in self.fixed:
                        raise _Undecided
                if isinstance(node, ast.Attribute) and not isinstance(node.ctx, ast.Load) and node.attr in attributes:
                    raise _Undecided

    # ------------------------------------------------------------ the text
    def written(self) -> str:
        source = self.loops.source
        indent = source.indent_of(self.loop)
        header = source.expression(self.loop.target), source.expression(self.loop.iter)
        over = self._over()
        lists = {s: self._list_name(name) for s, name in self.makers.items()}
        items = [(self._each(self.makers[s], name), name) for s, name in lists.items()]
        made = {s: [f"{name}.append({self._call_text(s.value)})"] for s, name in lists.items()}  # type: ignore[attr-defined]
        for statement in [s for s in self.statements if s in self.layers]:
            for call in self.layers[statement]:
                each, name = self._layer_names(call)
                items.append((each, name))
                made.setdefault(statement, []).append(f"{name}.append({self._constructor(call)})")
                inputs = call.args[0] if call.args else next(k.value for k in call.keywords if k.arg == "inputs")
                source.replace(call, f"{each}({source.expression(inputs)})")
        lines = [f"{indent}{source.segment(s)}" for s in self.taken]
        lines += [f"{indent}{name} = []" for _, name in items]
        lines += self._header(indent, *header)
        lines += self._body(self.loop.body, self.first, made)
        step = source.indent_of(self.loop.body[0])
        lines += [f"{step}{s.targets[0].id} = {source.segment(e)}" for s, e in self.taken.items()]  # type: ignore[attr-defined]
        lines += self._header(indent, *self._zipped(over, items))
        lines += self._body(self.loop.body, [*self.second, *self.again], {})
        return "\n".join(lines) + "\n"

    def _each(self, name: str, listed: str) -> str:
        """What the second loop calls the variables of a list: as the first one did, unless that is bound again."""
        source, parents = self.loops.source, self.loops.parents
        inside = {id(n) for n in ast.walk(self.loop)}
        first = next(n for n in ast.walk(self.loop) if isinstance(n, ast.Name) and n.id == name)
        owner = self.loops.owner(first)
        bindings = owner.bindings.get(name, []) if owner is not None else []
        later = [b for b in bindings if id(b) not in inside and getattr(b, "lineno", 0) > self.loop.lineno]
        names = [
            n for n in ast.walk(self.loops.tree) if isinstance(n, ast.Name) and n.id == name and id(n) not in inside
        ]
        reads = [n for n in names if isinstance(n.ctx, ast.Load) and self.loops.owner(n) is owner]
        again = min(later, key=lambda b: b.lineno, default=None)  # type: ignore[attr-defined]
        statement = parents.get(again) if again is not None else None
        around = parents.get(statement) if statement is not None else None
        while isinstance(around, ast.With):
            around = parents.get(around)
        straight = isinstance(statement, ast.Assign) and around is parents.get(self.loop)
        if not straight or any(self.loop.lineno < n.lineno <= statement.end_lineno for n in reads):  # type: ignore[union-attr]
            return name
        wished = {plural: word for word, plural in PLURALS.items()}.get(listed, f"each_{name}")
        each = self.loops.fresh(wished)
        for node in [n for s in [*self.second, *self.again] for n in ast.walk(s)]:
            if isinstance(node, ast.Name) and node.id == name and isinstance(node.ctx, ast.Load):
                source.replace(node, each)
        return each

    def _call_text(self, call: ast.expr) -> str:
        return self.loops.source.expression(call)

    def _constructor(self, call: ast.Call) -> str:
        """`tf.layers.dense(x, 3, name="a")` is `tf.layers.Dense(3, name="a", _scope="a")(x)`."""
        source, cls = self.loops.source, self._layer(call)
        words = [source.expression(a) for a in call.args[1:]]
        words += [f"{k.arg}={source.expression(k.value)}" for k in call.keywords if k.arg != "inputs"]
        name = next((source.expression(k.value) for k in call.keywords if k.arg == "name"), "None")
        return f"{source.expression(call.func.value)}.{cls}({', '.join([*words, f'_scope={name}'])})"  # type: ignore[attr-defined]

    def _layer_names(self, call: ast.Call) -> tuple[str, str]:
        kind: str = call.func.attr  # type: ignore[attr-defined]
        return self.loops.fresh(kind), self.loops.fresh(f"{kind}_layers")

    def _header(self, indent: str, target: str, over: str) -> list[str]:
        return [f"{indent}for {target} in {over}:"]

    def _over(self) -> tuple[str, str] | None:
        """The target of the second loop and what it goes over, beside what the first one made."""
        source = self.loops.source
        needed = self._computing() | self._reads(*(h for s in self.again for h in self._headers(s)))
        needed |= self._reads(*(s.value for s in self.again))  # type: ignore[attr-defined]
        target, iterated = self.loop.target, self.loop.iter
        if not self._stores(target) & needed:
            return None
        if not self.loops.same_again(iterated):
            raise _Undecided
        counted = isinstance(iterated, ast.Call) and isinstance(iterated.func, ast.Name)
        counted = counted and iterated.func.id == "enumerate" and len(iterated.args) == 1  # type: ignore[union-attr]
        if counted and isinstance(target, ast.Tuple) and len(target.elts) == 2:
            if not self._stores(target.elts[0]) & needed:
                target, iterated = target.elts[1], iterated.args[0]  # type: ignore[union-attr]
        text = source.expression(target)
        bare = isinstance(target, ast.Tuple) and not text.startswith("(")
        return (f"({text})" if bare else text), source.expression(iterated)

    def _zipped(self, over: tuple[str, str] | None, items: list[tuple[str, str]]) -> tuple[str, str]:
        pairs = ([over] if over is not None else []) + items
        if len(pairs) == 1:
            return pairs[0]
        return ", ".join(p[0] for p in pairs), f"zip({', '.join(p[1] for p in pairs)})"

    def _list_name(self, name: str) -> str:
        word = name.rstrip("_")
        plural = PLURALS.get(word.lower())
        if plural is None and word.endswith("s"):
            plural = f"all_{word}"
        return self.loops.fresh(plural or word + ("es" if word.endswith(("x", "ch", "sh")) else "s"))

    def _body(self, body: list[ast.stmt], kept: list[ast.stmt], made: dict[ast.stmt, list[str]]) -> list[str]:
        """The lines of one half; `made`: what the first one does in the place of statements."""
        from migrate.rewriting.native import header_end

        source = self.loops.source
        lines: list[str] = []
        for node in body:
            inner = [s for s in self._flat([node]) if s in kept or s in made]
            if not inner:
                continue
            indent = source.indent_of(node)
            if node in kept and (made or node not in self.again) or inner != [node]:
                lines += self._above(node, first=bool(made))
            if isinstance(node, ast.With) and inner != [node]:
                header = source.text[source.span(node)[0] : header_end(source, node) + 1]
                lines += (indent + (header if made else self._named_only(node, header))).split("\n")
                lines += self._body(node.body, kept, made)
            elif node in made:
                for text in made[node]:
                    lines += reindent(text, len(indent), indent).split("\n")
            else:
                lines += source.statement(node, indent).split("\n")
        return lines

    def _named_only(self, node: ast.With, header: str) -> str:
        """The header of scopes in which no variables are made: those of names are left."""
        start = self.loops.source.span(node)[0]
        for item in reversed(node.items):
            function = item.context_expr.func  # type: ignore[attr-defined]
            if self.loops.names.resolve(function) == "tensorflow.variable_scope":
                end = self.loops.source.span(function)[1] - start
                if not isinstance(function, ast.Attribute) or not header[:end].endswith("variable_scope"):
                    raise _Undecided
                header = header[:end].removesuffix("variable_scope") + "name_scope" + header[end:]
        return header

    def _above(self, node: ast.stmt, first: bool) -> list[str]:
        """The comments directly above a statement, where it comes first of what keeps it."""
        from migrate.rewriting.native import comment_start

        source = self.loops.source
        done = [s for s in self._flat([node]) if s in self.first or s in self.layers]
        if isinstance(node, ast.With) and not first and done:
            return []
        start = source.line_start(source.span(node)[0])
        return source.text[comment_start(source, start) : start].split("\n")[:-1]

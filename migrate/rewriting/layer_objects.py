"""Layer objects of TensorFlow 1 as calls of the functions of `tf.layers`.

`d = tf.layers.Dense(10)` and `y = d(x)` are `y = tf.layers.dense(x, 10)`: the same TensorFlow 1 program. An object that
is called several times shares its variables, which the functions do by name. Keras layers in a program with sessions
are such objects too, where the functions compute the same.
"""

from __future__ import annotations

import ast

from migrate.blocks import block_of
from migrate.edits import Source
from migrate.names import Names, Scope

# class -> function, and whether Keras's class of that name computes the same in a graph
CLASSES = {
    "Dense": ("dense", True),
    "Conv1D": ("conv1d", True),
    "Conv2D": ("conv2d", True),
    "Conv3D": ("conv3d", True),
    "Conv2DTranspose": ("conv2d_transpose", False),
    "SeparableConv2D": ("separable_conv2d", False),
    "Flatten": ("flatten", True),
    "Dropout": ("dropout", False),
    "BatchNormalization": ("batch_normalization", False),
    "MaxPooling1D": ("max_pooling1d", False),
    "MaxPooling2D": ("max_pooling2d", False),
    "AveragePooling1D": ("average_pooling1d", False),
    "AveragePooling2D": ("average_pooling2d", False),
}
STATELESS = {"Flatten", "Dropout", "MaxPooling1D", "MaxPooling2D", "AveragePooling1D", "AveragePooling2D"}
# the place up to which a class and its function take the same arguments by position, where it is not all of them
POSITIONS = {"Dropout": 3, "BatchNormalization": 13, "Flatten": 0}
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)
REPEATED = (ast.For, ast.While, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


class Undecided(Exception):
    """The object stays as it is."""


def normalise(text: str, tree: ast.Module) -> tuple[str, None] | None:
    """The text with the calls; None where there is nothing to do."""
    sessions = any(word in text for word in ("Session", ".eval(")) and "enable_eager_execution" not in text
    if ".layers." not in text or not sessions:
        return None
    objects = _Objects(text, tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and objects.kind(node) is not None:
            try:
                objects.rewrite(node)
            except Undecided:
                continue
    return (objects.result(), None) if objects.done else None


class _Objects:
    def __init__(self, text: str, tree: ast.Module) -> None:
        self.tree, self.source, self.names = tree, Source(text), Names(tree)
        self.parents = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
        self.done: list[tuple[ast.Call, str]] = []  # calls and what they become, inner ones first
        self.texts: dict[ast.Call, tuple[str, list[str]]] = {}
        self.named = any(word in text for word in ("Saver", ".name", "get_tensor_by_name", "scope="))

    def kind(self, node: ast.Call) -> tuple[str, bool] | None:
        """(class, whether it is Keras's) of a call that makes a layer."""
        path = self.names.resolve(node.func) or ""
        head, _, name = path.rpartition(".")
        if name in CLASSES and head in ("tensorflow.layers", "tensorflow.keras.layers"):
            return name, head == "tensorflow.keras.layers"
        return None

    def rewrite(self, made: ast.Call) -> None:
        """Edits the statements of one object; raises Undecided."""
        name, keras = self.kind(made)  # type: ignore[misc]
        function, same = CLASSES[name]
        if keras and (not same or "reuse" in self.source.text):
            raise Undecided
        if any(isinstance(a, ast.Starred) for a in made.args) or any(k.arg is None for k in made.keywords):
            raise Undecided
        if len(made.args) > POSITIONS.get(name, len(made.args)):
            raise Undecided
        if keras and any(
            k.arg and ("regularizer" in k.arg or k.arg in ("input_shape", "dtype")) for k in made.keywords
        ):
            raise Undecided  # Keras keeps what they give in lists of its own
        if any(k.arg in ("_scope", "_reuse", "dtype") for k in made.keywords):
            raise Undecided
        parent = self.parents[made]
        statement = None
        if isinstance(parent, ast.Call) and parent.func is made:
            calls = [parent]
        elif isinstance(parent, ast.Attribute) and parent.attr == "apply":
            call = self.parents[parent]
            if not isinstance(call, ast.Call) or call.func is not parent:
                raise Undecided
            calls = [call]
        else:
            statement = parent
            calls = self._calls(made, parent)
        words = self._words(made, steady=statement is not None)
        shared = len(calls) > 1 and name not in STATELESS
        label = next((k.value for k in made.keywords if k.arg == "name"), None)
        if shared and (label is None and self.named or label is not None and not isinstance(label, ast.Constant)):
            raise Undecided
        head = self._module(made, keras)
        for index, call in enumerate(calls):
            inputs, more = self._given(call)
            extra = list(words)
            if shared:
                if label is None:
                    extra.append(f'name="{self._label(statement)}"')
                if index:
                    extra.append("reuse=True")
            self.texts[call] = f"{head}.{function}", [inputs, *extra, *more]  # type: ignore[list-item]
        self.done += [(call, "") for call in calls]
        if statement is not None:
            start, end = self.source.span(statement)
            self.source.replace_span(self.source.line_start(start), self.source.line_end(end), "")

    def result(self) -> str:
        """The text; calls inside the inputs of others are written first."""
        for call, _ in sorted(self.done, key=lambda c: (c[0].end_lineno, c[0].end_col_offset)):  # type: ignore[arg-type]
            head, words = self.texts[call]
            written = [w if isinstance(w, str) else self.source.expression(w) for w in words]
            self.source.replace(call, f"{head}({', '.join(written)})")
        return self.source.result()

    # ------------------------------------------------------------ an object with a name
    def _calls(self, made: ast.Call, statement: ast.AST) -> list[ast.Call]:
        """The calls of an object, in order: in the block of the statement that makes it, once each."""
        if not isinstance(statement, ast.Assign) or len(statement.targets) != 1 or statement.value is not made:
            raise Undecided
        target = statement.targets[0]
        if not isinstance(target, ast.Name):
            raise Undecided
        start, end = self.source.span(statement)
        alone = self.source.begins_line(start)
        if not alone or self.source.text[end : self.source.line_end(end)].strip():
            raise Undecided
        owner = self.names.scope_of.get(target, self.names.module_scope).find(target.id)
        if owner is None or owner.bindings.get(target.id) != [target]:
            raise Undecided
        calls = []
        for node in ast.walk(self.tree):
            if not isinstance(node, ast.Name) or node.id != target.id or node is target:
                continue
            if self.names.scope_of.get(node, self.names.module_scope).find(node.id) is not owner:
                continue
            call = self.parents[node]
            if isinstance(call, ast.Attribute) and call.attr == "apply":
                node, call = call, self.parents[call]  # type: ignore[assignment]
            if not isinstance(call, ast.Call) or call.func is not node:
                raise Undecided
            calls.append(call)
        block = self._block(statement)
        for call in calls:
            current: ast.AST = call
            while current not in block:
                current = self.parents[current]
                if isinstance(current, (*FUNCTIONS, *REPEATED, ast.If, ast.IfExp, ast.Try, ast.Module)):
                    raise Undecided
            if block.index(current) <= block.index(statement):  # type: ignore[arg-type]
                raise Undecided
        if not calls or len(block) < 2:
            raise Undecided
        return sorted(calls, key=lambda c: (c.end_lineno, c.end_col_offset))  # type: ignore[arg-type,return-value]

    def _block(self, statement: ast.stmt) -> list[ast.stmt]:
        return block_of(statement, self.parents[statement]) or []

    def _words(self, made: ast.Call, steady: bool) -> list[str]:
        """The arguments of the class, which mean the same where it is called."""
        scope = self.names.scope_of
        for argument in [*made.args, *(k.value for k in made.keywords)] if steady else ():
            for node in ast.walk(argument):
                if isinstance(node, ast.Name):
                    owner: Scope | None = scope.get(node, self.names.module_scope).find(node.id)
                    if owner is not None and len(owner.bindings.get(node.id, [])) != 1:
                        raise Undecided
                elif isinstance(node, ast.Call) and not (self.names.resolve(node.func) or "").startswith("tensorflow."):
                    raise Undecided
                elif isinstance(node, (ast.Lambda, ast.Subscript, ast.NamedExpr)):
                    raise Undecided
        segment = self.source.segment
        return [*(segment(a) for a in made.args), *(f"{k.arg}={segment(k.value)}" for k in made.keywords)]

    def _given(self, call: ast.Call) -> tuple[ast.expr, list[str]]:
        """(inputs, other arguments) of a call of the object."""
        given = {k.arg: k.value for k in call.keywords}
        inputs = call.args[0] if len(call.args) == 1 else given.pop("inputs", None) if not call.args else None
        if inputs is None or isinstance(inputs, ast.Starred) or set(given) - {"training"}:
            raise Undecided
        return inputs, [f"{k}={self.source.segment(v)}" for k, v in given.items()]

    def _module(self, made: ast.Call, keras: bool) -> str:
        """What `tf.layers` is called here."""
        text = self.source.segment(made.func)
        if not isinstance(made.func, ast.Attribute):
            raise Undecided
        head = text.rpartition(".")[0]
        if keras:
            if not head.endswith(".keras.layers"):
                raise Undecided
            head = head.removesuffix(".keras.layers") + ".layers"
        return head

    @staticmethod
    def _label(statement: ast.AST | None) -> str:
        assert isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Name)
        label = "".join(c if c.isascii() and (c.isalnum() or c == "_") else "_" for c in statement.targets[0].id)
        defaults = {function for function, _ in CLASSES.values()}  # names of layers that are given none
        return f"{label}_shared" if label in defaults else label

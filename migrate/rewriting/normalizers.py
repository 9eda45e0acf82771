"""`fully_connected(x, n, normalizer_fn=batch_norm, normalizer_params=p)` -> `batch_norm(fully_connected(x, n), **p)`.

The same TensorFlow 1 program: a layer with a normalizer has no biases, and its activation comes last.
"""

from __future__ import annotations

import ast

from migrate.edits import Source
from migrate.names import Names
from migrate.stages.tf_calls import LAYERS, bind

PREFIX = "tensorflow.contrib.layers."
BATCH_NORM = PREFIX + "batch_norm"
WITH_NORMALIZERS = {PREFIX + n for n in ("fully_connected", "conv2d", "convolution2d", "conv2d_transpose")}
PARAMS = "normalizer_params"
KEPT_BY_NAME = ("reuse", "Saver", "get_collection", "trainable_variables")  # what may ask for variables by their names


class Undecided(Exception):
    """The layer stays as it is."""


def normalise(text: str, tree: ast.Module) -> tuple[str, None] | None:
    """The text with such layers; None where there are none."""
    if "normalizer_fn" not in text:
        return None
    layers = _Layers(text, tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and layers.names.resolve(node.func) in WITH_NORMALIZERS:
            try:
                layers.rewrite(node)
            except Undecided:
                continue
    return (layers.source.result(), None) if layers.source.edits else None


def _is_none(node: ast.expr | None) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


class _Layers:
    def __init__(self, text: str, tree: ast.Module) -> None:
        self.text, self.tree, self.source, self.names = text, tree, Source(text), Names(tree)
        self.parents = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}

    def rewrite(self, node: ast.Call) -> None:
        path = (self.names.resolve(node.func) or "").removeprefix("tensorflow.")
        bound = bind(node, LAYERS[path])
        given = {k.arg: k.value for k in node.keywords}
        normalizer = given.get("normalizer_fn")
        if _is_none(normalizer) and "normalizer_params" in given and bound is not None:
            self._plain(node)
            return
        if bound is None or normalizer is None or self.names.resolve(normalizer) != BATCH_NORM:
            raise Undecided
        if set(bound) & {"reuse", "outputs_collections", "variables_collections"}:
            raise Undecided
        words = self._parameters(given.get("normalizer_params"))
        activation = self._activation(bound.get("activation_fn"))
        scope = bound.get("scope")
        if isinstance(scope, ast.Constant) and isinstance(scope.value, str):
            words.append(f'scope="{scope.value}/BatchNorm"')
        elif scope is not None or any(word in self.text for word in KEPT_BY_NAME):
            raise Undecided
        gone = {"normalizer_fn", "normalizer_params", "activation_fn", "biases_initializer"}
        positions = [k for k in gone if k in bound and k not in given]
        if positions:
            raise Undecided
        inner = [self.source.expression(a) for a in node.args]
        inner += [f"{k.arg}={self.source.expression(k.value)}" for k in node.keywords if k.arg not in gone]
        inner += ["activation_fn=None", "biases_initializer=None"]
        layer = f"{self.source.segment(node.func)}({', '.join(inner)})"
        norm = self.source.segment(normalizer)
        name = self._assigned(node)
        if name is None:
            text = f"{norm}({', '.join([layer, *words])})"
            self.source.replace(node, f"{activation}({text})" if activation else text)
            return
        lines = [layer, f"{name} = {norm}({', '.join([name, *words])})"]
        lines += [f"{name} = {activation}({name})"] if activation else []
        self.source.replace(node, f"\n{self.source.indent_of(node)}".join(lines))

    def _plain(self, node: ast.Call) -> None:
        """A layer that has no normalizer needs no arguments for one."""
        words = [self.source.expression(a) for a in node.args]
        words += [
            f"{k.arg}={self.source.expression(k.value)}"
            for k in node.keywords
            if k.arg not in ("normalizer_fn", PARAMS)
        ]
        self.source.replace(node, f"{self.source.segment(node.func)}({', '.join(words)})")

    def _assigned(self, node: ast.Call) -> str | None:
        """The name that a statement of its own gives to a layer."""
        statement = self.parents.get(node)
        if not isinstance(statement, ast.Assign) or len(statement.targets) != 1 or statement.value is not node:
            return None
        start, end = self.source.span(statement)
        rest = self.source.text[end : self.source.line_end(end)].strip()
        target = statement.targets[0]
        alone = self.source.begins_line(start) and not rest
        return target.id if alone and isinstance(target, ast.Name) else None

    def _parameters(self, node: ast.expr | None) -> list[str]:
        """The arguments of the normalizer, each as `name=value`."""
        if node is None or _is_none(node):
            return []
        if isinstance(node, ast.Name):
            node = self._literal(node)
        if isinstance(node, ast.Dict) and all(isinstance(k, ast.Constant) for k in node.keys):
            pairs = [(k.value, v) for k, v in zip(node.keys, node.values, strict=True)]  # type: ignore[union-attr]
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "dict":
            pairs = [(k.arg, k.value) for k in node.keywords]
            if node.args:
                raise Undecided
        else:
            raise Undecided
        names = [name for name, _ in pairs]
        if not all(isinstance(n, str) for n in names) or {"activation_fn", "scope", "reuse"} & set(names):
            raise Undecided
        plain = (ast.Name, ast.Attribute, ast.Constant, ast.expr_context, ast.UnaryOp, ast.USub, ast.Dict)
        if not all(isinstance(n, plain) for _, v in pairs for n in ast.walk(v)):
            raise Undecided
        return [f"{name}={self.source.segment(value)}" for name, value in pairs]

    def _literal(self, name: ast.Name) -> ast.expr:
        """The display that a name is bound to once, where all that reads it are layers."""
        owner = self.names.scope_of.get(name, self.names.module_scope).find(name.id)
        bindings = owner.bindings.get(name.id, []) if owner is not None else []
        statement = self.parents.get(bindings[0]) if len(bindings) == 1 else None
        if not isinstance(statement, ast.Assign) or statement.targets != bindings:
            raise Undecided
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Name) and node.id == name.id and node is not bindings[0]:
                parent = self.parents.get(node)
                if not isinstance(parent, ast.keyword) or parent.arg != "normalizer_params":
                    raise Undecided
        held = {n.id for n in ast.walk(statement.value) if isinstance(n, ast.Name)}
        for inner in held - {"dict"}:  # what the display holds is the same where the layer is made
            scope = self.names.scope_of.get(name, self.names.module_scope).find(inner)
            if scope is not None and len(scope.bindings.get(inner, [])) != 1:
                raise Undecided
        return statement.value

    def _activation(self, node: ast.expr | None) -> str:
        if node is None:  # these layers have `tf.nn.relu` by default
            names = [n for n in ast.walk(self.tree) if isinstance(n, ast.Name)]
            alias = next((n.id for n in names if self.names.resolve(n) == "tensorflow"), None)
            if alias is None:
                raise Undecided
            return f"{alias}.nn.relu"
        if _is_none(node):
            return ""
        if not isinstance(node, (ast.Name, ast.Attribute)) or self.names.resolve(node) is None:
            raise Undecided
        return self.source.segment(node)

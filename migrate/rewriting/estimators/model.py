"""The body of a model function as one sequence of statements, and what it gives for each mode."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field

from migrate.names import Names
from migrate.stages.program import Obstacle
from migrate.stages.tf_calls import bind

MODES = frozenset({"TRAIN", "EVAL", "PREDICT"})
KEYS = ("tensorflow.estimator.ModeKeys.", "tensorflow.contrib.learn.ModeKeys.")
SPEC = "tensorflow.estimator.EstimatorSpec"
PARAMS = ("mode", "predictions", "loss", "train_op", "eval_metric_ops")


@dataclass
class Model:
    """`statements` in order, `specs` the arguments of the EstimatorSpec of each mode."""

    statements: list[ast.stmt] = field(default_factory=list)
    specs: dict[str, dict[str, ast.expr]] = field(default_factory=dict)
    training: list[ast.Compare] = field(default_factory=list)  # `mode == ModeKeys.TRAIN` where its value is used


class Reader:
    """Reads a model function whose branches only tell the modes apart."""

    def __init__(self, names: Names, definition: ast.FunctionDef, mode: str) -> None:
        self.names, self.definition, self.mode = names, definition, mode
        self.model = Model()
        self._specs: dict[str, ast.Call] = {}  # name -> the spec that is assigned to it
        self._bound: dict[str, frozenset[str]] = {}  # name -> the modes in which it is bound

    def read(self) -> Model:
        left = self._block(self.definition.body, MODES)
        if left:
            raise Obstacle(self.definition, "a model function that gives no EstimatorSpec for some mode")
        for statement in self.model.statements:
            self._check(statement)
        return self.model

    def _block(self, body: list[ast.stmt], modes: frozenset[str]) -> frozenset[str]:
        """The modes for which the statements of a block go on below it."""
        for statement in body:
            if not modes:
                break
            if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant):
                continue  # the docstring
            if isinstance(statement, ast.Return):
                self._give(statement, modes)
                return frozenset()
            if isinstance(statement, ast.If) and (chosen := self._chosen(statement.test)) is not None:
                then = self._block(statement.body, modes & chosen)
                otherwise = self._block(statement.orelse, modes - chosen)
                modes = then | otherwise
                continue
            if self._is_summary(statement):
                continue  # which TF1 wrote to the temporary folder
            call = statement.value if isinstance(statement, ast.Assign) else None
            if isinstance(call, ast.Call) and self.names.resolve(call.func) == SPEC:
                target = statement.targets[0]  # type: ignore[attr-defined]
                if not isinstance(target, ast.Name):
                    raise Obstacle(statement, "an EstimatorSpec that is not simply assigned to a name")
                self._specs[target.id] = call
                continue
            for node in ast.walk(statement):
                if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                    known = self._bound.setdefault(node.id, modes)
                    if known != modes:
                        raise Obstacle(node, f"`{node.id}` differs from mode to mode in the model function")
            self.model.statements.append(statement)
        return modes

    def _is_summary(self, statement: ast.stmt) -> bool:
        call = statement.value if isinstance(statement, ast.Expr) else None
        return isinstance(call, ast.Call) and (self.names.resolve(call.func) or "").startswith("tensorflow.summary.")

    def _chosen(self, test: ast.expr) -> frozenset[str] | None:
        """The modes for which a test on the mode holds; None for other tests."""
        if not isinstance(test, ast.Compare) or len(test.ops) != 1 or not self._is_mode(test.left):
            return None
        key = self._key(test.comparators[0])
        if key is None or not isinstance(test.ops[0], (ast.Eq, ast.NotEq)):
            return None
        return frozenset({key}) if isinstance(test.ops[0], ast.Eq) else MODES - {key}

    def _is_mode(self, node: ast.AST) -> bool:
        return isinstance(node, ast.Name) and node.id == self.mode

    def _key(self, node: ast.AST) -> str | None:
        path = self.names.resolve(node) or ""
        name = path.rpartition(".")[2]
        return name if path.startswith(KEYS) and name in MODES else None

    def _give(self, statement: ast.Return, modes: frozenset[str]) -> None:
        call = statement.value
        if isinstance(call, ast.Name):
            call = self._specs.get(call.id)
        if not isinstance(call, ast.Call) or self.names.resolve(call.func) != SPEC:
            raise Obstacle(statement, "a model function that gives something else than an EstimatorSpec")
        bound = bind(call, PARAMS)
        if bound is None or set(bound) - set(PARAMS) - {"export_outputs"}:
            raise Obstacle(call, "an EstimatorSpec with hooks, a scaffold or spread arguments")
        for mode in modes:
            self.model.specs[mode] = {k: v for k, v in bound.items() if not _none(v)}

    def _check(self, statement: ast.stmt) -> None:
        for node in ast.walk(statement):
            if isinstance(node, (ast.Return, ast.Yield, ast.YieldFrom, ast.Global, ast.Nonlocal)):
                raise Obstacle(node, "a model function that returns from inside a statement")
            if isinstance(node, ast.Compare) and self._chosen(node) == frozenset({"TRAIN"}):
                self.model.training.append(node)
            named = node.func.id if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) else ""
            path = (self.names.resolve(node.func) or "") if isinstance(node, ast.Call) else ""
            if named in ("print", "open", "input") or path.startswith(
                ("numpy.random.", "random.", "tensorflow.logging.")
            ):
                raise Obstacle(node, "the model function acts on the host each time that it builds a graph")
        told = {id(n.left) for n in self.model.training}
        for node in ast.walk(statement):
            if self._is_mode(node) and id(node) not in told:
                raise Obstacle(node, "the mode is used for more than telling training apart")


def _none(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is None

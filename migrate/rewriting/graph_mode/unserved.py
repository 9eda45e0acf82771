"""What neither TensorFlow 2.21 nor the `compat` runtime can serve: parts of tf.contrib that nobody carried on."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from migrate.names import Names, canonical

_CONTRIB = "tensorflow.contrib."
_INSTEAD = {
    "boosted_trees": "tensorflow-decision-forests or scikit-learn has boosted trees",
    "cudnn_rnn": "tf.keras.layers.LSTM and GRU use cuDNN themselves",
    "distribute": "tf.distribute has strategies",
    "gan": "the package tensorflow-gan has it",
    "model_pruning": "the package tensorflow-model-optimization has it",
    "nccl": "tf.distribute.NcclAllReduce has it",
    "quantize": "the package tensorflow-model-optimization has it",
    "tensor_forest": "tensorflow-decision-forests or scikit-learn has forests",
    "tensorrt": "tf.experimental.tensorrt has it",
    "tpu": "tf.distribute.TPUStrategy runs on TPUs",
}


def unserved(names: Names) -> Iterator[tuple[ast.AST, str]]:
    """Each import and each use through `tf` of a tf.contrib package without a home, with what a person would do."""
    inner: set[int] = set()
    optional: set[int] = set()
    for node in names.scope_of:  # parents come before their children
        kind = node.__class__
        if kind is ast.Try and any(_catches_import_error(handler) for handler in node.handlers):
            # the program says itself what it does without it
            optional.update(id(inside) for statement in node.body for inside in ast.walk(statement))
        if id(node) in optional:
            continue
        if kind is ast.Import:
            paths = [_tf1(alias.name) for alias in node.names]
        elif kind is ast.ImportFrom and not node.level:
            paths = [_tf1(f"{node.module}.{alias.name}") for alias in node.names]
        elif kind is ast.Attribute and id(node) not in inner:
            here: ast.AST = node
            named = False
            while isinstance(here, ast.Attribute):
                named = named or here.attr == "contrib"
                here = here.value
                inner.add(id(here))
            if not named:
                continue
            # a name that an import bound was told of at the import
            bound = isinstance(here, ast.Name) and _tf1(names.resolve(here) or "").startswith(_CONTRIB)
            paths = [] if bound else [_tf1(names.resolve(node) or "")]
        else:
            continue
        for path in paths:
            package = path[len(_CONTRIB) :].split(".")[0] if path.startswith(_CONTRIB) else "*"
            if package != "*" and package not in served():
                advice = _INSTEAD.get(package, "write it with TensorFlow 2's own interface")
                yield node, f"tf.contrib.{package} is in neither TensorFlow 2 nor the compat runtime; {advice}"
                break


def _catches_import_error(handler: ast.ExceptHandler) -> bool:
    caught = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    names = {"ImportError", "ModuleNotFoundError", "AttributeError", "Exception", "BaseException"}
    return any(kind is None or isinstance(kind, ast.Name) and kind.id in names for kind in caught)


def _tf1(path: str) -> str:
    """The TensorFlow 1 name, of a program that is rewritten already too."""
    return canonical(path.replace("compat.tf1.", "tensorflow.", 1) if path.startswith("compat.tf1.") else path)


@lru_cache(maxsize=1)
def served() -> frozenset[str]:
    """The tf.contrib packages of the runtime, by the modules that it has; nothing is imported."""
    folder = Path(__file__).parents[3] / "compat" / "tf1" / "contrib"
    modules = {path.stem for path in folder.glob("*.py")} | {path.parent.name for path in folder.glob("*/__init__.py")}
    return frozenset({name for name in modules if not name.startswith("_")} | {"keras"})

"""What neither TensorFlow 2.21 nor the `compat` runtime can serve: parts of tf.contrib and canned estimators."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from migrate.names import Names, canonical
from migrate.rewriting.graph_mode.served import lacking

_ROOTS = ("tensorflow.contrib", "tensorflow.estimator")
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
    """Each import and each use of a name of tf.contrib or tf.estimator without a home, and what a person would do."""
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
            while isinstance(here, ast.Attribute):
                here = here.value
                inner.add(id(here))
            if not isinstance(here, ast.Name):
                continue
            path = _tf1(names.resolve(node) or "")
            # what an import bound was told of at the import
            told = lacking(_tf1(names.resolve(here) or "")) if path.startswith(_ROOTS) else None
            paths = [] if told is not None else [path]
        else:
            continue
        for path in paths:
            missing = lacking(path)
            if missing is not None:
                advice = _INSTEAD.get(missing.split(".")[1], "write it with TensorFlow 2's own interface")
                yield node, f"tf.{missing} is in neither TensorFlow 2 nor the compat runtime; {advice}"
                break


def _catches_import_error(handler: ast.ExceptHandler) -> bool:
    caught = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    names = {"ImportError", "ModuleNotFoundError", "AttributeError", "Exception", "BaseException"}
    return any(kind is None or isinstance(kind, ast.Name) and kind.id in names for kind in caught)


def _tf1(path: str) -> str:
    """The TensorFlow 1 name, of a program that is rewritten already too."""
    return canonical(path.replace("compat.tf1.", "tensorflow.", 1) if path.startswith("compat.tf1.") else path)

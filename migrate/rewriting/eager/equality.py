"""`==` on tensors: TensorFlow 1 compares the objects, TensorFlow 2 their values."""

from __future__ import annotations

import ast

from migrate.rewriting.eager.context import Context
from migrate.rewriting.eager.kinds import HOST
from migrate.stages.program import Obstacle


def check(context: Context) -> None:
    """Refuses comparisons of what may be a tensor."""
    for node in ast.walk(context.tree):
        if not isinstance(node, ast.Compare):
            continue
        operands = [node.left, *node.comparators]
        for operator, left, right in zip(node.ops, operands, operands[1:], strict=False):
            if not isinstance(operator, (ast.Eq, ast.NotEq, ast.In, ast.NotIn)):
                continue
            if any(isinstance(side, ast.Constant) and side.value is None for side in (left, right)):
                continue
            if any(isinstance(side, ast.Constant) and isinstance(side.value, str) for side in (left, right)):
                continue  # text is compared with text
            for side in (left, right):
                if not context.kinds.certain(side, HOST):
                    raise Obstacle(side, "what may be a tensor is compared, by identity in TensorFlow 1")

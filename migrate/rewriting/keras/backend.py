"""Functions of the Keras backend that compute on tensors alone: Keras 3 still has them, of the same numbers.

They are in `tf.keras.backend` only, and take the tensors that a loss, a metric or a Lambda layer gets, not the symbolic
ones that a model is built of.
"""

from __future__ import annotations

import ast

from migrate.rewriting.keras import custom_layers
from migrate.rewriting.keras.context import Context
from migrate.rewriting.keras.layers import layer_output

TENSORS = frozenset(
    "abs all any argmax argmin batch_dot batch_flatten binary_crossentropy cast categorical_crossentropy clip "
    "concatenate cos cumprod cumsum dot elu equal exp expand_dims flatten gather greater greater_equal hard_sigmoid "
    "int_shape l2_normalize less less_equal log max maximum mean min minimum ndim not_equal one_hot ones_like "
    "permute_dimensions pow prod relu repeat_elements reshape reverse round shape sigmoid sign sin softmax softplus "
    "softsign sparse_categorical_crossentropy sqrt square squeeze stack std sum switch tanh tile transpose var "
    "zeros_like".split()
)


def on_tensors(path: str) -> bool:
    """Whether a path inside Keras is one of these functions."""
    words = path.replace("backend.tensorflow_backend", "backend").split(".")
    return len(words) == 2 and words[0] == "backend" and words[1] in TENSORS


def refused(context: Context, node: ast.AST) -> bool:
    """Whether a function is used where its argument may be a symbolic tensor, or where that cannot be told."""
    call = context.parents.get(node)
    if not isinstance(call, ast.Call) or call.func is not node:
        return True
    return _symbolic(context, call, frozenset())


def _symbolic(context: Context, call: ast.Call, seen: frozenset[ast.AST]) -> bool:
    """Whether a call may get a symbolic tensor: in the open, from a name of one, or through a function around it."""
    if _given(context, call):
        return True
    function = context.function_of(call)
    if function in seen or isinstance(function, ast.Lambda):
        return False
    around = context.function_of(function) if isinstance(function, ast.FunctionDef) else function
    if isinstance(around, ast.FunctionDef) and any(_given(context, c) for c in _calls(context, around)):
        return True  # what the function around it was given
    if isinstance(function, ast.FunctionDef) and isinstance(context.parents.get(function), ast.ClassDef):
        return function.name != "call" or not custom_layers.certain(context, context.parents[function])
    if not isinstance(function, ast.FunctionDef):
        return True
    return any(_symbolic(context, c, seen | {function}) for c in _calls(context, function))


def _given(context: Context, call: ast.Call) -> bool:
    """Whether an argument of a call has a symbolic tensor in it."""
    given = [*call.args, *(k.value for k in call.keywords)]
    names = (n for g in given for n in ast.walk(g) if isinstance(n, (ast.Name, ast.Call, ast.Attribute)))
    return any(layer_output(context, n) for n in names)


def _calls(context: Context, function: ast.FunctionDef) -> list[ast.Call]:
    return [c for c in context.calls if isinstance(c.func, ast.Name) and c.func.id == function.name]

"""Small pure functions for the rows whose rewrite depends on what the arguments look like."""

from __future__ import annotations

import ast
from collections.abc import Callable

Arguments = list[tuple[str | None, str]]


def _node(source: str) -> ast.expr | None:
    try:
        return ast.parse("(" + source + "\n)", mode="eval").body
    except (SyntaxError, ValueError, RecursionError):
        return None


def is_int(source: str) -> bool:
    """A whole number written out, with or without a sign."""
    node = _node(source)
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, (ast.USub, ast.UAdd)):
        node = node.operand
    return isinstance(node, ast.Constant) and type(node.value) is int


def _is_float(source: str) -> bool:
    """A number with a point written out, or a call that says float in its name or its dtype."""
    node = _node(source)
    if isinstance(node, ast.UnaryOp):
        node = node.operand
    if isinstance(node, ast.Constant):
        return type(node.value) in (float, complex)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        name = node.func.attr
        if name in ("to_float", "to_double"):
            return True
        types = [keyword.value for keyword in node.keywords if keyword.arg == "dtype"]
        if name == "cast":
            types += node.args[1:2]
        return any(isinstance(item, ast.Attribute) and item.attr in ("float32", "float64") for item in types)
    return False


def swap_axis_first(symbol: object, args: Arguments) -> Arguments | None:
    """Pre-1.0 tf.concat(axis, values): only that order can have a number first. concat_dim= is its keyword."""
    args = [("axis" if keyword == "concat_dim" else keyword, source) for keyword, source in args]
    if len(args) >= 2 and args[0][0] is None and args[1][0] is None and is_int(args[0][1]) and not is_int(args[1][1]):
        args[0], args[1] = args[1], args[0]
    return args


def split_axis_first(symbol: object, args: Arguments) -> Arguments | None:
    """Pre-1.0 tf.split(split_dim, num_split, value): only that order can have a number first."""
    keywords = {"split_dim": "axis", "num_split": "num_or_size_splits"}
    args = [(keywords.get(keyword or "", keyword), source) for keyword, source in args]
    if args and args[0][0] is None and is_int(args[0][1]):
        if len(args) == 3 and all(keyword is None for keyword, _ in args):
            return [args[2], args[1], args[0]]
        return None
    return args


def device_by_name(symbol: object, args: Arguments) -> Arguments | None:
    """TF2 takes a device's name only, not a function: a string that is written, put together or formatted here."""
    if len(args) != 1:
        return None
    node = _node(args[0][1])
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mod):
        node = node.left
    elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        node = node.left
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "format":
        node = node.func.value
    if isinstance(node, ast.JoinedStr) or (
        isinstance(node, ast.Constant) and isinstance(node.value, (str, type(None)))
    ):
        return [("device_name" if args[0][0] else None, args[0][1])]
    return None


def scope_name(symbol: object, args: Arguments) -> Arguments | None:
    """tf.name_scope(name, default_name, values): the name that TF1 would use, where it is certain."""
    names = ("name", "default_name", "values")
    given: dict[str, str] = {}
    for place, (keyword, source) in enumerate(args):
        if place >= len(names) or (keyword is not None and keyword not in names):
            return None
        given[keyword or names[place]] = source
    if "default_name" not in given:
        return [(None, given["name"])] if "name" in given and given["name"] != "None" else None
    if given.get("name", "None") == "None" and given["default_name"] != "None":
        return [(None, given["default_name"])]
    node = _node(given.get("name", "None"))
    return [(None, given["name"])] if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def several_loop_vars(symbol: object, args: Arguments) -> Arguments | None:
    """tf.while_loop gives back the tensor itself for a single loop variable in TF1, a list in TF2."""
    given = dict(
        zip(("cond", "body", "loop_vars"), (source for keyword, source in args if keyword is None), strict=False)
    )
    given.update({keyword: source for keyword, source in args if keyword})
    if given.get("return_same_structure") == "True":
        return args
    node = _node(given.get("loop_vars", ""))
    if isinstance(node, (ast.List, ast.Tuple)) and len(node.elts) > 1 and "return_same_structure" not in given:
        if not any(isinstance(item, ast.Starred) for item in node.elts):
            return args
    return None


def pairs_not_dict(symbol: object, args: Arguments) -> Arguments | None:
    """TF2's tf.case takes pairs only."""
    node = _node(args[0][1]) if args else None
    if isinstance(node, ast.Dict) and None not in node.keys and ("exclusive", "True") in args:
        # TF1 orders a dict by the names of its predicates, which makes no difference where one alone can hold
        pairs = ", ".join(f"({ast.unparse(k)}, {ast.unparse(v)})" for k, v in zip(node.keys, node.values, strict=True))
        return [(args[0][0], f"[{pairs}]"), *args[1:]]
    return args if isinstance(node, (ast.List, ast.Tuple, ast.ListComp)) else None


def where_one_argument(symbol: object, args: Arguments) -> Arguments | None:
    """tf.where with x and y None is the one-argument form."""
    return [(keyword, source) for keyword, source in args if not (keyword in ("x", "y") and source == "None")]


def level_name(symbol: object, args: Arguments) -> Arguments | None:
    """tf.logging.set_verbosity(tf.logging.INFO) -> setLevel("INFO")."""
    if len(args) != 1:
        return None
    head, _, level = args[0][1].rpartition(".")
    if head.endswith("logging") and level in ("DEBUG", "INFO", "WARN", "ERROR", "FATAL"):
        return [(None, f'"{level}"')]
    return [(None, args[0][1])]


def variance_scaling(symbol: object, args: Arguments) -> Arguments | None:
    """contrib's factor, mode, uniform, seed, dtype -> scale, mode, distribution, seed (silent-changes row 32).

    contrib draws sqrt(1.3 * factor / n) without dividing by .8796 the standard deviation of the truncated draw.
    """
    names = ("factor", "mode", "uniform", "seed", "dtype")
    given = {"factor": "2.0", "mode": "'FAN_IN'", "uniform": "False"}
    for place, (keyword, source) in enumerate(args):
        if place >= len(names) or (keyword is not None and keyword not in names):
            return None
        given[keyword or names[place]] = source
    if given.pop("dtype", "tf.float32").rpartition(".")[2] != "float32" or given["uniform"] not in ("True", "False"):
        return None
    if given["mode"].strip("'\"") not in ("FAN_IN", "FAN_OUT", "FAN_AVG"):
        return None
    factor = given["factor"] if ast_is_atom(given["factor"]) else f"({given['factor']})"
    uniform = given["uniform"] == "True"
    scale = given["factor"] if uniform else f"{factor} * 1.3 * 0.87962566103423978**2"
    seed = [("seed", given["seed"])] if "seed" in given else []
    return [
        ("scale", scale),
        ("mode", given["mode"].lower()),
        ("distribution", '"uniform"' if uniform else '"truncated_normal"'),
        *seed,
    ]


def xavier(symbol: object, args: Arguments) -> Arguments | None:
    """contrib's xavier_initializer(uniform=True, seed, dtype) -> GlorotUniform's; the normal form has no class."""
    names = ("uniform", "seed", "dtype")
    given: dict[str, str] = {}
    for place, (keyword, source) in enumerate(args):
        if place >= len(names) or (keyword is not None and keyword not in names):
            return None
        given[keyword or names[place]] = source
    if given.pop("uniform", "True") != "True" or given.pop("dtype", "tf.float32").rpartition(".")[2] != "float32":
        return None
    return list(given.items())


def ast_is_atom(source: str) -> bool:
    return isinstance(_node(source), (ast.Name, ast.Constant, ast.Call, ast.Attribute, ast.Subscript))


FUNCTIONS: dict[str, Callable[[object, Arguments], Arguments | None]] = {
    "swap_axis_first": swap_axis_first,
    "split_axis_first": split_axis_first,
    "device_by_name": device_by_name,
    "scope_name": scope_name,
    "several_loop_vars": several_loop_vars,
    "pairs_not_dict": pairs_not_dict,
    "where_one_argument": where_one_argument,
    "level_name": level_name,
    "variance_scaling": variance_scaling,
    "xavier": xavier,
}


def _not_one_element(source: str | None) -> bool:
    node = _node(source or "")
    if not isinstance(node, ast.Lambda):
        return False
    body = node.body
    if isinstance(body, (ast.List, ast.Tuple)):
        return len(body.elts) != 1 and not any(isinstance(item, ast.Starred) for item in body.elts)
    # A call may itself return a list of one, but only a user's function does; an operator or a tf.* op gives a tensor.
    return isinstance(body, (ast.BinOp, ast.UnaryOp, ast.Compare, ast.Constant)) or _is_tensor_call(body)


def _is_tensor_call(node: ast.expr) -> bool:
    many = (
        "split",
        "unstack",
        "unpack",
        "tuple",
        "gradients",
        "cond",
        "case",
        "while_loop",
        "py_func",
        "meshgrid",
        "group",
    )
    root = node.func if isinstance(node, ast.Call) else None
    name = root.attr if isinstance(root, ast.Attribute) else ""
    while isinstance(root, ast.Attribute):
        root = root.value
    return isinstance(root, ast.Name) and root.id in ("tf", "tensorflow") and name not in many


def _structure(given: dict[str, str]) -> bool:
    return _not_one_element(given.get("true_fn", given.get("fn1"))) and _not_one_element(
        given.get("false_fn", given.get("fn2"))
    )


#: Conditions that the source text itself can settle: check name -> whether these TF1 arguments certainly meet it.
SETTLED: dict[str, Callable[[dict[str, str]], bool]] = {
    "floating": lambda given: any(_is_float(source) for name, source in given.items() if name in ("x", "y")),
    "same_rank": lambda given: given.get("x", "None") == "None" and given.get("y", "None") == "None",
    "structure": _structure,
    "seeded": lambda given: given.get("seed", "None") == "None",
}

#: Initializers whose draw can be written as the op that TF1 runs; the same op seed then gives the same numbers.
INITIAL_VALUES = {
    "zeros_initializer": "tf.zeros({shape}, {dtype})",
    "zeros": "tf.zeros({shape}, {dtype})",
    "ones_initializer": "tf.ones({shape}, {dtype})",
    "ones": "tf.ones({shape}, {dtype})",
    "constant_initializer": "tf.constant({value}, {dtype}, {shape})",
    "constant": "tf.constant({value}, {dtype}, {shape})",
    "random_normal_initializer": "tf.random.normal({shape}, {mean}, {stddev}, {dtype})",
    "random_normal": "tf.random.normal({shape}, {mean}, {stddev}, {dtype})",
    "truncated_normal_initializer": "tf.random.truncated_normal({shape}, {mean}, {stddev}, {dtype})",
    "truncated_normal": "tf.random.truncated_normal({shape}, {mean}, {stddev}, {dtype})",
    "random_uniform_initializer": "tf.random.uniform({shape}, {minval}, {maxval}, {dtype})",
    "random_uniform": "tf.random.uniform({shape}, {minval}, {maxval}, {dtype})",
}
_BY_WORD = {
    "uniform": {"minval": "0", "maxval": "None"},
    "normal": {"mean": "0.0", "stddev": "1.0"},
    "constant": {"value": "0"},
}
INITIAL_DEFAULTS: dict[str, dict[str, str]] = {
    name: next((values for word, values in _BY_WORD.items() if word in name), {}) for name in INITIAL_VALUES
}

"""What a queue of files or slices and its reader give, as a dataset.

`string_input_producer` with a reader of lines, records or whole files, and `slice_input_producer`. Every element of an
epoch comes before those of the next, in the order of the files unless they are shuffled.
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import dataclass

PRODUCER = ("string_tensor", "num_epochs", "shuffle", "seed", "capacity", "shared_name", "name", "cancel_op")
PRODUCERS = {
    "train.string_input_producer": PRODUCER,
    "train.slice_input_producer": ("tensor_list", *PRODUCER[1:7]),
    "train.input_producer": ("input_tensor", "element_shape", *PRODUCER[1:5], "shared_name", "summary_name", "name"),
    "train.range_input_producer": ("limit", *PRODUCER[1:7]),
}
READERS = {
    "TextLineReader": ("skip_header_lines", "name"),
    "TFRecordReader": ("name", "options"),
    "WholeFileReader": ("name",),
    "FixedLengthRecordReader": ("record_bytes", "header_bytes", "footer_bytes", "hop_bytes", "name", "encoding"),
}
NUMBERED = "\x01"  # stands for the name of that function
# what a dataset of the elements is called, and the function that parses one of them
NAMES = {
    "TextLineReader": ("lines", "parse_line"),
    "TFRecordReader": ("records", "parse_record"),
    "WholeFileReader": ("files", "parse_file"),
    "FixedLengthRecordReader": ("records", "parse_record"),
    "slices": ("slices", "parse_slice"),
    "elements": ("elements", "parse_element"),  # of a queue that no reader reads
}


class Unclear(Exception):
    """The pipeline has no certain form."""


@dataclass
class Source:
    """A dataset's text; `shuffled` where TF1 took the files or slices in an order of its own.

    `names`: the text of a dataset of file names, for which `\x00` stands in the other. `NUMBERED` in it stands for the
    name of a function, `numbered_lines`.
    """

    text: str
    shuffled: bool
    names: str = ""


def bind(node: ast.Call, parameters: tuple[str, ...]) -> dict[str, ast.expr]:
    """Parameter -> argument of a call; Unclear where that cannot be told."""
    if len(node.args) > len(parameters) or any(isinstance(a, ast.Starred) for a in node.args):
        raise Unclear
    bound = dict(zip(parameters, node.args, strict=False))
    for keyword in node.keywords:
        if keyword.arg not in parameters:
            raise Unclear
        bound[keyword.arg] = keyword.value
    return {k: v for k, v in bound.items() if not (isinstance(v, ast.Constant) and v.value is None)}


def constant(bound: dict[str, ast.expr], name: str, default: object) -> object:
    """The value of an argument that has to be written out."""
    node = bound.get(name)
    if node is None:
        return default
    if not isinstance(node, ast.Constant):
        raise Unclear
    return node.value


def of_files(tf: str, bound: dict[str, ast.expr], reader: str, options: dict[str, ast.expr], text: Callable,
             single: bool, keyed: bool = False, pattern: str = "") -> Source:  # fmt: skip
    """The dataset of a reader's values, or of (key, value) where `keyed`.

    `single`: there is one file only, `text` gives the source of an expression. `pattern`: what the names of the files
    match, where that is written in their place.
    """
    if "seed" in bound or "cancel_op" in bound:
        raise Unclear
    shuffled = bool(constant(bound, "shuffle", True)) and not single
    files = f"{tf}.matching_files({pattern})" if pattern else text(bound["string_tensor"])
    repeat = _repeat(bound, text)
    read = _with_key(tf, reader, options) if keyed else _reading(tf, reader, options, text)
    each = "map" if reader == "WholeFileReader" else "flat_map"
    if shuffled and pattern:
        return Source(f"\x00.{each}({_function(read)})", True, f"{tf}.data.Dataset.list_files({pattern}){repeat}")
    if shuffled:
        if not isinstance(bound["string_tensor"], (ast.Name, ast.List)):
            raise Unclear
        names = f"{tf}.data.Dataset.from_tensor_slices({files}).shuffle(len({files})){repeat}"
        return Source(f"\x00.{each}({_function(read)})", True, names)
    names = f"{tf}.data.Dataset.from_tensor_slices({files})"
    if reader == "WholeFileReader" or keyed:
        return Source(f"{names}{repeat}.{each}({_function(read)})", False)
    if reader == "TextLineReader" and "skip_header_lines" in options and not single:
        return Source(f"\x00.flat_map({_function(read)}){repeat}", False, names)
    return Source(read.replace("\x00", files) + repeat, False)


def _reading(tf: str, reader: str, options: dict[str, ast.expr], text: Callable) -> str:
    """The reading of files whose names stand for `\\x00`."""
    if set(options) & {"options", "hop_bytes", "encoding"}:
        raise Unclear
    if reader == "WholeFileReader":
        return f"{tf}.read_file(\x00)"
    if reader == "TFRecordReader":
        return f"{tf}.data.TFRecordDataset(\x00)"
    if reader == "TextLineReader":
        skip = options.get("skip_header_lines")
        return f"{tf}.data.TextLineDataset(\x00)" + (f".skip({text(skip)})" if skip is not None else "")
    sizes = [text(options["record_bytes"])]
    sizes += [f"{k}={text(options[k])}" for k in ("header_bytes", "footer_bytes") if k in options]
    return f"{tf}.data.FixedLengthRecordDataset(\x00, {', '.join(sizes)})"


def _with_key(tf: str, reader: str, options: dict[str, ast.expr]) -> str:
    """The reading of a file whose name stands for `\\x00`, with the key that TF1's reader gave."""
    if reader == "WholeFileReader" and not options:
        return f"(\x00, {tf}.read_file(\x00))"
    if reader == "TextLineReader" and not options:
        return f"{NUMBERED}(\x00)"
    raise Unclear  # the key of a record is its place in the file


def numbered_lines(tf: str, name: str) -> str:
    """The function of a file's name that gives its lines with the keys of TF1's reader."""
    key = f'{tf}.strings.join([name, ":", {tf}.as_string(number)])'
    return (
        f"def {name}(name):\n"
        f"    lines = {tf}.data.TextLineDataset(name).enumerate(1)\n"
        f"    return lines.map(lambda number, line: ({key}, line))\n"
    )


def _function(read: str) -> str:
    return read.removesuffix("(\x00)") if read.endswith("(\x00)") else f"lambda name: {read.replace(chr(0), 'name')}"


def of_slices(tf: str, bound: dict[str, ast.expr], text: Callable) -> Source:
    """The dataset of the slices of several tensors."""
    tensors = bound.get("tensor_list")
    if "seed" in bound or not isinstance(tensors, (ast.List, ast.Tuple)) or not tensors.elts:
        raise Unclear
    items = [text(t) for t in tensors.elts]
    shuffled = bool(constant(bound, "shuffle", True))
    parts = f"({', '.join(items)}{',' if len(items) == 1 else ''})"
    whole = f"{tf}.data.Dataset.from_tensor_slices({parts})"
    if shuffled:
        named = [t for t in tensors.elts if isinstance(t, ast.Name)]
        if not named:
            raise Unclear
        whole += f".shuffle(len({text(named[-1])}))"
    return Source(whole + _repeat(bound, text), shuffled)


def of_elements(tf: str, path: str, bound: dict[str, ast.expr], text: Callable) -> Source:
    """The dataset of what a queue gives that is taken from it as it is."""
    given = bound.get(PRODUCERS[path][0])
    if given is None or set(bound) & {"seed", "cancel_op", "element_shape"}:
        raise Unclear
    if path == "train.range_input_producer":
        values, count = f"{tf}.range({text(given)})", text(given)
    else:
        values, count = text(given), f"len({text(given)})"
    shuffled = bool(constant(bound, "shuffle", True))
    if shuffled and not isinstance(given, (ast.Name, ast.List, ast.Constant)):
        raise Unclear
    whole = f"{tf}.data.Dataset.from_tensor_slices({values})" + (f".shuffle({count})" if shuffled else "")
    return Source(whole + _repeat(bound, text), shuffled)


def _repeat(bound: dict[str, ast.expr], text: Callable) -> str:
    epochs = bound.get("num_epochs")
    if epochs is None:
        return ".repeat()"
    if isinstance(epochs, ast.Constant) and epochs.value == 1:
        return ""
    return f".repeat({text(epochs)})"

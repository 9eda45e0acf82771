"""Loading the symbol rows. A row is parsed when it is looked up; until then it is one line of text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

COLUMNS = (
    "name kind effect target template check special params required positional rename drop defaults transform keyword "
    "only needs constant note"
).split()

#: What each `Symbol.check` asks of the caller, who passes the name in `checked=` where it holds.
CHECKS: Mapping[str, str] = {
    "same_rank": "condition, x and y have one shape, or condition is a scalar (TF1 selects rows by a vector)",
    "single_tensor": "params or weights is one unpartitioned tensor, not a list (TF1 spreads ids by 'mod')",
    "floating": "the operands are floating or complex",
    "structure": "the branch functions do not return a list or tuple of exactly one element (TF1 unpacks it)",
    "labels_rank": "labels have one dimension fewer than logits (TF1 also squeezes a last dimension of 1)",
    "seeded": "a seed is given, and other numbers than TF1's for the same seed are accepted",
    "matrix": "the variable has at least two dimensions",
}


@dataclass(frozen=True)
class Symbol:
    """One row of the table. All names are canonical (`tensorflow.math.log`), source texts say `tf.` for TensorFlow.

    name: the TF1 symbol.
    kind: "same" (exists unchanged: signature and numbers), "rename" (same signature, other path), "call" (the call or
        the reference is rewritten: arguments change, or `template` replaces it), "gone" (needs its own construct or has
        no home).
    target: the native TF2 path, never compat.v1; None for "gone" and for templates. Only `tensorflow.get_logger().X` is
        not a plain dotted path.
    params: TF1's parameter names in order (a leading `*` marks what takes no position); None when not known.
    positional: TF2's parameter names in order, likewise.
    required: how many of the first TF2 parameters have no default.
    rename: TF1 keyword -> TF2 keyword, where they differ.
    drop: TF1 keywords that change nothing and are left out.
    defaults: TF2 keyword -> source text to write when the call does not give it, because TF1's default differs.
    transform: TF2 keyword -> expression in which {value} stands for the source of the TF1 argument that became it by
        `rename` (tf.nn.dropout's keep_prob; its rate= stays as it is).
    keyword: TF2 keywords that are written as keywords even where they could stay positional.
    only: TF1 keyword -> the source texts that are allowed for it; any other makes the rewrite uncertain.
    needs: TF1 keywords that the call must give.
    constant: TF1 keywords whose gradient TF1 stops; wrapped in tf.stop_gradient unless the caller knows that nothing
        trainable reaches them.
    template: expression over {param} of TF1; {param:float32} is cast as TF1 casts it, {param:like=other} cast to the
        type of another, {param:constant} is as in `constant`, {param=default} has a default.
    check: a name in CHECKS, a condition that the caller must confirm through `checked`, or "".
    special: name of a function in `special`, or "".
    effect: "pure" (tensor op), "random" (draws numbers), "stateful" (assigns, prints, writes, runs Python), "variable"
        (creates variables or metrics), "host" (a class, a dtype, a constant, a plain Python helper).
    note: why, for a person.
    """

    name: str
    kind: str
    target: str | None
    params: tuple[str, ...] | None
    rename: Mapping[str, str]
    drop: frozenset[str]
    defaults: Mapping[str, str]
    transform: Mapping[str, str]
    positional: tuple[str, ...] | None
    effect: str
    note: str
    required: int = 0
    keyword: frozenset[str] = frozenset()
    only: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    needs: frozenset[str] = frozenset()
    constant: frozenset[str] = frozenset()
    template: str | None = None
    check: str = ""
    special: str = ""


def _pairs(text: str) -> dict[str, str]:
    return dict(pair.split("=", 1) for pair in text.split("; ")) if text else {}


def _words(text: str) -> tuple[str, ...] | None:
    if text == "?":
        return None
    return tuple(text.split())


def parse(line: str) -> Symbol:
    """The Symbol of one line of a data file (tab-separated, COLUMNS in order, trailing empty columns left out)."""
    cells = line.split("\t")
    cells += [""] * (len(COLUMNS) - len(cells))
    row = dict(zip(COLUMNS, cells, strict=True))
    return Symbol(
        name=row["name"],
        kind=row["kind"],
        target=row["target"] or None,
        params=_words(row["params"]),
        rename=_pairs(row["rename"]),
        drop=frozenset(row["drop"].split()),
        defaults=_pairs(row["defaults"]),
        transform=_pairs(row["transform"]),
        positional=_words(row["positional"]),
        effect=row["effect"],
        note=row["note"],
        required=int(row["required"] or 0),
        keyword=frozenset(row["keyword"].split()),
        only={name: tuple(texts.split("|")) for name, texts in _pairs(row["only"]).items()},
        needs=frozenset(row["needs"].split()),
        constant=frozenset(row["constant"].split()),
        template=row["template"] or None,
        check=row["check"],
        special=row["special"],
    )


_lines: dict[str, str] = {}
_symbols: dict[str, Symbol] = {}
DTYPES = {f"tensorflow.{kind}{bits}" for kind in ("int", "uint") for bits in (8, 16, 32, 64)}
DTYPES |= {"tensorflow.float16", "tensorflow.float32", "tensorflow.float64", "tensorflow.bool", "tensorflow.string"}
DTYPES |= {"tensorflow.complex64", "tensorflow.complex128"}
# attributes of a dtype that TensorFlow 2 has with the same values
DTYPE_PARTS = {"as_numpy_dtype", "base_dtype", "name", "is_floating", "is_integer", "is_complex", "is_bool", "size"}
DTYPE_PARTS |= {"max", "min", "is_compatible_with", "is_unsigned"}
# Whole families that have no native home; a symbol of theirs without a row of its own gets this answer.
_FAMILIES = {
    "tensorflow.contrib.": ("variable", "tf.contrib is gone; this symbol has no exact native form"),
    "tensorflow.estimator.": ("variable", "Estimators need a training program of their own"),
    "tensorflow.distributions.": ("random", "tf.distributions is gone; TensorFlow Probability has the same classes"),
    "tensorflow.layers.": ("variable", "tf.layers creates variables; needs a Keras layer that is created once"),
    "tensorflow.nn.rnn_cell.": ("variable", "recurrent cells need their own construct (gate order, forget bias)"),
    "tensorflow.nn.seq2seq.": ("variable", "pre-1.0 seq2seq is gone"),
}


def _table() -> dict[str, str]:
    if not _lines:
        for path in (Path(__file__).parent / "data").glob("*.tsv"):
            for line in path.read_text(encoding="utf-8").splitlines()[1:]:
                _lines[line[: line.index("\t")]] = line
        if not _lines:
            raise FileNotFoundError("the data files of migrate.symbols are not installed")
    return _lines


def lookup(name: str) -> Symbol | None:
    """The row of a canonical TF1 name such as `tensorflow.log`; None for what is not TF1 API as far as known.

    A member of something that is gone (`tensorflow.GraphKeys.LOSSES`) is gone too.
    """
    symbol = _symbols.get(name)
    if symbol is not None:
        return symbol
    line = _table().get(name)
    if line is not None:
        symbol = _symbols[name] = parse(line)
        return symbol
    for prefix, (effect, note) in _FAMILIES.items():
        if name.startswith(prefix):
            return _gone(name, effect, note)
    owner, _, part = name.rpartition(".")
    if owner in DTYPES and part in DTYPE_PARTS:
        return Symbol(name, "same", name, None, {}, frozenset(), {}, {}, None, "host", "")
    symbol = lookup(owner) if owner.count(".") else None
    return _gone(name, symbol.effect, symbol.note) if symbol is not None and symbol.kind == "gone" else None


def _gone(name: str, effect: str, note: str) -> Symbol:
    return Symbol(name, "gone", None, None, {}, frozenset(), {}, {}, None, effect, note)


def names() -> Iterator[str]:
    """The names of all rows, in no particular order."""
    return iter(_table())

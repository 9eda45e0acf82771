"""The TF1 -> TF2 symbol table: how a TF1 symbol and its call are written in native TF 2.21 with Keras 3.

The rows are data (`data/*.tsv`), written by `generate.py` from `rules.py`, from the TF1 API recorded in `tf1_api.tsv`
and from the installed TensorFlow. Nothing here imports TensorFlow.
"""

from migrate.symbols.calls import initial_value, reference, rewrite_call, rewrite_source, seed_of, unmet
from migrate.symbols.table import CHECKS, Symbol, lookup, names
from migrate.symbols.tf1_only import exists_in_tf1, only_in_tf1

__all__ = [
    "CHECKS",
    "Symbol",
    "exists_in_tf1",
    "initial_value",
    "lookup",
    "names",
    "only_in_tf1",
    "reference",
    "rewrite_call",
    "rewrite_source",
    "seed_of",
    "unmet",
]

"""Sizes of layers that are numbers of numpy's."""

import ast

import pytest

from migrate.edits import Source
from migrate.names import Names
from migrate.rewriting import keras

HEAD = (
    "import numpy as np\nfrom keras.layers import Dense, Embedding, SimpleRNN, LSTM\n"
    "y = np.array([0, 2])\nn = np.max(y) + 1\nk = len(np.unique(y))\nm = int(np.max(y))\n"
)


def migrated(text: str) -> str:
    source = Source(HEAD + text)
    tree = ast.parse(HEAD + text)
    keras.rewrite(source, tree, Names(tree))
    return source.result().splitlines()[-1]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Dense(n, activation='relu')", "Dense(int(n), activation='relu')"),
        ("Dense(units=y.max() + 1)", "Dense(units=int(y.max() + 1))"),
        ("Embedding(n, 4)", "Embedding(int(n), 4)"),
        ("Embedding(3, output_dim=n)", "Embedding(3, output_dim=int(n))"),
        ("SimpleRNN(n)", "SimpleRNN(int(n))"),
        ("Dense(k)", "Dense(k)"),
        ("Dense(m)", "Dense(m)"),
        ("Dense(3)", "Dense(3)"),
    ],
)
def test_keras_3_takes_whole_numbers_of_python(before, after):
    assert migrated(before) == after

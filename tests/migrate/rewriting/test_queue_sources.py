"""What a queue and its reader give, as a dataset."""

from __future__ import annotations

import ast

import pytest

from migrate.rewriting import queue_sources
from migrate.rewriting.queue_sources import Unclear


def files(arguments: str, reader: str = "TextLineReader", options: str = "", single: bool = False) -> tuple[str, str]:
    call, made = ast.parse(f"f({arguments})").body[0].value, ast.parse(f"r({options})").body[0].value
    bound = queue_sources.bind(call, queue_sources.PRODUCER)
    source = queue_sources.of_files(
        "tf", bound, reader, queue_sources.bind(made, queue_sources.READERS[reader]), ast.unparse, single
    )
    return source.names, source.text


@pytest.mark.parametrize(
    ("arguments", "reader", "options", "expected"),
    [
        ("names, shuffle=False", "TextLineReader", "", "tf.data.TextLineDataset(names).repeat()"),
        ("names, 1, False", "TFRecordReader", "", "tf.data.TFRecordDataset(names)"),
        ("names, 3, shuffle=False", "TFRecordReader", "", "tf.data.TFRecordDataset(names).repeat(3)"),
        (
            "names, shuffle=False",
            "WholeFileReader",
            "",
            "tf.data.Dataset.from_tensor_slices(names).repeat().map(tf.read_file)",
        ),
        (
            "names, shuffle=False",
            "FixedLengthRecordReader",
            "9, header_bytes=2",
            "tf.data.FixedLengthRecordDataset(names, 9, header_bytes=2).repeat()",
        ),
    ],
)
def test_files_in_order(arguments, reader, options, expected):
    assert files(arguments, reader, options) == ("", expected)


def test_one_file_has_no_other_order():
    assert files("[name]", options="1", single=True) == ("", "tf.data.TextLineDataset([name]).skip(1).repeat()")


def test_each_file_has_a_header():
    names, text = files("names, shuffle=False", options="skip_header_lines=2")
    assert names == "tf.data.Dataset.from_tensor_slices(names)"
    assert text == "\x00.flat_map(lambda name: tf.data.TextLineDataset(name).skip(2)).repeat()"


def test_files_are_shuffled_in_each_epoch():
    names, text = files("names")
    assert names == "tf.data.Dataset.from_tensor_slices(names).shuffle(len(names)).repeat()"
    assert text == "\x00.flat_map(tf.data.TextLineDataset)"


@pytest.mark.parametrize("arguments", ["names, seed=3", "f()", "names, shuffle=mixed", "*names"])
def test_not_certain(arguments):
    with pytest.raises(Unclear):
        files(arguments)


def test_slices():
    call = ast.parse("f([a, b], num_epochs=epochs)").body[0].value
    source = queue_sources.of_slices(
        "tf", queue_sources.bind(call, queue_sources.PRODUCERS["train.slice_input_producer"]), ast.unparse
    )
    assert source.text == "tf.data.Dataset.from_tensor_slices((a, b)).shuffle(len(b)).repeat(epochs)"
    assert source.shuffled

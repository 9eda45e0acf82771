"""The MNIST tutorial module, which TensorFlow 2 has no more: a module of the same interface beside the program."""

from __future__ import annotations

from pathlib import Path

MODULE = "mnist_input_data"


def needed(text: str) -> bool:
    return f"import {MODULE}" in text


def beside(name: str) -> str:
    """The module's file name for the program file `name`."""
    folder, slash, _ = name.rpartition("/")
    return f"{folder}{slash}{MODULE}.py"


def text() -> str:
    return (Path(__file__).parent / "templates" / f"{MODULE}.py.txt").read_text(encoding="utf-8")

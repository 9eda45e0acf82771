"""Modules written beside a program that imports them: what TensorFlow 2 has no more, as plain code."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Beside:
    """A module whose text is templates/NAME.py.txt."""

    name: str

    def needed(self, text: str) -> bool:
        """Whether a native text imports it."""
        return f"import {self.name}" in text or f"from {self.name} import" in text

    def path(self, program: str) -> str:
        """The module's file name for the program file `program`."""
        folder, slash, _ = program.rpartition("/")
        return f"{folder}{slash}{self.name}.py"

    def text(self) -> str:
        return (Path(__file__).parent / "templates" / f"{self.name}.py.txt").read_text(encoding="utf-8")


MNIST = Beside("mnist_input_data")
VOCABULARIES = Beside("vocabulary_processor")
CHECKPOINTS = Beside("named_checkpoints")
ALL = (MNIST, CHECKPOINTS, VOCABULARIES)

"""TF1 names that `import tensorflow as tf` does not have in TensorFlow 2: a file that uses one is a TF1 file.

Run as a script in an environment with TensorFlow 2, it writes the list from the recorded TF1 API.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

_MISSING = object()
_LIST = Path(__file__).parent / "tf1_only.txt"


@cache
def _names() -> frozenset[str]:
    return frozenset(_LIST.read_text(encoding="utf-8").split())


def only_in_tf1(path: str) -> bool:
    """Whether a canonical path such as `tensorflow.placeholder` exists in TensorFlow 1 only."""
    return path.removeprefix("tensorflow.") in _names()


def generate() -> list[str]:
    """Names of the recorded TF1 API that do not resolve in the installed TensorFlow 2."""
    import tensorflow as tf

    found = []
    for line in (Path(__file__).parent / "tf1_api.tsv").read_text(encoding="utf-8").splitlines():
        name = line.split("\t")[0]
        value: object = tf
        for part in name.split("."):
            value = getattr(value, part, _MISSING)  # `tf.newaxis` is None
            if value is _MISSING:
                found.append(name)
                break
    return found


if __name__ == "__main__":
    _LIST.write_text("\n".join(generate()) + "\n", encoding="utf-8")

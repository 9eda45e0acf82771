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


# what the recorded API leaves out
_NOT_RECORDED = {
    "contrib",
    "keras",
    "python",
    "core",
    "estimator",
    "lite",
    "xla",
    "tpu",
    "raw_ops",
    "tools",
    "compiler",
}


def exists_in_tf1(path: str) -> bool | None:
    """Whether TensorFlow 1.15 has a name such as `tensorflow.summary.scalar`; None where that is not recorded."""
    name = path.removeprefix("tensorflow.")
    return None if name.split(".")[0] in _NOT_RECORDED else name in _recorded()


@cache
def _recorded() -> frozenset[str]:
    """The names of the recorded TF1 API and the modules that they are in."""
    lines = (Path(__file__).parent / "tf1_api.tsv").read_text(encoding="utf-8").splitlines()
    parts = [line.split("\t")[0].split(".") for line in lines]
    return frozenset(".".join(words[:end]) for words in parts for end in range(1, len(words) + 1))


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

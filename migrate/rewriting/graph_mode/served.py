"""Which names of tf.contrib and tf.estimator the `compat` runtime has.

Run as a script in an environment with TensorFlow 2.21, it writes the list from the runtime itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

_LIST = Path(__file__).parent / "served.txt"
_PREFIXES = ("tensorflow.contrib.", "tensorflow.estimator.")


@cache
def _names() -> frozenset[str]:
    return frozenset(_LIST.read_text(encoding="utf-8").split())


def packages() -> frozenset[str]:
    """The tf.contrib packages of the runtime."""
    return frozenset(name.split(".")[1] for name in _names() if name.startswith("contrib."))


def lacking(path: str) -> str | None:
    """The name of a package or symbol below tf.contrib or tf.estimator that a use of `path` needs and nothing has.

    `path` is canonical, such as `tensorflow.contrib.seq2seq.AttentionWrapper`; internal modules of a contrib package
    (`contrib.layers.python.layers.layers`) are what the package is. None for what is served, and for private names.
    """
    if not path.startswith(_PREFIXES):
        return None
    package, *rest = path.split(".")[1:]
    if package == "contrib":
        part = rest.pop(0)
        package = f"contrib.{part}"
        if part not in packages():
            return package
        if f"{package}.*" in _names():
            return None
        rest = [name for name in rest if name not in ("python", "ops", part) and f"*.{name}" not in _names()]
    if not rest or rest[0].startswith("_") or f"{package}.{rest[0]}" in _names():
        return None
    return f"{package}.{rest[0]}"


def generate() -> Iterator[str]:
    """The lines of the list: `package.name`; `package.*` for one that serves whatever it is asked for.

    `*.name` stands for an internal module, which is the same as its package.
    """
    import importlib
    import pkgutil

    from compat.errors import CompatError
    from compat.tf1 import contrib, estimator
    from compat.tf1._imports import _INTERNAL

    yield from (f"*.{name}" for name in sorted(_INTERNAL))
    # tensorflow-probability and tf-keras have most of what these had
    yield from ("contrib.distributions.*", "contrib.keras.*")
    modules = {"estimator": estimator}
    for info in pkgutil.iter_modules(contrib.__path__):
        if not info.name.startswith("_") and info.name != "distributions":
            modules[f"contrib.{info.name}"] = importlib.import_module(f"{contrib.__name__}.{info.name}")
    for package, module in sorted(modules.items()):
        for name in sorted(dir(module)):
            try:
                there = not name.startswith("_") and hasattr(module, name)
            except CompatError:
                continue
            if there:
                yield f"{package}.{name}"


if __name__ == "__main__":
    _LIST.write_text("\n".join(generate()) + "\n", encoding="utf-8")

"""Write `internal.tsv`: what the internal modules of TensorFlow 1 call the symbols of its public API.

Run with a Python 3.7 that has `tensorflow==1.15.5`:  python record_internal.py > internal.tsv
Columns: internal module, public module (both without the leading `tensorflow.`; the root is `.`), and the names that
stand for the same object in both.
"""

import collections
import importlib
import inspect
import sys
import types

from record_api import SKIPPED

# packages of tf.contrib whose symbols have a native form or are served by the runtime
CONTRIB = "crf data distributions eager factorization framework layers learn legacy_seq2seq lookup losses metrics opt"
CONTRIB += " rnn seq2seq summary training slim"
PLACES = ("ops", "framework", "training", "platform", "layers", "lib.io", "client", "estimator", "summary", "data")
FORMER = ("python.ops.rnn_cell", "contrib.rnn.python.ops.core_rnn_cell", "contrib.eager.python.tfe")


def public():
    """{id of an object: (object, [module, name])} with the shortest path of each."""
    import tensorflow

    found = {}

    def note(item, place, name):
        known = found.get(id(item))
        if known is None or (name != item.__name__, len(place)) < (known[2] != item.__name__, len(known[1])):
            found[id(item)] = (item, place, name)

    def walk(module, place, depth):
        for name in sorted(dir(module)):
            if name.startswith("_") or name in SKIPPED:
                continue
            try:
                item = getattr(module, name)
            except Exception:  # a lazily loaded part that is not installed
                continue
            if isinstance(item, types.ModuleType):
                if depth < 3 and "tensorflow" in getattr(item, "__name__", ""):
                    walk(item, (place + "." + name).lstrip("."), depth + 1)
            elif inspect.isclass(item) or inspect.isfunction(item):
                note(item, place or ".", name)

    walk(tensorflow, "", 0)
    for package in CONTRIB.split():
        module = getattr(tensorflow.contrib, package)
        for name in sorted(getattr(module, "__all__", None) or dir(module)):
            item = getattr(module, name, None)
            there = not name.startswith("_") and (inspect.isclass(item) or inspect.isfunction(item))
            if there and id(item) not in found:
                note(item, "contrib." + package, name)
    return found


def _public_module(place):
    import tensorflow

    module = tensorflow
    for word in place.strip(".").split(".") if place != "." else ():
        module = getattr(module, word)
    return module


def main():
    known = public()
    for name in FORMER:
        importlib.import_module("tensorflow." + name)
    rows = collections.defaultdict(set)
    for full, module in sorted(sys.modules.items()):
        place = full.partition(".")[2]
        words = place.split(".")
        inside = words[0] == "python" and place[len("python.") :].startswith(PLACES)
        inside = inside or words[0] == "contrib" and words[2:3] == ["python"] and words[1] in CONTRIB.split()
        if (
            not full.startswith(("tensorflow.", "tensorflow_core."))
            or not inside
            or module is None
            or words[-1].startswith("_")
        ):
            continue
        for name, item in vars(module).items():
            found = known.get(id(item))
            if found is None or name.startswith("_") or getattr(_public_module(found[1]), name, None) is not item:
                continue
            own = getattr(item, "__module__", "").partition(".")[2] == place
            if own or place in FORMER or words[-1] in ("nn", "rnn", "layers", "training", "ops"):
                rows[place, found[1]].add(name)
    for (place, target), names in sorted(rows.items()):
        sys.stdout.write("\t".join((place, target, " ".join(sorted(names)))) + "\n")


if __name__ == "__main__":
    main()

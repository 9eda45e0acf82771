"""Write `tf1_api.tsv`: every public TF1 symbol with its type and parameters, read from a real TensorFlow 1.15.5.

Run with a Python 3.7 that has `tensorflow==1.15.5`:  python record_api.py > tf1_api.tsv
Columns: name (without the leading `tensorflow.`), type (function, class or value), parameters (`name`, `name=default`,
`*name` and `**name` for star parameters, `?` when Python cannot tell).
"""

import inspect
import sys
import types

SKIPPED = {
    "v1",
    "v2",
    "python",
    "core",
    "keras",
    "lite",
    "xla",
    "tpu",
    "raw_ops",
    "contrib",
    "tools",
    "compiler",
}
SKIPPED |= {
    "pywrap_tensorflow",
    "estimator",
    "tf_decorator",
    "tf_stack",
    "absolute_import",
    "division",
    "print_function",
}


def parameters(item):
    try:
        signature = inspect.signature(item)
    except (TypeError, ValueError):
        return "?"
    words = []
    for parameter in signature.parameters.values():
        star = {parameter.VAR_POSITIONAL: "*", parameter.VAR_KEYWORD: "**"}.get(parameter.kind, "")
        text = star + parameter.name
        if parameter.default is not parameter.empty:
            default = repr(parameter.default).replace(" ", "")
            text += "=" + ("..." if "0x" in default or "<class" in default else default)
        words.append(text)
    return " ".join(words)


def walk(module, prefix, depth, rows):
    for name in sorted(dir(module)):
        if name.startswith("_") or name in SKIPPED:
            continue
        try:
            item = getattr(module, name)
        except Exception:  # a lazily loaded part that is not installed
            continue
        path = prefix + name
        if isinstance(item, types.ModuleType):
            if depth < 3 and "tensorflow" in getattr(item, "__name__", ""):
                walk(item, path + ".", depth + 1, rows)
        elif isinstance(item, type):
            rows[path] = ("class", parameters(item))
        elif callable(item):
            rows[path] = ("function", parameters(item))
        else:
            rows[path] = ("value", "")


def main():
    import tensorflow

    rows = {}
    walk(tensorflow, "", 0, rows)
    for name in sorted(rows):
        sys.stdout.write("\t".join((name,) + rows[name]) + "\n")


if __name__ == "__main__":
    main()

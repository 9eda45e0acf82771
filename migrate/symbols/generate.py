"""Write `data/*.tsv` from the rules, the recorded TF1 API and the installed TensorFlow 2.

    python -m migrate.symbols.generate           write the files
    python -m migrate.symbols.generate --check   write nothing, exit 1 when a file would change

A symbol without a rule is carried over only where the installed TensorFlow has the very same object in its native API
(or an equal constant) and the parameters of TF 1.15 are the first ones of today's, with the same defaults; else it is
"gone".
"""

from __future__ import annotations

import enum
import inspect
import sys
from pathlib import Path

from migrate.symbols.rules import RULES
from migrate.symbols.table import COLUMNS

HERE = Path(__file__).parent
RANDOM = "random. random_ truncated_normal nn.dropout image.random_ nn.all_candidate_sampler".split()
STATEFUL = (
    "print group timestamp Assert debugging.Assert write_file io.write_file py_function numpy_function load_library "
    "load_op_library "
    "register_tensor_conversion_function saved_model.save saved_model.load_v2 nondifferentiable_batch_function"
).split()
# The same objects, but what they serve works otherwise; reading an attribute of the flags parses the command line.
NEVER = ("feature_column.", "distribute.", "app.", "flags.")
HOST = (
    "nest. errors. io.gfile. sysconfig. test. config. version. saved_model. train. autograph. data. dtypes.as_dtype "
    "debugging.set_log_device_placement debugging.get_log_device_placement debugging.assert_proper_iterable "
    "assert_proper_iterable function get_logger get_static_value init_scope is_tensor control_dependencies "
    "make_ndarray "
    "make_tensor_proto no_gradient NoGradient NotDifferentiable as_dtype broadcast_static_shape custom_gradient "
    "dimension_at_index dimension_value recompute_grad vectorized_map required_space_to_batch_paddings no_op "
    "lookup. experimental. graph_util. grad_pass_through register_tensor_conversion_function"
).split()
GONE = (
    ("app.", "host", "absl's app and flags: the flags parse themselves on first use in TF1"),
    ("flags.", "host", "absl's flags: they parse themselves on first use in TF1"),
    ("layers.", "variable", "creates variables: a Keras layer that is created once"),
    ("metrics.", "variable", "creates local variables that its update op changes: needs its own construct"),
    ("train.", "stateful", "sessions, queues, optimizers, checkpoints: needs its own construct"),
    ("summary.", "stateful", "summaries need their own construct"),
    ("saved_model.", "stateful", "saves or loads a session's graph"),
    ("distributions.", "random", "gone: TensorFlow Probability has the same classes"),
    ("nn.rnn_cell.", "variable", "recurrent cells need their own construct (rows 33 to 36)"),
    ("feature_column.", "variable", "feature columns feed TF1's input layers and Estimators"),
    ("profiler.", "stateful", "profiles a session"),
    ("graph_util.", "host", "works on a session's graph"),
    ("distribute.", "variable", "the strategies changed: needs a person"),
    ("", "", "no native form that is known to be the same"),
)


def resolve(root, path: str):
    for part in path.split("."):
        if part.endswith("()"):
            root = getattr(root, part[:-2])()
        else:
            root = getattr(root, part)
    return root


def unwrap(item):
    from tensorflow.python.util import tf_decorator

    try:
        return tf_decorator.unwrap(item)[1]
    except Exception:
        return item


def signature_words(item) -> str:
    """The parameters in the form of tf1_api.tsv; `?` when Python cannot tell."""
    try:
        parameters = inspect.signature(item).parameters.values()
    except (TypeError, ValueError):
        return "?"
    words = []
    for parameter in parameters:
        star = {parameter.VAR_POSITIONAL: "*", parameter.VAR_KEYWORD: "**", parameter.KEYWORD_ONLY: "*"}
        text = star.get(parameter.kind, "") + parameter.name
        if parameter.default is not parameter.empty:
            text += "=" + repr(parameter.default).replace(" ", "")
        elif parameter.kind is parameter.KEYWORD_ONLY:
            text += "=<needed>"
        words.append(text)
    return " ".join(words)


def split(words: str) -> list[tuple[str, str | None]]:
    """[(name, default or None)] of a signature text."""
    pairs = []
    for word in words.split():
        name, equals, default = word.partition("=")
        pairs.append((name, default if equals else None))
    return pairs


def plain(default: str | None) -> str | None:
    """One spelling for defaults that mean the same."""
    if default is None:
        return None
    for old, new in (("0.0", "0"), ("1.0", "1"), ("<UnconnectedGradients.NONE:'none'>", "none"), ("''", "None")):
        default = new if default == old else default
    return default


def family(name: str) -> str:
    head, dot, _ = name.partition(".")
    return head if dot else "root"


def effect_of(name: str, kind: str) -> str:
    if name in STATEFUL:
        return "stateful"
    if kind != "function":
        return "host"
    if any(name == word or (word.endswith((".", "_")) and name.startswith(word)) for word in HOST):
        return "host"
    if any(name.startswith(word) for word in RANDOM) and "stateless" not in name:
        return "random"
    return "random" if "candidate_sampler" in name else "pure"


def native_path(tf, name: str) -> str | None:
    """Where the native API has the very same object as tf.compat.v1's `name`, or an equal constant."""
    try:
        old = resolve(tf.compat.v1, name)
    except AttributeError:
        return None
    candidates = [name]
    if inspect.isclass(old) or callable(old):
        candidates += [path for path in getattr(unwrap(old), "_tf_api_names", ()) or () if not path.startswith("__")]
    elif name.startswith("saved_model."):
        candidates.append("saved_model." + name.rpartition(".")[2])
    elif "." not in name and name.isupper():
        candidates.append("version." + name)
    for path in candidates:
        try:
            new = resolve(tf, path)
        except AttributeError:
            continue
        same = new is old or unwrap(new) is unwrap(old)
        if same or (isinstance(old, (str, int, float, tuple)) and type(old) is type(new) and old == new):
            return path
    return None


class Builder:
    def __init__(self, tf, api: dict[str, tuple[str, str]]):
        self.tf, self.api, self.problems = tf, api, []

    def row(self, name: str) -> dict[str, str]:
        kind, words = self.api.get(name, ("function", None))
        rule = RULES.get(name)
        if rule is None:
            path = None if name.startswith(NEVER) else native_path(self.tf, name)
            rule = {"gone": True} if path is None else {"target": path, "auto": True}
        if rule.get("gone"):
            return self.gone(name, rule, kind)
        words = rule.get("signature", words)
        if rule.get("value"):
            kind, words = "value", ""
        if words is None:
            self.problems.append(f"{name}: no signature")
            words = "?"
        row = {"name": "tensorflow." + name, "effect": rule.get("effect") or effect_of(name, kind)}
        row["note"] = rule.get("note", "")
        for column in ("check", "special", "keyword", "constant", "needs", "drop"):
            row[column] = rule.get(column, "")
        for column in ("rename", "defaults", "only", "transform"):
            row[column] = "; ".join(f"{key}={value}" for key, value in rule.get(column, {}).items())
        if rule.get("template"):
            row.update(kind="call", template=rule["template"], params=" ".join(key for key, _ in split(words)))
            row["target"] = ""
            return row
        row["target"] = "tensorflow." + rule["target"]
        try:
            target = resolve(self.tf, rule["target"])
        except AttributeError:
            self.problems.append(f"{name}: {rule['target']} does not resolve")
            return self.gone(name, {}, kind)
        if kind == "value" or words == "?":
            row["kind"] = "same" if rule["target"] == name else "rename"
            return row
        new_words = rule.get("signature2") or signature_words(target)
        if rule["target"].startswith("raw_ops."):  # they take keywords only
            new_words = " ".join("*" + word for word in new_words.split())
        return self.compare(name, rule, row, words, new_words)

    def compare(self, name, rule, row, words, new_words):
        old, new = split(words), split(new_words)
        refused = set(rule.get("refuse", "").split())
        rename = {key: to for key, to in rule.get("rename", {}).items() if key in dict(old)}
        row["rename"] = "; ".join(f"{key}={to}" for key, to in rename.items())
        dropped = set(rule.get("drop", "").split())
        today = dict(new)
        reviewed = set(rule.get("ok", "").split()) | set(rule.get("defaults", {}))
        if new_words == "?" or any(key.startswith("*") for key, _ in old) or "*args" in today:
            if not rule.get("params") and not any(row[column] for column in ("rename", "defaults", "drop", "special")):
                row["kind"] = "same" if rule["target"] == name else "rename"
                return row
        missing = []
        for key, default in old:
            to = rename.get(key, key)
            if key in dropped or key in refused:
                continue
            other = today.get(to, today.get("*" + to))
            if to not in today and "*" + to not in today:
                missing.append(key)
            elif key == to and plain(default) != plain(other) and default is not None and to not in reviewed:
                # TF1's None for what TF2 needs is met at the call; a name changes no number.
                if default != "..." and key != "name" and not (default == "None" and other is None):
                    self.problems.append(f"{name}: {key} is {default} in TF1, {other} in {rule['target']}")
        if rule.get("kind"):
            row["kind"] = rule["kind"]
            return row
        in_order = [key for key, _ in old] == [key for key, _ in new][: len(old)]
        changed = any(
            row[column] for column in "rename defaults drop transform keyword only needs constant check".split()
        )
        if in_order and not changed and not refused and "params" not in rule:
            row["kind"] = "same" if rule["target"] == name else "rename"
            if row["special"] or any(key == "seed" for key, _ in old):  # its position tells which draws are seeded
                row["params"] = " ".join(key for key, _ in old)
                row["positional"] = " ".join(key for key, _ in new)
            return row
        item = resolve(self.tf, rule["target"])
        if rule.get("auto") and inspect.isclass(item) and (missing or issubclass(item, enum.Enum)):
            row["kind"] = (
                "same" if rule["target"] == name else "rename"
            )  # the class is the same, its constructor is not
            return row
        if rule.get("auto") and missing and set(missing) != {"name"}:
            self.problems.append(f"{name}: {missing} not in {rule['target']}({new_words})")
        row["kind"] = "call"
        row["params"] = rule.get("params") or " ".join(key for key, _ in old)
        row["positional"] = " ".join(key for key, _ in new)
        required = [key for key, default in new if default is None and not key.startswith("*")]
        row["required"] = str(len(required)) if required else ""
        # A sentinel, or a parameter that only a person could carry over: allow no value at all.
        only = {key: "<nothing>" for key in [*refused, *missing] if key != "name"}
        only.update(rule.get("only", {}))
        row["only"] = "; ".join(f"{key}={value}" for key, value in sorted(only.items()))
        if "name" in missing:
            row["drop"] = " ".join([*row["drop"].split(), "name"])
        return row

    def gone(self, name, rule, kind):
        effect, note = next(item[1:] for item in GONE if name.startswith(item[0]))
        if "note" in rule or not effect:
            effect = effect_of(name, kind)
        return {
            "name": "tensorflow." + name,
            "kind": "gone",
            "effect": rule.get("effect") or effect,
            "note": rule.get("note") or note,
        }


def read_api() -> dict[str, tuple[str, str]]:
    api = {}
    for line in (HERE / "tf1_api.tsv").read_text(encoding="utf-8").splitlines():
        name, kind, words = line.split("\t")
        api[name] = (kind, words)
    return api


def build(tf) -> tuple[dict[str, str], list[str]]:
    """({file name: text}, problems) for the installed TensorFlow `tf`."""
    api = read_api()
    builder = Builder(tf, api)
    files: dict[str, list[str]] = {}
    for name in sorted(api.keys() | RULES.keys()):
        row = builder.row(name)
        line = "\t".join(str(row.get(column, "")) for column in COLUMNS)
        files.setdefault(family(name), []).append(line.rstrip("\t"))
    header = "\t".join(COLUMNS)
    return {f"{key}.tsv": "\n".join([header, *lines]) + "\n" for key, lines in files.items()}, builder.problems


def main(arguments: list[str]) -> int:
    import tensorflow

    files, problems = build(tensorflow)
    for problem in problems:
        print(problem, file=sys.stderr)
    stale = 0
    folder = HERE / "data"
    folder.mkdir(exist_ok=True)
    for path in folder.glob("*.tsv"):
        if path.name not in files:
            stale += 1
            if "--check" not in arguments:
                path.unlink()
    for name, text in files.items():
        path = folder / name
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            stale += 1
            if "--check" not in arguments:
                path.write_text(text, encoding="utf-8", newline="\n")
    print(f"{len(files)} files, {stale} changed, {len(problems)} problems", file=sys.stderr)
    return int(bool(problems) or (bool(stale) and "--check" in arguments))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

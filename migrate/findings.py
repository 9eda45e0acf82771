"""What the tool has to say about a line: codes, texts and places."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """One message at one place; `line` and `column` count from 1."""

    code: str
    path: str
    line: int
    column: int
    message: str
    fixable: bool = False
    severity: str = "warning"


@dataclass(frozen=True)
class Code:
    code: str
    title: str
    explanation: str


def _table(*rows: tuple[str, str, str]) -> dict[str, Code]:
    found: dict[str, Code] = {}
    for code, title, explanation in rows:
        if code in found:
            raise ValueError(f"{code} stands for `{found[code].title}` and `{title}`")
        found[code] = Code(code, title, explanation)
    return found


CODES: dict[str, Code] = _table(
    ("TF001", "cannot be parsed", "The file is not valid Python 3. It is left byte for byte; mend the named line."),
    ("TF002", "cannot be read", "The file cannot be read or decoded. It is left byte for byte."),
    ("TF003", "cannot be written", "The new text could not be written. The old file is whole."),
    ("TF004", "internal error", "The tool failed on this file and left it byte for byte. Please report it."),
    ("TF005", "unused suppression", "A `# migrate: ignore[...]` comment hides nothing and can go."),
    (
        "TF006",
        "Python 2 source",
        "The file is Python 2 and is left byte for byte. With `--python2` it is brought to Python 3 first.",
    ),
    (
        "TF007",
        "notebook of another language",
        "The notebook's kernel is not one of Python. It is left byte for byte.",
    ),
    (
        "TF101",
        "session program becomes functions",
        "Placeholders and `Session.run` become `tf.function`s called with the values that were fed.",
    ),
    (
        "TF102",
        "symbol renamed",
        "A TF1 symbol that TensorFlow 2 has under another name, or with other argument names.",
    ),
    ("TF103", "graph mode kept", "The program keeps its graph and sessions and imports the `compat` runtime instead."),
    (
        "TF104",
        "MNIST tutorial module",
        "TensorFlow 2 has no `tensorflow.examples.tutorials`. A module of the same interface is written beside it.",
    ),
    (
        "TF111",
        "numpy name removed",
        "numpy removed this name; its exact successor is written instead.",
    ),
    ("TF112", "Python name removed", "Python removed this name; its exact successor is written instead."),
    ("TF113", "package moved", "scipy or scikit-learn moved this name; the same one is imported from its new place."),
    (
        "TF114",
        "removed without a successor",
        "A library removed this name and has nothing that does exactly the same. A person has to choose.",
    ),
    (
        "TF115",
        "Python 2",
        "With `--python2`, fissix brings the source to Python 3: print, exceptions, renamed modules, iterators, text.",
    ),
    (
        "TF201",
        "not certain to migrate",
        "A construct on this line could not be turned into eager TensorFlow 2 with certainty, so the whole program "
        "stays in graph mode on the `compat` runtime, where it computes what it computed before.",
    ),
    (
        "TF202",
        "shares a module with a program that stays in graph mode",
        "Programs that import a common module with TensorFlow code are migrated in one form.",
    ),
    (
        "TF203",
        "internal error, stays in graph mode",
        "The tool failed on the native form of this program, which therefore stays in graph mode on the `compat` "
        "runtime. Please report it.",
    ),
    (
        "TF204",
        "native form not equal",
        "`migrate apply --verify --revert-unequal` ran the native form of this program, and it differed from the old "
        "one or could not be compared with it. The program stays in graph mode on the `compat` runtime.",
    ),
    ("TF210", "Keras backend op", "This function of `keras.backend` works on a TensorFlow 1 graph or session."),
    ("TF211", "removed from Keras", "Keras 3 has no such module or class, and nothing that computes exactly the same."),
    (
        "TF212",
        "Keras layer computes otherwise",
        "Keras 3 has no setting with which this layer gives Keras 2's numbers.",
    ),
    (
        "TF213",
        "Keras optimizer computes otherwise",
        "Keras 3 cannot repeat this optimizer, or which one it is is not known.",
    ),
    ("TF214", "decay beside a changed rate", "`decay=` becomes a schedule, whose rate cannot also be set by hand."),
    ("TF215", "Keras loss or metric computes otherwise", "Keras 3 computes or names this loss or metric otherwise."),
    (
        "TF217",
        "step counter read by chance",
        "Keras 2.3 on TensorFlow 1 read its step counter before or after the update, so runs differ among themselves.",
    ),
    ("TF218", "saved model", "Keras 3 reads and writes model files under other names and in other formats."),
    ("TF219", "Keras model built otherwise", "Keras 3 builds, compiles or freezes such a model in another way."),
    ("TF220", "generator not certain", "It is not certain which batches this generator would give to Keras 3."),
    ("TF221", "validation loss reported otherwise", "Keras 2 did not average a generator's batches by their sizes."),
    ("TF222", "generator copied into processes", "Each worker process repeated the generator's batches under Keras 2."),
    (
        "TF301",
        "default pinned",
        "TensorFlow 2 has another default here; TF1's is written out so that the numbers stay the same.",
    ),
    (
        "TF302",
        "prints a graph tensor",
        "TF1 printed the description of a graph tensor here; an eager tensor prints its value. Of the definition of a "
        "graph, which an eager program has none of, nothing is printed.",
    ),
    (
        "TF303",
        "graph not written",
        "TF1 wrote the graph of the session to the event file here. An eager program has none, so the file lacks it.",
    ),
    (
        "TF304",
        "checkpoint without a graph",
        "TF1 wrote the graph beside the checkpoint (`.meta`). An eager program has none; the variables are as before.",
    ),
    (
        "TF305",
        "device scope",
        "The operations of a `with tf.device(...)` moved into functions without it; TensorFlow places them itself.",
    ),
    (
        "TF306",
        "session setting",
        "A setting of the session's configuration that TensorFlow 2 takes before its first operation, from a call of "
        "its own. Numbers do not depend on it; memory, speed and logging may.",
    ),
    (
        "TF308",
        "estimator written out",
        "`train`, `evaluate` and `predict` of an Estimator become loops. The checkpoints and events that TF1 wrote to "
        "a temporary folder and its log are gone, and a loss that is not a number does not end the training.",
    ),
    (
        "TF307",
        "order of a queue",
        "The threads of TF1's queues gave these elements in an order that no two runs share. The dataset's is another.",
    ),
    (
        "TF309",
        "cells in their order",
        "The native form reads the cells of a notebook from the top to the bottom, each once, as Restart & Run All "
        "runs them. Sessions and their initializers are gone: to start again from the initial values, run all cells.",
    ),
    (
        "TF310",
        "Python 2 kernel",
        "The notebook names a kernel of Python 2 but holds only what Python 3 can read, and is read as Python 3. Some "
        "of it may compute otherwise there; look at the divisions first, and choose a Python 3 kernel.",
    ),
    (
        "TF311",
        "magic that names TensorFlow 1",
        "A magic or shell line of the notebook installs or selects TensorFlow 1. Lines of that kind are kept as they "
        "are; TensorFlow 2 has to be there when the migrated cells run.",
    ),
    (
        "TF312",
        "division of Python 2",
        "Python 2 rounded the division of whole numbers down. Where both operands are known to be whole, `//` is "
        "written; here they are not known, and `/` gives a fraction. Write `//` if whole numbers are divided.",
    ),
    (
        "TF313",
        "meant for another TensorFlow",
        "A branch that no version of TensorFlow 1 takes, an assertion that the version is 1, or an attempt with names "
        "that TensorFlow 1.15 has not goes: the program means TensorFlow 1, and might do something else under 2.",
    ),
    (
        "TF314",
        "drawn by a function of its own",
        "TensorFlow 1's ops each begin the numbers of their seed anew; what TensorFlow 2 draws at once with one seed "
        "goes on from draw to draw. `tf.function(tf.random.normal)` makes an op that begins anew.",
    ),
    (
        "TF315",
        "never run",
        "The program builds these tensors or ops and no run needs them. An eager program computes what it is asked "
        "for, so the statements go. If they were to be run, or to be seen in TensorBoard, write what is missing.",
    ),
    (
        "TF316",
        "order left open",
        "TensorFlow 1 ran an assignment and other ops that read its variable in one run, and its threads decided which "
        "came first. The native form always reads first, as most runs did: the assignment had further ops to wait for.",
    ),
    (
        "TF317",
        "minimized by SciPy",
        "`tf.contrib.opt` handed a graph to `scipy.optimize.minimize`. The native form calls it itself, with the same "
        "options and in float64. While SciPy asks for losses the variables hold what it asks about; the summary that "
        "TensorFlow 1 logged at the end goes.",
    ),
    (
        "TF318",
        "branch that never runs",
        "The program's own constants decide this test: a name bound once, a default that every call keeps, an "
        "attribute that is set once. The branch for anything else would build or run another graph, and goes, since "
        "the program is not native with both. An assertion says so to whoever chooses anew; where the choice is to "
        "stay, migrate with each of its values.",
    ),
    (
        "TF320",
        "training loop becomes fit",
        "With `--style fit` this loop is `compile` and `fit` over a `tf.data` dataset with the same batches in the "
        "same order. The variables are the same afterwards; what the loop printed goes, and Keras logs instead.",
    ),
    (
        "TF321",
        "training loop stays",
        "`--style fit` was asked for, and this loop does more than train, log and evaluate, or it is not certain that "
        "it does not. It stays a loop, and computes and prints what it did.",
    ),
    ("TF401", "Keras argument renamed", "A Keras 2 argument or method that Keras 3 has under another name."),
    (
        "TF402",
        "generator training method",
        "`fit_generator` and its siblings become `fit`/`evaluate`/`predict` on a dataset built from a factory.",
    ),
    ("TF403", "Keras module moved", "Keras 3 has this module or name elsewhere."),
    ("TF901", "left to a person", "Neither a native form nor the `compat` runtime can serve this construct."),
)

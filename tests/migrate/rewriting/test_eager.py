"""Programs that run eagerly in TensorFlow 1: the native form prints what TensorFlow 1.15.5 printed.

eager_programs/NAME.py is the program, NAME.expected.txt what TensorFlow 1.15.5 printed (see record_eager.py). A program
whose name begins with `refused_` holds something that TensorFlow 2 would compute otherwise and stays on the runtime.
"""

from __future__ import annotations

import ast
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from migrate.engine import Options, SourceFile, migrate_group
from migrate.names import Names
from migrate.rewriting.eager.kinds import HOST, MODEL, OPTIMIZER, TENSOR, UNKNOWN, VARIABLE, Kinds

FOLDER = Path(__file__).parent / "eager_programs"
PROGRAMS = {path.stem: path.read_text(encoding="utf-8") for path in sorted(FOLDER.glob("*.py"))}
REFUSED = sorted(name for name in PROGRAMS if name.startswith("refused_"))
NATIVE = sorted(PROGRAMS.keys() - set(REFUSED))
NUMBER = re.compile(r"-?\d+\.?\d*(?:e[-+]?\d+)?")
RUNNER = """
import contextlib, io, json, os, runpy, sys
import numpy as np, tensorflow as tf
folder, found = sys.argv[1], {}
for name in json.loads(sys.argv[2]):
    output = io.StringIO()
    with contextlib.redirect_stdout(output):
        try:
            runpy.run_path(os.path.join(folder, name + ".py"), run_name="__main__")
        except Exception as error:
            print("raised", type(error).__name__, error)
    found[name] = output.getvalue()
json.dump(found, open(os.path.join(folder, "found.json"), "w"))
"""


def migrated(text: str, name: str = "program.py"):
    return migrate_group([SourceFile(name, text)], Options())


def native(text: str) -> str:
    result = migrated(text)
    assert [p.form for p in result.programs] == ["native"], result.programs
    return result.files[0].text


def refused(text: str) -> str:
    result = migrated(text)
    assert [p.form for p in result.programs] == ["compat"], result.files[0].text
    return result.programs[0].reason.message


@pytest.fixture(scope="module")
def printed(tmp_path_factory) -> dict[str, str]:
    """What the native programs print, all run in one process."""
    folder = tmp_path_factory.mktemp("eager")
    for name in NATIVE:
        (folder / f"{name}.py").write_text(native(PROGRAMS[name]), encoding="utf-8")
    environment = {**os.environ, "CUDA_VISIBLE_DEVICES": "-1", "TF_CPP_MIN_LOG_LEVEL": "3"}
    command = [sys.executable, "-c", RUNNER, str(folder), json.dumps(NATIVE)]
    subprocess.run(command, check=True, env=environment, timeout=300)
    return json.loads((folder / "found.json").read_text())


def plain(text: str) -> str:
    return re.sub(r"np\.(?:float|int|uint)\d+\(([^()]*)\)", r"\1", text)


def same(expected: str, found: str) -> bool:
    expected, found = plain(expected), plain(found)
    if "".join(NUMBER.sub("#", expected).split()) != "".join(NUMBER.sub("#", found).split()):
        return False
    pairs = zip(map(float, NUMBER.findall(expected)), map(float, NUMBER.findall(found)), strict=True)
    return all(abs(a - b) <= 1e-5 * max(abs(a), abs(b), 1e-1) for a, b in pairs)


@pytest.mark.parametrize("name", NATIVE)
def test_prints_what_tensorflow_1_printed(name, printed):
    expected = (FOLDER / f"{name}.expected.txt").read_text(encoding="utf-8")
    assert same(expected, printed[name]), f"TF1 printed\n{expected}\nthe native form prints\n{printed[name]}"


@pytest.mark.parametrize("name", NATIVE)
def test_second_migration_changes_nothing(name):
    text = native(PROGRAMS[name])
    again = migrated(text).files[0]
    assert again.text is None or again.text == text


@pytest.mark.parametrize("name", REFUSED)
def test_what_would_change_stays_on_the_runtime(name):
    assert refused(PROGRAMS[name])


HEAD = "import numpy as np\nimport tensorflow as tf\ntf.enable_eager_execution()\n"


def test_switch_under_a_condition_is_no_eager_program():
    text = "import tensorflow as tf\neager = True\nif eager:\n    tf.enable_eager_execution()\nprint(tf.constant(1))\n"
    assert "enable_eager_execution" in refused(text)


def test_functions_take_the_indentation_of_the_file():
    text = (
        HEAD + "w = tf.Variable(1.0)\ndef loss(x):\n  return w * x\ngrad = tf.contrib.eager.implicit_gradients(loss)\n"
    )
    assert "\n  with tf.GradientTape() as tape:\n    value = loss(x)\n" in native(text)


def test_loss_of_the_same_name_as_its_function():
    text = (
        HEAD
        + "w = tf.Variable(1.0)\ndef loss(tape):\n    return w * tape\n"
        + "grad = tf.contrib.eager.implicit_gradients(loss)\n"
    )
    assert "as gradient_tape:\n        value = loss(tape)" in native(text)


def test_functions_of_unknown_arguments_hand_them_on():
    text = HEAD + "import other\ngrad = tf.contrib.eager.implicit_gradients(other.loss)\n"
    assert "def grad(*args, **kwargs):" in native(text)
    assert "is not here" in refused(text.replace("implicit_gradients", "gradients_function"))


def test_variables_of_keras_that_are_printed_are_reported():
    text = (
        HEAD
        + "model = tf.keras.Sequential([tf.keras.layers.Dense(1)])\nmodel(tf.ones([1, 2]))\nprint(model.variables)\n"
    )
    assert any(f.code == "TF302" for f in migrated(text).files[0].findings)


def test_programs_that_share_a_module_are_all_native():
    model = "import tensorflow as tf\nclass Net(tf.keras.Model):\n    def call(self, x):\n        return x\n"
    model += "    def predict(self, x):\n        return self(x)\n"
    data = "import tensorflow as tf\nclass Loader:\n    def __init__(self):\n"
    data += '        self.mnist = tf.contrib.learn.datasets.load_dataset("mnist")\n'
    main = "import tensorflow as tf\nfrom net import Net\nfrom data import Loader\ntf.enable_eager_execution()\n"
    main += "model = Net()\nprint(model.predict(tf.to_float(1)))\n"
    files = {"net.py": model, "data.py": data, "train.py": main, "test.py": main}
    result = migrate_group([SourceFile(n, t) for n, t in files.items()], Options())
    assert [p.form for p in result.programs] == ["native", "native"]
    texts = {f.name: f.text for f in result.files}
    assert texts["net.py"] is None
    assert "import mnist_input_data as input_data" in texts["data.py"] and "mnist_input_data.py" in texts
    assert 'input_data.read_data_sets("MNIST-data")' in texts["data.py"]
    assert "model.predict(tf.cast(1, tf.float32))" in texts["train.py"]


def test_a_graph_program_that_shares_the_module_keeps_all_on_the_runtime():
    files = {
        "data.py": "import tensorflow as tf\nvalue = tf.contrib.eager\n",
        "train.py": "import tensorflow as tf\nimport data\ntf.enable_eager_execution()\n",
        "graph.py": "import tensorflow as tf\nimport data\nx = tf.placeholder(tf.float32)\n",
    }
    result = migrate_group([SourceFile(n, t) for n, t in files.items()], Options())
    assert {p.form for p in result.programs} == {"compat"}


REFUSALS = {
    "a placeholder": "x = tf.placeholder(tf.float32)",
    "a batch normalization": "bn = tf.layers.BatchNormalization()\nprint(bn(tf.ones([2, 3]), training=True))",
    "a layer function": "print(tf.layers.dense(tf.ones([1, 2]), 3))",
    "a recurrent cell": "cell = tf.nn.rnn_cell.BasicLSTMCell(3)",
    "a parameter that may be a tensor": "def f(a):\n    return a == 1\nlist(map(f, [tf.constant(1)]))",
    "a tensor in a list": "seen = []\nseen.append(tf.constant(1))\nprint(seen[0] == 1)",
    "membership": "seen = [tf.constant(1)]\nprint(tf.constant(1) in seen)",
    "gradients computed apart": "o = tf.train.AdamOptimizer(0.1)\npairs = o.compute_gradients(lambda: 1.0)",
    "an optimizer's attribute": "o = tf.train.AdamOptimizer(0.1)\nprint(o._lr)",
    "a decayed rate": "s = tf.train.get_or_create_global_step()\n"
    "o = tf.train.AdamOptimizer(tf.train.exponential_decay(0.1, s, 10, 0.9))",
    "a rate that is called": "o = tf.train.MomentumOptimizer(lambda: 0.1, 0.9)",
    "a rate from a function": "def rate():\n    return 0.1\no = tf.train.MomentumOptimizer(rate, 0.9)",
    "an activation by position": "c = tf.layers.Conv2D(3, 2, 1, 'same', 'channels_last', 1, tf.nn.relu)",
    "weights in a file": "m = tf.keras.Sequential([tf.keras.layers.Dense(1)])\nm.save_weights('weights')",
    "two global steps": "def f():\n    return tf.train.get_or_create_global_step()\nprint(f(), f())",
    "a kept name": "class M(tf.keras.Model):\n    def __init__(self):\n        super().__init__()\n"
    "        self.layers = []",
    "a derived derived class": "class A(tf.keras.Model):\n    pass\nclass B(A):\n    pass",
    "the shape that build gets": "class L(tf.keras.layers.Layer):\n    def build(self, shape):\n"
    "        self.w = self.add_weight('w', shape.as_list())",
    "random numbers in a call": "class L(tf.keras.Model):\n    def call(self, x):\n        return x * np.random.rand()",
    "a summary that is not recorded": "tf.contrib.summary.scalar('a', 1.0, step=1)",
}


@pytest.mark.parametrize("what", REFUSALS)
def test_refuses(what):
    assert refused(HEAD + REFUSALS[what] + "\n")


# ---------------------------------------------------------------- kinds
def kinds_of(text: str, *expressions: str) -> list[str]:
    tree = ast.parse(HEAD + text + "\n" + "\n".join(expressions))
    parents = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
    kinds = Kinds(tree, Names(tree), parents)
    return [kinds.of(n.value) for n in tree.body[-len(expressions) :]]


def test_kinds_of_plain_expressions():
    text = "a = 3\nb = np.ones(2)\nc = tf.constant(1)\nv = tf.Variable(1.0)\no = tf.train.AdamOptimizer()\nd = [1, c]"
    found = kinds_of(text, "a % 2", "b.sum()", "c + a", "c.numpy()", "v", "v * 2", "o", "d[0]", "d[1]", "d", "c.shape")
    assert found == [HOST, HOST, TENSOR, HOST, VARIABLE, TENSOR, OPTIMIZER, HOST, TENSOR, UNKNOWN, HOST]


def test_kinds_through_functions_loops_and_attributes():
    text = """
class Loader:
    def __init__(self, size):
        self.size = size
        self.data = np.ones(size)
    def batch(self):
        return self.data, tf.constant(self.size)
class Net(tf.keras.Model):
    pass
def twice(x, times=2):
    return x * times
loader = Loader(4)
first, second = loader.batch()
for i, (p, q) in enumerate(zip([1, 2], tf.data.Dataset.range(2))):
    pass
net = Net()
out = net(first)
number = twice(3)
"""
    found = kinds_of(text, "first", "second", "i", "p", "q", "net", "out", "number", "loader.batch()[0]")
    assert found == [HOST, TENSOR, HOST, HOST, TENSOR, MODEL, TENSOR, HOST, HOST]


def test_kinds_of_names_that_stand_for_two_things():
    text = (
        "a = 1\na = tf.constant(2)\nx = 0\ny = x\nx = y\ny = tf.constant(1)\ndef f(p):\n    return p\ng = f\nf.note = a"
    )
    found = kinds_of(text, "a", "x", "y", "f(1)", "g(1)", "f.note")
    assert HOST not in found

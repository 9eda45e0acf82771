"""From sources to results: which files belong together, which form they get, and what happens when a rule fails."""

from __future__ import annotations

import pytest

from migrate import engine
from migrate.engine import FileResult, Options, SourceFile, group, migrate_group, uses_tensorflow

TF1 = "import tensorflow as tf\nx = tf.placeholder(tf.float32, [])\ny = x + 1.0\n"
RUN = "with tf.Session() as sess:\n    print(sess.run(y, {x: 1}))\n"
QUEUE = "q = tf.PriorityQueue(3, [tf.float32])\n"


def names(files: dict[str, str]) -> list[list[str]]:
    found = group([SourceFile(name, text) for name, text in files.items()])
    return sorted(sorted(file.name for file in files) for files in found)


def results(files: dict[str, str]):
    return migrate_group([SourceFile(name, text) for name, text in files.items()], Options())


def test_a_file_is_of_interest_by_its_bytes():
    assert uses_tensorflow(b"import tensorflow") and uses_tensorflow(b"from keras import x")
    assert not uses_tensorflow(b"import torch")


@pytest.mark.parametrize(
    ("files", "groups"),
    [
        ({"a.py": "import b", "b.py": ""}, [["a.py", "b.py"]]),
        ({"a.py": "import c", "b.py": ""}, [["a.py"], ["b.py"]]),
        ({"a.py": "import b", "b.py": "import c", "c.py": "", "d.py": ""}, [["a.py", "b.py", "c.py"], ["d.py"]]),
        ({"a.py": "import m", "b.py": "import m", "m.py": ""}, [["a.py", "b.py", "m.py"]]),
        ({"a.py": "from p import m", "p/__init__.py": "", "p/m.py": ""}, [["a.py", "p/__init__.py", "p/m.py"]]),
        ({"p/a.py": "from . import m", "p/m.py": "", "m.py": ""}, [["m.py"], ["p/a.py", "p/m.py"]]),
        ({"p/q/a.py": "from ..m import x", "p/m.py": "", "m.py": ""}, [["m.py"], ["p/m.py", "p/q/a.py"]]),
        ({"a.py": "'''\nimport b\n'''", "b.py": ""}, [["a.py"], ["b.py"]]),
        ({"a.py": "def f():\n    import b", "b.py": ""}, [["a.py", "b.py"]]),
        ({"one/a.py": "import m", "two/m.py": ""}, [["one/a.py"], ["two/m.py"]]),
    ],
)
def test_files_that_import_each_other_belong_together(files, groups):
    assert names(files) == groups


def test_a_program_without_tensorflow_1_is_left():
    result = results({"a.py": "import tensorflow as tf\nprint(tf.math.log(2.0))\n"})
    assert result.files == [FileResult("a.py", None)] and result.programs == []


def test_a_certain_program_is_native():
    result = results({"a.py": TF1 + RUN})
    assert [program.form for program in result.programs] == ["native"]
    assert "tf.function" in result.files[0].text


def test_an_uncertain_program_stays_in_graph_mode_with_its_reason():
    result = results({"a.py": TF1 + QUEUE + RUN})
    (program,) = result.programs
    assert (program.form, program.reason.code, program.reason.line) == ("compat", "TF201", 4)
    assert result.files[0].text.startswith("from compat import tf1 as tf\n")
    assert program.reason in result.files[0].findings


def test_what_nothing_serves_is_left_to_a_person():
    result = results({"a.py": TF1 + "tf.contrib.boosted_trees.f()\n" + QUEUE + RUN})
    assert [program.form for program in result.programs] == ["by hand"]
    assert "TF901" in [finding.code for finding in result.files[0].findings]


def test_the_runtime_is_imported_also_before_a_line_that_begins_with_a_lost_name():
    program = "import tensorflow as tf\ntf.compat.v1.layers.dense(x, 3)\ntf.compat.v1.disable_eager_execution()\n"
    assert results({"a.py": program}).files[0].text == (
        "import tensorflow as tf\nfrom compat import tf1\ntf1.layers.dense(x, 3)\n"
        "tf.compat.v1.disable_eager_execution()\n"
    )


def test_programs_that_share_a_module_have_one_form():
    result = results({"a.py": "import m\n" + TF1 + RUN, "b.py": "import m\n" + TF1 + QUEUE + RUN, "m.py": TF1})
    assert {program.name: program.form for program in result.programs} == {"a.py": "compat", "b.py": "compat"}
    assert all("from compat import tf1 as tf" in file.text for file in result.files)


def test_programs_that_share_no_file_with_tensorflow_have_forms_of_their_own():
    plain = "def count():\n    return 3\n"
    result = results({"a.py": "import m\n" + TF1 + QUEUE + RUN, "b.py": "import m\n" + TF1 + RUN, "m.py": plain})
    assert [(program.name, program.form) for program in result.programs] == [("a.py", "compat"), ("b.py", "native")]
    assert [(file.name, file.text is None) for file in result.files] == [
        ("a.py", False),
        ("b.py", False),
        ("m.py", True),
    ]
    over = {"m.py": "import n\n" + plain, "n.py": TF1}
    shared = results({"a.py": "import m\n" + TF1 + QUEUE + RUN, "b.py": "import m\n" + TF1 + RUN, **over})
    assert [program.form for program in shared.programs] == ["compat", "compat"]


def test_a_file_that_only_speaks_of_tensorflow_ties_no_programs_together():
    plain = "# counts for the TensorFlow programs: see the tensorflow documentation\ndef count():\n    return 3\n"
    result = results({"a.py": "import m\n" + TF1 + QUEUE + RUN, "b.py": "import m\n" + TF1 + RUN, "m.py": plain})
    assert [(program.name, program.form) for program in result.programs] == [("a.py", "compat"), ("b.py", "native")]
    assert [file.text for file in result.files if file.name == "m.py"] == [None]
    star = {"m.py": "from n import *  # tensorflow\n", "n.py": TF1}
    tied = results({"a.py": "import m\n" + TF1 + QUEUE + RUN, "b.py": "import m\n" + TF1 + RUN, **star})
    assert [program.form for program in tied.programs] == ["compat", "compat"]


def test_a_second_migration_leaves_a_program_in_graph_mode_as_it_is():
    head = "import tensorflow.compat.v1 as tf\n"
    files = {
        "a.py": "import m\n" + head + "tf.disable_v2_behavior()\nq = tf.layers.dense(m.w, 3)\n",
        "m.py": head
        + "w = tf.Variable([[1.0]])\ntotal = tf.log(w)\nwith tf.Session() as sess:\n    print(sess.run(total))\n",
    }
    once = {file.name: file.text or files[file.name] for file in results(files).files}
    assert "compat" in once["a.py"] and once["m.py"] == files["m.py"]
    assert names(once) == [["a.py", "m.py"]] and all(uses_tensorflow(text.encode()) for text in once.values())
    again = results(once)
    assert [file.text for file in again.files] == [None, None]
    assert {program.form for program in again.programs} == {"compat"}


def test_an_error_in_the_native_form_leaves_the_program_running(monkeypatch):
    def broken(*_):
        raise KeyError("a defect")

    monkeypatch.setattr("migrate.rewriting.native.migrate", broken)
    (program,) = (result := results({"a.py": TF1 + RUN})).programs
    assert (program.form, program.reason.code) == ("compat", "TF203")
    assert "KeyError: 'a defect'" in program.reason.message
    assert result.files[0].text.startswith("from compat import tf1 as tf\n")


def test_a_group_in_parts_gives_what_the_whole_gives(monkeypatch):
    monkeypatch.setattr(engine, "_SMALL_GROUP", 0)
    files = {f"p/{i}.py": f"import m\n{TF1}print({i})\n" for i in range(4)} | {"m.py": TF1 + "tf.contrib.nccl.f()\n"}
    sources = [SourceFile(name, text) for name, text in files.items()]
    verdict = engine.stays_in_graph_mode(sources)
    assert verdict is not None
    parts = [engine.graph_mode_part(part, verdict) for part in (sources[3:], sources[:1], sources[1:3])]
    assert engine.whole_group(sources, verdict, parts) == migrate_group(sources, Options())


@pytest.mark.parametrize(
    "files",
    [
        {"a.py": TF1 + RUN},
        {"a.py": "import m\n" + TF1, "m.py": TF1},
        {"a.py": "import m\n", "b.py": "import m\n", "m.py": TF1},
    ],
)
def test_a_group_that_may_be_native_is_not_cut(files):
    assert engine.stays_in_graph_mode([SourceFile(name, text) for name, text in files.items()]) is None


LAYER = "import tensorflow as tf\n\n\ndef scale(t):\n    return tf.to_float(t) * 2.0\n"
USER = """import tensorflow as tf
from layer import scale

x = tf.placeholder(tf.float32, [None])
y = scale(x)
with tf.Session() as sess:
    print(sess.run(y, {x: [NUMBER]}))
"""


def test_a_module_that_comes_out_alike_in_all_its_programs_is_native(monkeypatch):
    files = {"layer.py": LAYER, "a.py": USER.replace("NUMBER", "1.0"), "b.py": USER.replace("NUMBER", "2.0")}
    found = results(files)
    assert {program.name: program.form for program in found.programs} == {"a.py": "native", "b.py": "native"}
    texts = {file.name: file.text for file in found.files}
    assert "tf.cast(t, tf.float32) * 2.0" in texts["layer.py"] and "compat" not in texts["a.py"] + texts["b.py"]
    monkeypatch.setattr(engine, "_SMALL_GROUP", 10)  # too large to plan each program
    assert {program.form for program in results(files).programs} == {"compat"}


def test_one_program_that_stays_in_graph_mode_keeps_all_that_share_its_module():
    other = USER.replace("NUMBER", "2.0").replace("tf.Session()", "tf.Session('grpc://worker')")
    found = results({"layer.py": LAYER, "a.py": USER.replace("NUMBER", "1.0"), "b.py": other})
    assert {program.form for program in found.programs} == {"compat"}


BRAIN = """import tensorflow as tf


class Brain:
    def __init__(self):
        self.x = tf.placeholder(tf.float32, [None, 2])
        self.w = tf.Variable(tf.ones([2, 1]))
        self.y = tf.matmul(self.x, self.w)
        self.sess = tf.Session()
        self.sess.run(tf.global_variables_initializer())

    def value(self, x):
        return self.sess.run(self.y, {self.x: x})
"""


def test_a_caller_without_tensorflow_decides_with_and_is_never_written():
    calls = "from brain import Brain\n\nb = Brain()\nprint(b.value([[1.0, 2.0]]))\n"
    found = results({"brain.py": BRAIN, "run.py": calls})
    assert [(p.name, p.form) for p in found.programs] == [("run.py", "native")]
    assert {file.name: file.text is None for file in found.files} == {"brain.py": False, "run.py": True}
    reads = calls + "print(b.sess.run(b.y, {b.x: [[3.0, 4.0]]}))\n"
    found = results({"brain.py": BRAIN, "run.py": reads})
    assert [p.form for p in found.programs] == ["compat"]
    assert "without TensorFlow" in found.programs[0].reason.message
    assert {file.name: file.text is None for file in found.files} == {"brain.py": False, "run.py": True}


def test_a_program_of_several_files_gets_the_modules_that_it_imports():
    model = "import tensorflow as tf\n\n\ndef scale(t):\n    return tf.to_float(t) * 2.0\n"
    train = """import tensorflow as tf
from model import scale

x = tf.placeholder(tf.float32, [None, 2])
w = tf.Variable(tf.zeros([2, 1]), name="w")
y = scale(tf.matmul(x, w))
saver = tf.train.Saver()
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(sess.run(y, {x: [[1.0, 2.0]]}))
    saver.save(sess, "./model.ckpt")
"""
    result = migrate_group([SourceFile("model.py", model), SourceFile("train.py", train)], Options())
    assert [(p.name, p.form) for p in result.programs] == [("train.py", "native")]
    texts = {file.name: file.text for file in result.files}
    assert "from named_checkpoints import NamedCheckpoints" in texts["train.py"]
    assert "named_checkpoints" not in texts["model.py"]
    assert "class NamedCheckpoints" in texts["named_checkpoints.py"]


def test_what_a_module_of_a_package_imports_stands_beside_the_script():
    model = """import tensorflow as tf


class Model(object):
    def __init__(self):
        self.w = tf.Variable(tf.zeros([2, 1]), name="w")
        self.norm = tf.reduce_sum(tf.square(self.w))
        self.saver = tf.train.Saver()
        self.sess = tf.Session()
        self.sess.run(tf.global_variables_initializer())

    def save(self):
        self.saver.save(self.sess, "./model.ckpt")
        return self.sess.run(self.norm)
"""
    train = "from models.model import Model\n\nprint(Model().save())\n"
    files = [("models/__init__.py", ""), ("models/model.py", model), ("train.py", train)]
    result = migrate_group([SourceFile(name, text) for name, text in files], Options())
    assert [(p.name, p.form) for p in result.programs] == [("train.py", "native")]
    texts = {file.name: file.text for file in result.files}
    assert "from named_checkpoints import NamedCheckpoints" in texts["models/model.py"]
    assert "class NamedCheckpoints" in texts["named_checkpoints.py"]  # where `python train.py` looks for it


LAYERS = """import tensorflow as tf


class Layer:
    def __init__(self, m, n):
        self.W = tf.Variable(tf.ones([m, n]))

    def forward(self, x):
        return tf.matmul(x, self.W)
"""
NETWORK = """import tensorflow as tf
from layers import Layer

x = tf.placeholder(tf.float32, [None, 3])
y = x
for layer in [Layer(3, 4), Layer(4, 2)]:
    y = layer.forward(y)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(sess.run(y, {x: [[1.0, 2.0, 3.0]]}))
"""


def test_a_module_that_both_versions_run_makes_variables():
    found = results(
        {
            "layers.py": LAYERS,
            "train.py": NETWORK.replace("[Layer(3, 4), Layer(4, 2)]", "stack").replace(
                "y = x\n", "stack = [Layer(3, 4), Layer(4, 2)]\ny = x\n"
            ),
        }
    )
    assert [(p.name, p.form) for p in found.programs] == [("train.py", "native")]
    assert {file.name: file.text is None for file in found.files} == {"layers.py": True, "train.py": False}


def test_a_module_that_both_versions_run_keeps_the_session():
    model = TF1 + "\n\nclass Model:\n    def __init__(self):\n        self.x = tf.placeholder(tf.float32, [])\n"
    model += "        self.y = self.x * 2\n"
    trainer = "import tensorflow as tf\n\n\nclass Trainer:\n    def __init__(self, sess, model):\n"
    trainer += "        self.sess, self.model = sess, model\n\n    def run(self, x):\n"
    trainer = trainer.replace("self.sess, self.model = sess, model", "self.sess = sess\n        self.model = model")
    trainer += "        return self.sess.run(self.model.y, {self.model.x: x})\n"
    main = "import tensorflow as tf\nfrom model import Model\nfrom trainer import Trainer\n\nmodel = Model()\n"
    main += "with tf.Session() as sess:\n    print(Trainer(sess, model).run(3))\n"
    found = results({"model.py": model, "trainer.py": trainer, "main.py": main})
    assert [(p.name, p.form) for p in found.programs] == [("main.py", "native")]
    texts = {file.name: file.text for file in found.files}
    assert "def __init__(self, model):\n" in texts["trainer.py"] and "sess" not in texts["trainer.py"]


def test_the_reason_is_that_of_the_files_of_tensorflow_1():
    alone = NETWORK + "tf.train.start_queue_runners(coord=unknown())\n"
    found = results({"layers.py": LAYERS + "\n\nQUEUE = input()\n", "train.py": alone + QUEUE})
    assert [p.form for p in found.programs] == ["compat"]
    assert found.programs[0].reason.path == "train.py"


def test_a_file_without_tensorflow_that_needs_an_old_numpy_keeps_its_program_on_the_runtime():
    """The runtime puts the names back that numpy lost; such a file is never written."""
    program = (
        "import tensorflow as tf\nimport data\n\nx = tf.placeholder(tf.float32, [3])\n"
        "with tf.Session() as sess:\n    print(sess.run(2.0 * x, {x: data.load()}))\n"
    )
    for name, form in (("np.float", "compat"), ("np.float32", "native")):
        data = f"import numpy as np\n\n\ndef load():\n    return np.ones([3], {name})\n"
        result = migrate_group([SourceFile("a.py", program), SourceFile("data.py", data)], Options())
        assert [p.form for p in result.programs] == [form]
        assert result.files[1].text is None

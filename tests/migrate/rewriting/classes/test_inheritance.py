"""Classes that inherit a part of their graph."""

from __future__ import annotations

import ast

import pytest

from migrate.rewriting import native
from migrate.rewriting.classes import inheritance
from migrate.stages.program import Obstacle

HEAD = "import tensorflow as tf\n\n\n"
BASE = """\
class Model(object):
    \"\"\"What all models share.\"\"\"

    def __init__(self, config):
        self.config = config  # kept
        self.sess = None

    def add_placeholders(self):
        raise NotImplementedError

    def open(self):
        self.sess = tf.Session()
        self.sess.run(tf.global_variables_initializer())

    def name(self):
        return "model"


"""
NET = """\
class Net(Model):
    def __init__(self, config):
        super(Net, self).__init__(config)
        self.build()

    def add_placeholders(self):
        self.x = tf.placeholder(tf.float32, [None, 2])

    def build(self):
        self.add_placeholders()
        self.w = tf.Variable(tf.ones([2, 1]))
        self.out = tf.matmul(self.x, self.w)
        self.open()

    def name(self):
        return "net of a " + super(Net, self).name()

    def predict(self, x):
        return self.sess.run(self.out, {self.x: x})


"""
USE = "net = Net({})\nprint(net.name(), net.predict([[1.0, 2.0]]))\n"
PROGRAM = HEAD + BASE + NET + USE


def migrated(text: str) -> str:
    return native.migrate("net.py", text, ast.parse(text))[0]


def flat(text: str) -> inheritance.Flattened | None:
    return inheritance.flattened(text, ast.parse(text))


def members(text: str, name: str) -> list[str]:
    node = next(n for n in ast.parse(text).body if isinstance(n, ast.ClassDef) and n.name == name)
    return [getattr(m, "name", "") for m in node.body if isinstance(m, ast.FunctionDef)]


def test_each_class_keeps_its_methods():
    text = migrated(PROGRAM)
    assert members(text, "Model") == ["__init__", "name"]
    assert members(text, "Net") == ["__init__", "build", "out", "name", "predict"]
    assert "class Net(Model):" in text
    assert "super(Net, self).__init__(config)" in text
    assert 'return "net of a " + super(Net, self).name()' in text
    assert '"""What all models share."""' in text and "# kept" in text


def test_what_is_overridden_goes_with_its_override():
    assert "NotImplementedError" not in migrated(PROGRAM)  # the placeholders went, and so did what stood for them


def test_one_class_with_all_that_it_inherits():
    found = flat(PROGRAM)
    assert found is not None
    assert members(found.text, "Net") == [
        "init_of_Model",
        "open",
        "name_of_Model",
        "__init__",
        "add_placeholders",
        "build",
        "name",
        "predict",
    ]
    assert "self.init_of_Model(config)" in found.text
    lines, before = found.text.split("\n"), PROGRAM.split("\n")
    same = [n for n, line in enumerate(lines) if before[found.origin[n] - 1] == line]
    assert len(same) >= len(lines) - 7  # two headers, two names, two calls, the marker


def test_an_obstacle_is_told_at_its_line_of_the_file():
    text = PROGRAM.replace("self.sess = None\n", 'self.sess = None\n        self.q = tf.PriorityQueue(3, "float")\n')
    with pytest.raises(Obstacle) as raised:
        migrated(text)
    assert text.split("\n")[raised.value.node.lineno - 1].strip().startswith("self.q")  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "old, new",
    [
        ("net = Net({})", "net = Net({})\nother = Model({})"),  # the base is made too
        ("net = Net({})", "net = Net({})\nprint(isinstance(net, Model))"),
        ("self.config = config", "self.__config = config"),  # one for each class
        ("class Net(Model):", "@register\nclass Net(Model):"),
        ("class Net(Model):", "class Net(Model, Mixin):"),
        ("return super", "return super"),
        ("class Model(object):", "class Model(threading.Thread):"),
        ("super(Net, self).name()", "getattr(super(Net, self), 'name')()"),
    ],
)
def test_not_certain(old: str, new: str):
    text = PROGRAM.replace(old, new)
    if text != PROGRAM:
        assert flat(text) is None


def test_no_inheritance():
    assert flat(HEAD + BASE) is None


def test_classes_without_tensorflow_are_left():
    assert flat("class A:\n    def f(self):\n        return 1\n\n\nclass B(A):\n    pass\n") is None


def test_a_base_that_others_cannot_give_up_stays():
    text = PROGRAM.replace("net = Net", "class Odd(Model):\n    __slots__ = ()\n    x: int = 1\n\n\nnet = Net")
    assert flat(text) is None


def test_files_of_a_package():
    files = [
        ("models/base.py", '"""Base."""\n' + HEAD + BASE.rstrip("\n") + "\n"),
        ("models/net.py", "import tensorflow as tf\n\nfrom .base import Model\n\n\n" + NET.rstrip("\n") + "\n"),
        ("train.py", "from models.net import Net\n\n" + USE),
    ]
    texts, _ = native.migrate_program(files)
    assert members(texts["models/base.py"], "Model") == ["__init__", "name"]
    assert "from .base import Model" in texts["models/net.py"]
    assert "class Net(Model):" in texts["models/net.py"]


def test_an_import_goes_where_its_member_went():
    saver = BASE.replace("initializer())\n", "initializer())\n        self.saver = tf.train.Saver()\n")
    net = NET.replace("def predict", 'def save(self):\n        self.saver.save(self.sess, "m")\n\n    def predict')
    files = [
        ("base.py", HEAD + saver.rstrip("\n") + "\n"),
        ("net.py", "import tensorflow as tf\n\nfrom base import Model\n\n\n" + net.rstrip("\n") + "\n"),
        ("train.py", "from net import Net\n\n" + USE + "net.save()\n"),
    ]
    texts, _ = native.migrate_program(files)
    assert "from named_checkpoints import NamedCheckpoints" in texts["base.py"]
    assert "named_checkpoints" not in texts["net.py"]


def test_members_that_came_out_differently_go_to_their_classes():
    other = NET.replace("Net", "Wide").replace("[None, 2]", "[None, 3]").replace("[2, 1]", "[3, 1]")
    text = migrated(HEAD + BASE + NET + other + USE + "wide = Wide({})\nprint(wide.predict([[1.0, 2.0, 3.0]]))\n")
    assert members(text, "Model") == ["__init__", "name"]
    assert "tf.TensorSpec([None, 2]" in text and "tf.TensorSpec([None, 3]" in text


def test_what_one_class_overrides_and_another_inherits_stays():
    policy = """\
class Policy:
    def select(self, x):
        return 0

    def update(self, x):
        pass


class First(Policy):
    def select(self, x):
        return 1


class Net(Policy):
    def __init__(self):
        self.x = tf.placeholder(tf.float32, [None, 2])
        self.w = tf.Variable(tf.ones([2, 1]))
        self.out = tf.matmul(self.x, self.w)
        self.sess = tf.Session()
        self.sess.run(tf.global_variables_initializer())

    def update(self, x):
        return self.sess.run(self.out, {self.x: x})


first = First()
print(first.select([[1.0, 2.0]]), first.update([[1.0, 2.0]]))
net = Net()
print(net.select([[1.0, 2.0]]), net.update([[1.0, 2.0]]))
"""
    text = migrated(HEAD + policy)
    assert members(text, "Policy") == ["select", "update"]
    assert members(text, "First") == ["select"]
    assert members(text, "Net") == ["__init__", "out", "update"]

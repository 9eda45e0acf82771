"""Which tests the program's own text decides, and which stay open."""

from __future__ import annotations

import ast

import pytest

from migrate.names import Names
from migrate.rewriting.constants import Constants, Open

TF = "import tensorflow as tf\n"


def answer(text: str, joined: bool = False) -> bool | None:
    """The truth of the `if` in a text; None where it is open."""
    tree = ast.parse(text)
    test = next(n.test for n in ast.walk(tree) if isinstance(n, ast.If))
    try:
        return Constants(text, tree, Names(tree)).truth(test)
    except Open:
        return None


def asked(before: str, test: str, after: str = "") -> bool | None:
    return answer(f"{TF}{before}\ndef asks():\n    if {test}: pass\n{after}\n")


@pytest.mark.parametrize(
    ("before", "test", "expected"),
    [
        ("USE = False", "USE", False),
        ("USE = False", "not USE", True),
        ("N, M = 3, 5", "N > 2 and M < N", False),
        ("N: int = 3", "0 < N <= 3", True),
        ("A = B = 'x'", "A in ('x', 'y')", True),
        ("MODE = [dict(name='a'), dict(name='b', size=3)][1]", "MODE['name'] == 'a'", False),
        ("MODE = {'name': 'b', 'f': tf.nn.relu}\nMODE['size'] = 3", "MODE['name'] == 'b'", True),
        ("CELLS = [1, 2]\nfor c in CELLS: print(c)", "len(CELLS) > 1", True),
        ("ACT = tf.nn.relu", "ACT is None", False),
        ("ACT = None", "ACT is not None", False),
        ("def f(): pass", "f is None", False),
        ("NAME = 'Adam'", "NAME.lower() == 'adam'", True),
        ("OPT = {'a': 1}", "OPT.get('b') is None", True),
        ("A = 1\nB = A + 1", "B == 2", True),
        ("A = None", "A is None or A.foo()", True),
    ],
)
def test_decided(before: str, test: str, expected: bool):
    assert asked(before, test) is expected


@pytest.mark.parametrize(
    ("before", "test", "after"),
    [
        ("USE = False\nUSE = f()", "USE", ""),
        ("USE = False", "USE", "def f():\n    global USE\n    USE = True"),
        ("for USE in (False,): pass", "USE", ""),
        ("N = 0\nN += 1", "N", ""),
        ("import os\nUSE = os.environ.get('USE')", "USE", ""),
        ("FLAGS = tf.app.flags.FLAGS", "FLAGS.use", ""),
        ("import config", "config.USE", ""),
        ("MODE = {'name': 'a'}\nMODE['name'] = f()", "MODE['name'] == 'a'", ""),
        ("MODE = {'name': 'a'}\nMODE[f()] = 1", "MODE['name'] == 'a'", ""),
        ("MODE = {'name': 'a'}\nMODE.update(f())", "MODE['name'] == 'a'", ""),
        ("MODE = {'name': 'a'}\ng(MODE)", "MODE['name'] == 'a'", ""),
        ("MODE = {'name': 'a'}\nother = MODE", "MODE['name'] == 'a'", ""),
        ("MODE = {'name': 'a'}\ndel MODE['name']", "MODE['name'] == 'a'", ""),
        ("MODE = {'in': {'name': 'a'}}\nx = MODE['in']\nx['name'] = 'b'", "MODE['in']['name'] == 'a'", ""),
        ("MODE = {'name': 'a'}\nMODE['more'] = 1", "'more' in MODE", ""),
        ("CELLS = []\nCELLS.append(1)", "CELLS", ""),
        ("CELLS = []\nCELLS += [1]", "CELLS", ""),
        ("USE = False\nglobals()['USE'] = True", "USE", ""),
        ("USE = False\nexec('USE = True')", "USE", ""),
        ("USE = False\nfrom settings import *", "USE", ""),
        ("USE = False\nimport settings\nsettings.USE = True", "USE", ""),
        ("ACT = tf.nn.relu", "ACT", ""),
        ("x = tf.constant(1)", "x is None", ""),
        ("A = 1", "A is 1", ""),
        ("A = 10 ** 9", "A", ""),
        ("A = 'x' * 10", "A['y']", ""),
        ("A = 0", "1 / A", ""),
        ("a = b\nb = a", "a", ""),
    ],
)
def test_open(before: str, test: str, after: str):
    assert asked(before, test, after) is None


def parameter(calls: str, signature: str = "x, use=False", body: str = "") -> bool | None:
    return answer(f"{TF}def net({signature}):\n    {body or 'pass'}\n    if use: pass\n{calls}\n")


def test_parameters_that_every_call_gives_the_same():
    assert parameter("net(1)\nnet(2)") is False
    assert parameter("net(1, True)\nnet(2, use=True)") is True
    assert parameter("USE = True\nnet(1, USE)\nnet(2, use=USE)") is True
    assert parameter("net(1, use=1)", "x, *, use") is True
    assert parameter("net(1)\nimport numpy as np\nnp.net(1, True)") is False


@pytest.mark.parametrize(
    "calls",
    [
        "net(1)\nnet(2, True)",
        "net(1, f())",
        "net(*a)",
        "net(**a)",
        "g = net\nnet(1)",
        "map(net, a)\nnet(1)",
        "",
        "net(1, use=1)\nnet(1, use=True)",
        "from module import net as g\nnet(1)",
        "net(1)\nload('nets').net(2, True)",
    ],
)
def test_parameters_that_a_call_may_give_otherwise(calls: str):
    assert parameter(calls) is None


def test_parameters_that_are_bound_again_or_decorated():
    assert parameter("net(1)", body="use = x") is None
    assert parameter("net(1)", signature="x, *use") is None
    assert answer(f"{TF}@f\ndef net(use=False):\n    if use: pass\nnet()\n") is None


CLASS = """
class Net(object):
    def __init__(self, size, l2=0):
        self.l2 = l2
        self.build()
    def build(self, use=False):
        if self.l2 > 0: pass
"""


def test_attributes_that_one_statement_sets():
    assert answer(f"{CLASS}Net(3)\nNet(4)\n") is False
    assert answer(f"{CLASS}Net(3, 0.1)\n") is True
    assert answer(CLASS.replace("self.l2 > 0", "use") + "Net(3)\n") is False
    assert answer("class Net:\n    l2 = 1\n    def f(self):\n        if self.l2: pass\n") is True
    text = CLASS.replace("if self.l2 > 0: ", "")
    assert answer(f"{text}net = Net(3)\nif net.l2: pass\n") is False
    assert answer(f"{text}net = Net(3)\nnet = Other()\nif net.l2: pass\n") is None
    assert answer(f"{CLASS}class Other:\n    def f(self):\n        self.l2 = 7\nNet(3)\n") is False


@pytest.mark.parametrize(
    "after",
    [
        "Net(3)\nNet(4, 1)",
        "Net(3, l2=f())",
        "net = Net(3)\nnet.l2 = 1",
        "nets = [Net(3)]\nnets[0].l2 = 1",
        "net = Net(3)\nsetattr(net, 'l2', 1)",
        "net = Net(3)\nnet.__dict__['l2'] = 1",
        "class Sub(Net):\n    def f(self):\n        self.l2 = 1\nNet(3)",
        "class Sub(Net):\n    pass\nNet(3)\nSub(3, 4)",
        "Other = Net\nOther(3, 1)\nNet(3)",
        "",
    ],
)
def test_attributes_that_may_be_set_otherwise(after: str):
    assert answer(f"{CLASS}{after}\n") is None


def test_methods_that_are_handed_out_or_overridden_by_a_library():
    text = CLASS.replace("self.l2 > 0", "use")
    assert answer(f"{text}net = Net(3)\nrun(net.build)\n") is None
    assert answer(f"{text}net = Net(3)\ngetattr(net, name)(True)\n") is None
    assert answer(f"{text}net = Net(3)\nnet.build(True)\n") is None
    assert answer(text.replace("object", "tf.keras.Model") + "Net(3)\n") is None


def test_names_of_other_files():
    files = "# --8<-- file config.py\n\nUSE = False\n# --8<-- file main.py\n\n"
    assert answer(f"{files}import config\nif config.USE: pass\n") is False
    assert answer(f"{files}from config import *\nif USE: pass\n") is False
    assert answer(f"{files}import config\nconfig.USE = True\nif config.USE: pass\n") is None
    assert answer(f"{files}import other\nif other.USE: pass\n") is None

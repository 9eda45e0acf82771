"""Names that Python 3.10+, numpy 2 and scikit-learn removed."""

import ast

import pytest

from migrate.edits import Source
from migrate.names import Names
from migrate.rewriting.environment import rewrite_environment


def rewrite(text):
    tree = ast.parse(text)
    source = Source(text)
    findings = rewrite_environment(source, tree, Names(tree))
    result = source.result()
    ast.parse(result)
    return result, findings


NP = "import numpy as np\n"
RECORDS = "import tensorflow as tf\n"
PAIRS = {
    "builtin": ("TF111", NP + "x = np.zeros(3, dtype=np.float)\n", NP + "x = np.zeros(3, dtype=float)\n"),
    "builtins": (
        "TF111",
        NP + "x = (np.int, np.bool, np.object, np.str, np.complex, np.long)\n",
        NP + "x = (int, bool, object, str, complex, int)\n",
    ),
    "call": ("TF111", NP + "x = np.int(y)\n", NP + "x = int(y)\n"),
    "from_numpy": ("TF111", "from numpy import prod, product\n", "from numpy import prod, prod as product\n"),
    "any_alias": ("TF111", "import numpy\nx = numpy.float(1)\n", "import numpy\nx = float(1)\n"),
    "renamed": ("TF111", NP + "x = np.NaN + np.product(np.Inf)\n", NP + "x = np.nan + np.prod(np.inf)\n"),
    "minus_infinity": ("TF111", NP + "x = f(np.NINF)\ny = np.NINF ** 2\n", NP + "x = f(-np.inf)\ny = (-np.inf) ** 2\n"),
    "asscalar": ("TF111", NP + "x = np.asscalar(a[0])\n", NP + "x = a[0].item()\n"),
    "asscalar_sum": ("TF111", NP + "x = np.asscalar(a + np.float(1))\n", NP + "x = (a + float(1)).item()\n"),
    "abstract": (
        "TF111",
        NP + "x = np.issubdtype(a.dtype, np.float) or np.issubdtype(np.int, b)\n",
        NP + "x = np.issubdtype(a.dtype, np.floating) or np.issubdtype(int, b)\n",
    ),
    "in1d": ("TF111", NP + "x = ~np.in1d(a, b)[0]\n", NP + "x = ~np.isin(a, b).ravel()[0]\n"),
    "fromstring": (
        "TF111",
        NP + "x = np.fromstring(data, dtype=np.uint8).reshape(2)\n",
        NP + "x = np.frombuffer(data, dtype=np.uint8).copy().reshape(2)\n",
    ),
    "fromstring_keyword": (
        "TF111",
        NP + "x = np.fromstring(string=np.NaN, dtype=np.float)\n",
        NP + "x = np.frombuffer(buffer=np.nan, dtype=float).copy()\n",
    ),
    "tostring": (
        "TF111",
        NP + "image = np.array([1])\nimage = image.astype('uint8')\nraw = image[0].tostring()\n",
        NP + "image = np.array([1])\nimage = image.astype('uint8')\nraw = image[0].tobytes()\n",
    ),
    "tostring_for_records": (
        "TF111",
        RECORDS + "def f(image):\n    return tf.train.BytesList(value=[image.resize(2)[0].tostring()])\n",
        RECORDS + "def f(image):\n    return tf.train.BytesList(value=[image.resize(2)[0].tobytes()])\n",
    ),
    "clock": ("TF112", "import time\nt = time.clock()\n", "import time\nt = time.perf_counter()\n"),
    "from_time": (
        "TF112",
        "from time import clock, sleep\n",
        "from time import perf_counter as clock, sleep\n",
    ),
    "abc": (
        "TF112",
        "import collections\nx = isinstance(y, collections.Mapping)\n",
        "import collections\nx = isinstance(y, collections.abc.Mapping)\n",
    ),
    "from_collections": (
        "TF112",
        "from collections import Iterable, OrderedDict  # both\n",
        "from collections.abc import Iterable\nfrom collections import OrderedDict  # both\n",
    ),
    "from_collections_indented": (
        "TF112",
        "def f():\n    from collections import (\n        OrderedDict,\n        Mapping as M,\n    )\n",
        "def f():\n    from collections import OrderedDict\n    from collections.abc import Mapping as M\n",
    ),
    "argspec": (
        "TF112",
        "import inspect\nx = inspect.getargspec(f).args, inspect.getargspec(f)[0]\n",
        "import inspect\nx = inspect.getfullargspec(f).args, inspect.getfullargspec(f)[0]\n",
    ),
    "element_tree": (
        "TF112",
        "import xml.etree.cElementTree as ET\n",
        "import xml.etree.ElementTree as ET\n",
    ),
    "element_tree_from": (
        "TF112",
        "from xml.etree import cElementTree as ET\n",
        "from xml.etree import ElementTree as ET\n",
    ),
    "reload": ("TF112", "from imp import reload\n", "from importlib import reload\n"),
    "scipy": (
        "TF113",
        "from scipy.misc import logsumexp\n",
        "from scipy.special import logsumexp\n",
    ),
    "sklearn": (
        "TF113",
        "from sklearn.cross_validation import train_test_split\n",
        "from sklearn.model_selection import train_test_split\n",
    ),
    "joblib": ("TF113", "from sklearn.externals import joblib\n", "import joblib\n"),
}


@pytest.mark.parametrize("name", PAIRS)
def test_rewritten(name):
    code, before, after = PAIRS[name]
    result, findings = rewrite(before)
    assert result == after
    assert findings and {f.code for f in findings} == {code} and all(f.fixable for f in findings)
    assert rewrite(after) == (after, [])


UNTOUCHED = {
    "present": NP + "x = np.float32(1) + np.int64(2) + np.bool_(1) + np.nan\n",
    "parameter": "def f(np):\n    return np.float\n",
    "own_class": "class np:\n    float = 1\nx = np.float\n",
    "shadowed_builtin": NP + "def f(float):\n    return np.float(1)\n",
    "star": "from helpers import *\n" + NP + "x = np.float(1)\n",
    "own_clock": "import pygame.time as time\nx = time.clock()\n",
    "fromstring_text": NP + "x = np.fromstring('1 2', dtype=int, sep=' ')\n",
    "fromstring_positional": NP + "x = np.fromstring(s, int, -1, ' ')\n",
    "tostring_of_something": "x = y.tostring()\n",
    "tostring_of_an_own_class": RECORDS
    + "class A:\n    def tostring(self): return tf.train.BytesList\ny = A().tostring()\n",
    "tostring_of_a_module": RECORDS + "import shapes\ny = shapes.tostring(), tf.train.BytesList\n",
    "tostring_of_xml": "from xml.etree import ElementTree as ET\nx = ET.tostring(y)\n",
    "tostring_after_other_binding": NP + "x = np.zeros(3)\nx = load()\ny = x.tostring()\n",
    "tostring_of_loop_variable": NP + "for x in np.zeros(3):\n    pass\ny = x.tostring()\n",
    "argspec_whole": "import inspect\na, b, c, d = inspect.getargspec(f)\n",
    "old_folds": "from sklearn.cross_validation import KFold\n",
    "store": NP + "np.float = float\n",
    "ordered": "from collections import OrderedDict, namedtuple\nimport collections\nx = collections.deque()\n",
}


@pytest.mark.parametrize("name", UNTOUCHED)
def test_untouched(name):
    assert rewrite(UNTOUCHED[name]) == (UNTOUCHED[name], [])


def test_successors_exist():
    numpy = pytest.importorskip("numpy")
    from migrate.rewriting import environment

    for old, (_, new) in environment._RENAMED.items():
        module, _, _ = old.rpartition(".")
        if module == "numpy":
            assert hasattr(numpy, new), (old, new)
        else:
            value = pytest.importorskip(module)
            *middle, last = new.split(".")
            if middle or new == "ElementTree":
                value = __import__(f"{module}.{middle[0] if middle else new}", fromlist=["_"])
            assert hasattr(value, last) or value.__name__.endswith(last), (old, new)


@pytest.mark.parametrize(
    "text",
    [
        "import scipy.misc\nx = scipy.misc.imread(p).shape\n",
        "from scipy import misc\nx = misc.imread(p)\n",
        "from scipy.misc import imread\nx = imread(p)\n",
        NP + "x = np.trapz(y)\n",
    ],
)
def test_without_successor(text):
    result, findings = rewrite(text)
    assert result == text
    assert [(f.code, f.fixable, f.severity) for f in findings] == [("TF114", False, "error")]


def test_values_of_successors():
    pytest.importorskip("numpy")
    text = NP + (
        "a = np.fromstring(b'\\x01\\x02', np.uint8)\na[0] = 5\n"
        "r = [a.tolist(), np.asscalar(np.array([3])), np.in1d([[1, 2], [3, 4]], [2]).tolist(), np.product([2, 3])]\n"
    )
    space = {}
    exec(rewrite(text)[0], space)
    assert space["r"] == [[5, 2], 3, [False, True, False, False], 6]

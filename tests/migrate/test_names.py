"""What names stand for: aliases, shadowing and scopes."""

from __future__ import annotations

import ast
import textwrap

import pytest

from migrate.names import Names, canonical, import_statements

RESOLVED = {
    "an alias": ("import tensorflow as tf\ntf.nn.relu", "tensorflow.nn.relu"),
    "no alias": ("import tensorflow\ntensorflow.nn.relu", "tensorflow.nn.relu"),
    "a submodule": ("import tensorflow.contrib.slim\ntensorflow.contrib.slim.conv2d", "tensorflow.contrib.slim.conv2d"),
    "a submodule as alias": ("import tensorflow.contrib.slim as slim\nslim.conv2d", "tensorflow.contrib.slim.conv2d"),
    "a name": ("from tensorflow import placeholder as p\np", "tensorflow.placeholder"),
    "compat.v1": ("import tensorflow.compat.v1 as tf\ntf.log", "tensorflow.log"),
    "v1": ("from tensorflow.compat import v1\nv1.log", "tensorflow.log"),
    "an assigned alias": ("import tensorflow as tf\nlayers = tf.layers\nlayers.dense", "tensorflow.layers.dense"),
    "an alias of an alias": ("import tensorflow as tf\na = tf.nn\nb = a\nb.relu", "tensorflow.nn.relu"),
    "one of two imports": (
        "try:\n    import keras\nexcept ImportError:\n    from tensorflow import keras\nkeras.layers",
        "tensorflow.keras.layers",
    ),
    "imported in the function": ("def f():\n    import tensorflow as tf\n    return tf.log", "tensorflow.log"),
    "used in a comprehension": ("import tensorflow as tf\n[tf.log for i in x]", "tensorflow.log"),
    "used in a method": ("import tensorflow as tf\nclass A:\n    def f(self):\n        tf.log", "tensorflow.log"),
    "another library": ("import numpy as np\nnp.log", "numpy.log"),
    "global": ("def f():\n    global tf\n    import tensorflow as tf\ntf.log", "tensorflow.log"),
}
NOT_RESOLVED = {
    "a parameter": "import tensorflow as tf\ndef f(tf):\n    return tf.log",
    "a keyword-only parameter": "import tensorflow as tf\ndef f(*, tf):\n    return tf.log",
    "a lambda's parameter": "import tensorflow as tf\nlambda tf: tf.log",
    "a comprehension's variable": "import tensorflow as tf\n[tf.log for tf in x]",
    "a loop variable": "import tensorflow as tf\nfor tf in x:\n    tf.log",
    "a function's name": "def tf():\n    pass\ntf.log",
    "an exception": "import tensorflow as tf\ntry:\n    pass\nexcept E as tf:\n    tf.log",
    "bound twice": "import tensorflow as tf\ntf = 1\ntf.log",
    "bound by a walrus in a comprehension": "import tensorflow as tf\n[(tf := i) for i in x]\ntf.log",
    "bound by a pattern": "import tensorflow as tf\nmatch x:\n    case {**tf}:\n        pass\ntf.log",
    "two libraries": "try:\n    import numpy as m\nexcept E:\n    import tensorflow as m\nm.log",
    "a class's name seen from its method": "class A:\n    import tensorflow as tf\n    def f(self):\n        tf.log",
    "an assigned value": "layers = make()\nlayers.log",
    "itself": "log = log.log",
    "made global elsewhere": "import tensorflow as tf\ndef f():\n    global tf\n    tf = 1\ntf.log",
}


def last_of(source: str) -> tuple[Names, ast.AST]:
    """The names of a source, and its longest last name or attribute that is read."""
    tree = ast.parse(source)
    names = Names(tree)
    found = [n for n in ast.walk(tree) if isinstance(n, (ast.Attribute, ast.Name)) and isinstance(n.ctx, ast.Load)]
    inner = {id(n.value) for n in found if isinstance(n, ast.Attribute)}
    outer = [n for n in found if id(n) not in inner and (isinstance(n, ast.Attribute) or len(found) == 1)]
    return names, max(outer, key=lambda n: (n.lineno, n.col_offset))


@pytest.mark.parametrize(("source", "path"), RESOLVED.values(), ids=RESOLVED)
def test_resolves(source, path):
    names, node = last_of(source)
    assert names.resolve(node) == path


@pytest.mark.parametrize("source", NOT_RESOLVED.values(), ids=NOT_RESOLVED)
def test_does_not_resolve_what_is_bound_otherwise(source):
    names, node = last_of(source)
    assert names.resolve(node) is None


def test_a_method_sees_past_its_class():
    source = "import tensorflow as tf\nclass A:\n    tf = 1\n    def f(self):\n        return tf.log"
    names, node = last_of(source)
    assert names.resolve(node) == "tensorflow.log"


def test_nonlocal_binds_in_the_function_around():
    tree = ast.parse(
        textwrap.dedent(
            """
            def outer():
                def inner():
                    nonlocal count
                    count = 2
                count = 1
            """
        )
    )
    names = Names(tree)
    outer, inner = (n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef))
    assert [node.lineno for node in names.inner_scope(outer).bindings["count"]] == [6, 5]
    assert "count" not in names.inner_scope(inner).bindings


def test_parents_come_before_their_children():
    tree = ast.parse("def f(a, b=g(1)):\n    return [x.y for x in a if {**b, 'k': lambda: x}]\n")
    order = {node: at for at, node in enumerate(Names(tree).scope_of)}
    pairs = [(n, c) for n in order for c in ast.iter_child_nodes(n) if c in order]
    assert len(pairs) > 10
    assert all(order[parent] < order[child] for parent, child in pairs)


def test_imports_are_found_in_every_block():
    blocks = [
        "import a",
        "if x:\n    import b\nelse:\n    from c import d",
        "try:\n    import e\nexcept E:\n    import f\nfinally:\n    import g",
        "def h():\n    with x:\n        import i",
        "match x:\n    case 1:\n        import j",
    ]
    tree = ast.parse("\n".join(blocks))
    assert [n for n in ast.walk(tree) if isinstance(n, (ast.Import, ast.ImportFrom))] == import_statements(tree)
    assert len(import_statements(tree)) == 8


def test_relative_imports_are_told_from_packages():
    tree = ast.parse("from .tensorflow import log\nlog")
    assert Names(tree).resolve(tree.body[-1].value) == ".tensorflow.log"


@pytest.mark.parametrize(
    ("path", "one"),
    [
        ("tensorflow.compat.v1", "tensorflow"),
        ("tensorflow.compat.v1.log", "tensorflow.log"),
        ("tensorflow_core.compat.v1.log", "tensorflow.log"),
        ("tensorflow.compat.v1x.log", "tensorflow.compat.v1x.log"),
        ("tensorflow.compat.v2.log", "tensorflow.compat.v2.log"),
    ],
)
def test_one_spelling_of_tensorflow_1(path, one):
    assert canonical(path) == one


def test_names_that_are_given_to_each_other():
    tree = ast.parse("import tensorflow as tf\na = tf.nn\nb = a\na = b\nprint(a.relu)\n")
    names = Names(tree)
    assert names.resolve(tree.body[-1].value.args[0]) is None

"""The `compat` form of a program: import forms one to one, and what stays as it is."""

import ast

import pytest

from migrate.edits import Source
from migrate.names import Names
from migrate.rewriting import graph_mode
from migrate.rewriting.graph_mode.served import packages


def rewrite(text, switched=False):
    tree = ast.parse(text)
    source = Source(text)
    findings = graph_mode.rewrite(source, tree, Names(tree), switched=switched)
    result = source.result()
    ast.parse(result)
    return result, findings


FORMS = {
    "module": ("import tensorflow as tf\n", "from compat import tf1 as tf\n"),
    "any_alias": ("import tensorflow as tff\n", "from compat import tf1 as tff\n"),
    "named_tf1": ("import tensorflow as tf1\n", "from compat import tf1\n"),
    "bare": (
        "import tensorflow\nx = tensorflow.placeholder(tensorflow.float32)\n",
        "from compat import tf1 as tensorflow\nx = tensorflow.placeholder(tensorflow.float32)\n",
    ),
    "comment": ("import tensorflow as tf  # TF\n", "from compat import tf1 as tf  # TF\n"),
    "submodule_bare": ("import tensorflow.contrib.slim\n", "from compat import tf1 as tensorflow\n"),
    "submodule_alias": (
        "import tensorflow.contrib.slim as slim\n",
        "import compat.tf1.contrib.slim as slim\n",
    ),
    "first_level_alias": ("import tensorflow.contrib as tc\n", "import compat.tf1.contrib as tc\n"),
    "input_data_alias": (
        "import tensorflow.examples.tutorials.mnist.input_data as input_data\n",
        "import compat.tf1.examples.tutorials.mnist.input_data as input_data\n",
    ),
    "several": (
        "import os, tensorflow as tf, numpy as np, sys\n",
        "import os\nfrom compat import tf1 as tf\nimport numpy as np, sys\n",
    ),
    "several_in_place": (
        "import os, tensorflow.contrib.slim as slim\n",
        "import os, compat.tf1.contrib.slim as slim\n",
    ),
    "several_twice_the_same": (
        "import tensorflow, tensorflow.contrib\n",
        "from compat import tf1 as tensorflow\n",
    ),
    "several_in_function": (
        "def f():\n    import os, tensorflow as tf  # both\n    return tf\n",
        "def f():\n    import os\n    from compat import tf1 as tf  # both\n    return tf\n",
    ),
    "several_on_one_line": (
        "if True: import os, tensorflow as tf\n",
        "if True: import os; from compat import tf1 as tf\n",
    ),
    "semicolon": (
        "import tensorflow as tf; import numpy as np\n",
        "from compat import tf1 as tf; import numpy as np\n",
    ),
    "from_root": (
        "from tensorflow import placeholder, Session as S\n",
        "from compat.tf1 import placeholder, Session as S\n",
    ),
    "from_keras": ("from tensorflow import keras\n", "from compat.tf1 import keras\n"),
    "from_keras_below": (
        "from tensorflow.keras.layers import Dense\n",
        "from compat.tf1.keras.layers import Dense\n",
    ),
    "from_contrib": ("from tensorflow.contrib import rnn\n", "from compat.tf1.contrib import rnn\n"),
    "from_python": (
        "from tensorflow.python.framework import ops\n",
        "from compat.tf1.python.framework import ops\n",
    ),
    "from_python_keras": ("from tensorflow.python import keras\n", "from compat.tf1 import keras\n"),
    "from_python_keras_below": (
        "from tensorflow.python.keras import backend as K\n",
        "from compat.tf1.keras import backend as K\n",
    ),
    "from_python_mixed": (
        "from tensorflow.python import keras, debug as tfdbg\n",
        "from compat.tf1 import keras\nfrom compat.tf1.python import debug as tfdbg\n",
    ),
    "from_examples": (
        "from tensorflow.examples.tutorials.mnist import input_data\n",
        "from compat.tf1.examples.tutorials.mnist import input_data\n",
    ),
    "star": ("from tensorflow import *\n", "from compat.tf1 import *\n"),
    "star_below": ("from keras.layers import *\n", "from compat.keras.layers import *\n"),
    "parentheses": (
        "from tensorflow.contrib.layers import (\n    fully_connected,  # dense\n    batch_norm,\n)\n",
        "from compat.tf1.contrib.layers import (\n    fully_connected,  # dense\n    batch_norm,\n)\n",
    ),
    "backslash": (
        "from tensorflow.contrib \\\n    import rnn\n",
        "from compat.tf1.contrib \\\n    import rnn\n",
    ),
    "compat_v1": ("import tensorflow.compat.v1 as tf\n", "from compat import tf1 as tf\n"),
    "compat_v1_bare": ("import tensorflow.compat.v1\n", "from compat import tf1 as tensorflow\n"),
    "from_compat_v1": ("from tensorflow.compat import v1 as tf\n", "from compat import tf1 as tf\n"),
    "from_compat_v1_no_alias": ("from tensorflow.compat import v1\n", "from compat import tf1 as v1\n"),
    "from_compat_both": (
        "from tensorflow.compat import v1 as tf, v2 as tf2\n",
        "from compat import tf1 as tf\nfrom tensorflow.compat import v2 as tf2\n",
    ),
    "from_compat_v1_below": (
        "from tensorflow.compat.v1.keras import layers\n",
        "from compat.tf1.keras import layers\n",
    ),
    "old_core_package": ("import tensorflow_core as tf\n", "from compat import tf1 as tf\n"),
    "keras": ("import keras\n", "from compat import keras\n"),
    "keras_alias": ("import keras as K\n", "from compat import keras as K\n"),
    "keras_below_bare": ("import keras.layers\n", "from compat import keras\n"),
    "keras_below_alias": ("import keras.backend as K\n", "import compat.keras.backend as K\n"),
    "keras_from": ("from keras.models import Sequential\n", "from compat.keras.models import Sequential\n"),
    "keras_from_root": (
        "from keras import optimizers, losses as l\n",
        "from compat.keras import optimizers, losses as l\n",
    ),
    "try": (
        "try:\n    import keras\nexcept ImportError:\n    from tensorflow import keras\n",
        "try:\n    from compat import keras\nexcept ImportError:\n    from compat.tf1 import keras\n",
    ),
    "method": (
        "class A:\n    def f(self):\n        import tensorflow as tf\n        return tf.Session()\n",
        "class A:\n    def f(self):\n        from compat import tf1 as tf\n        return tf.Session()\n",
    ),
    "by_name": (
        "import importlib\nslim = importlib.import_module('tensorflow.contrib.slim')\n",
        "import importlib\nslim = importlib.import_module('compat.tf1.contrib.slim')\n",
    ),
}


@pytest.mark.parametrize("form", FORMS)
def test_import_form(form):
    before, after = FORMS[form]
    result, findings = rewrite(before)
    assert result == after
    findings = [f for f in findings if f.code == "TF103"]
    assert findings and all(f.fixable for f in findings)


@pytest.mark.parametrize("form", FORMS)
def test_rewritten_text_stays(form):
    after = FORMS[form][1]
    result, findings = rewrite(after)
    assert result == after
    assert not [f for f in findings if f.fixable]


@pytest.mark.parametrize("form", FORMS)
def test_bound_names_stay(form):
    def bound(text):
        return {
            alias.asname or alias.name.split(".")[0]
            for node in ast.walk(ast.parse(text))
            if isinstance(node, (ast.Import, ast.ImportFrom))
            for alias in node.names
        }

    before, after = FORMS[form]
    assert bound(rewrite(before)[0]) == bound(before)


UNTOUCHED = {
    "shadowed_parameter": "def f(tf):\n    return tf.log(1)\n",
    "own_module": "import tensorflow_helpers as tf\nfrom tensorboard import program\n",
    "relative": "from . import tensorflow\nfrom .keras import layers\nfrom .tensorflow.contrib import rnn\n",
    "other_keras": "import keras_applications\nfrom kerastuner import x\n",
    "protocol_buffers": "from tensorflow.core.framework import op_pb2\nimport tensorflow.core.example as e\n",
    "tensorflow_2_by_name": "import tensorflow.compat.v2 as tf\nfrom tensorflow.compat.v2 import keras\n",
    "text": "s = 'import tensorflow as tf'\n# import tensorflow as tf\n",
    "other_loader": "def import_module(x):\n    return x\nimport_module('tensorflow')\n",
}


@pytest.mark.parametrize("name", UNTOUCHED)
def test_untouched(name):
    assert rewrite(UNTOUCHED[name]) == (UNTOUCHED[name], [])


def test_uses_keep_their_text():
    body = "\n# graph\nx = tf.placeholder(tf.float32,[None,1])   # odd  spacing\n\n\n"
    body += "y=tf.log( x )\nwith tf.Session() as s: print(s.run(y,{x:[[1]]}))"
    result, _ = rewrite("import tensorflow as tf" + body)
    assert result == "from compat import tf1 as tf" + body


def test_findings_stand_at_their_import():
    _, findings = rewrite("import os\nimport tensorflow as tf\n\n\ndef f():\n    from tensorflow.contrib import rnn\n")
    assert [(f.line, f.column) for f in findings] == [(2, 1), (6, 5)]


# ---------------------------------------------------------------- programs that switch to graph mode themselves
RUNNING = "import tensorflow.compat.v1 as tf\ntf.disable_v2_behavior()\nx = tf.placeholder(tf.float32)\n"


def test_switched_program_stays():
    assert rewrite(RUNNING) == (RUNNING, [])


def test_switched_by_from_import_stays():
    text = "from tensorflow.compat.v1 import disable_v2_behavior, placeholder\ndisable_v2_behavior()\n"
    assert rewrite(text) == (text, [])


def test_module_of_a_switched_program_stays():
    text = "import tensorflow.compat.v1 as tf\n\n\ndef f(x):\n    return tf.log(x)\n"
    assert rewrite(text, switched=True) == (text, [])
    assert rewrite(text)[0].startswith("from compat import tf1 as tf\n")


@pytest.mark.parametrize(
    "use",
    [
        "tf.layers.dense(x, 1)",
        "tf.nn.rnn_cell.BasicLSTMCell(2)",
        "tf.keras.layers.Dense(1)",
        "tf.estimator.Estimator(f)",
        "getattr(tf, name)",
        "helper(tf)",
    ],
)
def test_switched_program_that_uses_what_is_lost(use):
    assert (
        rewrite(RUNNING + use + "\n")[0]
        == RUNNING.replace("import tensorflow.compat.v1", "from compat import tf1") + use + "\n"
    )


def test_switched_program_with_keras():
    result, _ = rewrite("import keras\n" + RUNNING)
    assert result.startswith("from compat import keras\nfrom compat import tf1 as tf\n")


def test_switched_tensorflow_2_program_keeps_its_interface():
    text = (
        "import tensorflow as tf\n\ntf.compat.v1.disable_eager_execution()\n"
        "x = tf.compat.v1.placeholder(tf.float32, [None, 3])\n"
        "y = tf.nn.dropout(tf.compat.v1.layers.dense(x, units=tf.cast(4, tf.int32)), rate=0.2)\n"
    )
    result, findings = rewrite(text)
    assert result == text.replace(
        "import tensorflow as tf\n", "import tensorflow as tf\nfrom compat import tf1\n"
    ).replace("tf.compat.v1.layers", "tf1.layers")
    assert [f.code for f in findings] == ["TF103"]
    assert rewrite(result) == (result, [])


def test_name_of_the_runtime_is_taken():
    text = "import tensorflow as tf\ntf1 = tf.compat.v1\ntf1.disable_v2_behavior()\ny = tf1.layers.dense(x, 1)\n"
    result, _ = rewrite(text)
    assert "compat_tf1.layers.dense" in result or result.startswith("from compat import tf1 as tf\n")


def test_switched_program_written_for_tensorflow_1():
    text = "import tensorflow as tf\ntf.compat.v1.disable_v2_behavior()\nx = tf.placeholder(tf.float32)\n"
    assert rewrite(text)[0].startswith("from compat import tf1 as tf\n")


def test_switched_tensorflow_2_program_with_a_lost_import():
    text = (
        "import tensorflow as tf\nfrom tensorflow.compat.v1 import layers, losses\n\n"
        "tf.compat.v1.disable_v2_behavior()\ny = tf.nn.dropout(layers.dense(x, 1), 0.5)\n"
    )
    assert rewrite(text)[0] == text.replace("from tensorflow.compat.v1 import", "from compat.tf1 import")


def test_switched_tensorflow_2_program_with_keras():
    text = "import tensorflow as tf\n\ntf.compat.v1.disable_eager_execution()\n"
    text += "m = tf.keras.layers.Dense(1)(tf.reshape(x, [1, 1]))\n"
    assert rewrite(text)[0] == text.replace("import tensorflow as tf", "from compat import tf1 as tf")
    unsure = text + "y = tf.nn.dropout(m, 0.1)\n"
    result, findings = rewrite(unsure)
    assert result == unsure
    assert [(f.code, f.fixable, f.severity) for f in findings] == [("TF901", False, "error")]


def test_tensorflow_1_only_names():
    tf = pytest.importorskip("tensorflow")
    from migrate.rewriting.graph_mode import switched

    def there(path):
        value = tf
        for part in path.split("."):
            value = getattr(value, part, None)
        return value is not None

    assert [name for name in sorted(switched._TF1_ONLY) if there(name)] == []


# ---------------------------------------------------------------- what the runtime cannot serve
@pytest.mark.parametrize(
    "use",
    [
        "from tensorflow.contrib.tensor_forest.python import tensor_forest\nx = tensor_forest.TensorForestEstimator()",
        "from tensorflow.contrib import tpu\nx = tpu.TPUEstimator()",
        "import tensorflow.contrib.tpu as tpu\nx = tpu.TPUEstimator()",
        "import tensorflow as tf\nx = tf.contrib.tpu.TPUEstimator(f)",
        "import tensorflow as tf\nx = tf.contrib.learn.DNNClassifier(f)",
        "from tensorflow.contrib import learn\nx = learn.DNNClassifier(f)",
        "import tensorflow.contrib.learn as learn\nx = learn.DNNClassifier(f)",
        "from tensorflow.contrib.learn.python.learn.estimators.head import MultiClassHead",
        "import tensorflow as tf\nx = tf.estimator.DNNClassifier(f)",
    ],
)
def test_contrib_package_without_a_home(use):
    result, findings = rewrite(use + "\n")
    assert "compat" in result
    unserved = [(f.fixable, f.severity) for f in findings if f.code == "TF901"]
    assert unserved == [(False, "error")]
    # it stays an error after the rewriting
    assert [(f.fixable, f.severity) for f in rewrite(result)[1]] == unserved


def test_served_contrib_packages():
    _, findings = rewrite("import tensorflow as tf\nx = tf.contrib.layers.flatten(tf.contrib.rnn.GRUCell)\n")
    assert {f.code for f in findings} == {"TF103"}
    assert {"layers", "rnn", "keras", "framework"} <= packages()


@pytest.mark.parametrize(
    "use",
    [
        "from tensorflow.contrib.layers.python.layers.layers import fully_connected, _build_variable_getter",
        "from tensorflow.contrib.rnn.python.ops import core_rnn_cell\nx = core_rnn_cell.GRUCell(3)",
        "import tensorflow as tf\nx = tf.contrib.distributions.Normal(0.0, 1.0)\ny = tf.contrib.keras.layers.Dense(1)",
        "import tensorflow as tf\nx = tf.estimator.Estimator(f)\ny = tf.estimator.inputs.numpy_input_fn(d)",
        "from tensorflow.contrib import slim\nx = slim.conv2d(y, 3, [3, 3])\nz = slim.losses",
        "from tensorflow.contrib.learn.python.learn.datasets.mnist import read_data_sets",
    ],
)
def test_served_names(use):
    assert "TF901" not in [finding.code for finding in rewrite(use + "\n")[1]]


def test_optional_contrib_package():
    _, findings = rewrite("try:\n    from tensorflow.contrib import nccl\nexcept ImportError:\n    nccl = None\n")
    assert [f.code for f in findings] == ["TF103"]


def test_own_module_named_compat():
    assert graph_mode.hides_runtime(["a/train.py", "a/compat.py"], "a/train.py") == "a/compat.py"
    assert graph_mode.hides_runtime(["train.py", "compat/__init__.py"], "train.py") == "compat/__init__.py"
    assert graph_mode.hides_runtime(["a/train.py", "a/lib/compat.py", "b/compat.py"], "a/train.py") is None

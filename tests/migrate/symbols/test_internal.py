"""Symbols of TensorFlow 1's internal modules, by the names of its public API."""

import pytest

from migrate.names import canonical
from migrate.symbols import internal


@pytest.mark.parametrize(
    ("path", "public"),
    [
        ("tensorflow.python.ops.math_ops.matmul", "tensorflow.matmul"),
        ("tensorflow_core.python.ops.math_ops.matmul", "tensorflow.matmul"),
        ("tensorflow.python.ops.rnn_cell.BasicLSTMCell", "tensorflow.nn.rnn_cell.BasicLSTMCell"),
        ("tensorflow.python.framework.ops.GraphKeys.WEIGHTS", "tensorflow.GraphKeys.WEIGHTS"),
        ("tensorflow.contrib.eager.python.tfe.GradientTape", "tensorflow.GradientTape"),
        ("tensorflow.contrib.eager.python.tfe.Iterator", "tensorflow.contrib.eager.Iterator"),
        (
            "tensorflow.contrib.layers.python.layers.initializers.xavier_initializer_conv2d",
            "tensorflow.contrib.layers.xavier_initializer_conv2d",
        ),
        # a module, and what is in no public one
        ("tensorflow.python.ops.math_ops", "tensorflow.python.ops.math_ops"),
        ("tensorflow.python.ops.math_ops.no_such", "tensorflow.python.ops.math_ops.no_such"),
        ("tensorflow.python.ops.nn_ops.gen_nn_ops", "tensorflow.python.ops.nn_ops.gen_nn_ops"),
    ],
)
def test_public(path, public):
    assert canonical(path) == public


def test_no_name_leads_to_another_internal_module():
    assert not [name for name in internal._names().values() if ".python." in name]

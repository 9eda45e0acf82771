"""Helpers around a helper whose variables they share, written out."""

from __future__ import annotations

import ast

from migrate.rewriting import outer_helpers, programs

NET = """\
import tensorflow as tf
def decoder(z, reuse=False):
    return tf.layers.dense(z, 2, reuse=reuse, name="d")


def model(x):
    y = tf.tanh(x)
    y = decoder(y)
    return y


def sample(z):
    image = decoder(z, reuse=True)
    return image
"""


def test_the_helpers_that_differ():
    net, model, sample = ast.parse(NET).body[1:]
    assert outer_helpers.outer([model, net], [sample, net]) == [6, 12]
    assert outer_helpers.outer([model, net], [net]) == [6]
    assert outer_helpers.outer([model], [sample]) == []  # each makes them itself


def test_a_helper_in_one_file():
    found = outer_helpers.written_out(NET + "out = model(x)\nimage = sample(z)\n", [6, 12])
    assert found is not None
    assert "def model" not in found[0]
    assert found[0].endswith("out = tf.tanh(x)\nout = decoder(out)\nimage = sample(z)\n")


def test_a_helper_of_another_file_names_its_module():
    run = "import tensorflow as tf\nimport net\ndef main():\n    out = net.model(x)\n    return out\n"
    text, pieces = programs.join([("net.py", NET), ("run.py", run)])
    found = outer_helpers.written_out(text, [pieces[0].first + 5])
    assert found is not None
    assert programs.split(found[0])["run.py"].endswith(
        "    out = tf.tanh(x)\n    out = net.decoder(out)\n    return out\n"
    )


def test_a_file_without_the_same_imports_keeps_the_call():
    run = "import numpy as tf\nimport net\ndef main():\n    out = net.model(x)\n    return out\n"
    text, pieces = programs.join([("net.py", NET), ("run.py", run)])
    assert outer_helpers.written_out(text, [pieces[0].first + 5]) is None


def test_a_long_helper_with_several_calls_stays():
    body = "".join(f"    x = tf.tanh(x) + {i}.0\n" for i in range(8))
    text = f"import tensorflow as tf\ndef model(x):\n{body}    return x\na = model(b)\nc = model(d)\n"
    assert outer_helpers.written_out(text, [2]) is None

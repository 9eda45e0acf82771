"""Helpers that are two, because runs need some of their results and do not feed the rest."""

from __future__ import annotations

import pytest

from migrate.rewriting import programs, split_helpers

HELPER = '''\
def model(x, t, scale=1.0):
    """What is learned."""
    y = tf.tanh(x) * scale
    # how far
    loss = tf.reduce_mean(tf.square(t - y))

    return y, loss
'''


def result(text: str, results=(0,), unfed=("t",)) -> str | None:
    found = split_helpers.split(text, 2, list(results), set(unfed))
    return found[0] if found is not None else None


def test_the_second_makes_the_rest_of_what_the_first_gives():
    assert result(f"import tensorflow as tf\n{HELPER}\nout, error = model(a, b, scale=2.0)\n") == (
        "import tensorflow as tf\n"
        "def model(x, scale=1.0):\n"
        '    """What is learned."""\n'
        "    y = tf.tanh(x) * scale\n"
        "\n"
        "    return y\n"
        "\n\n"
        "def model_loss(y, t):\n"
        "    # how far\n"
        "    loss = tf.reduce_mean(tf.square(t - y))\n"
        "\n"
        "    return loss\n"
        "\n"
        "out = model(a, scale=2.0)\n"
        "error = model_loss(out, b)\n"
    )


def test_what_lies_between_has_a_name_of_its_own():
    helper = "def model(x, t):\n    h = tf.tanh(x)\n    y = h + 1.0\n    loss = t - h\n    return y, loss\n"
    found = result(f"import tensorflow as tf\n{helper}h = 1\ny, loss = model(a, b)\nprint(h)\n")
    assert found is not None
    assert found.endswith("h = 1\ny, h_2 = model(a)\nloss = model_loss(h_2, b)\nprint(h)\n")


def test_a_helper_of_another_file():
    text, _ = programs.join(
        [("net.py", f"import tensorflow as tf\n{HELPER}"), ("run.py", "import net\ny, loss = net.model(a, b)\n")]
    )
    found = split_helpers.split(text, 4, [0], {"t"})
    assert found is not None
    assert programs.split(found[0])["run.py"] == "import net\ny = net.model(a)\nloss = net.model_loss(y, b)\n"


def test_a_helper_that_another_file_imports_by_name():
    text, _ = programs.join(
        [
            ("net.py", f"import tensorflow as tf\n{HELPER}"),
            ("run.py", "from net import model\ny, loss = model(a, b)\n"),
        ]
    )
    found = split_helpers.split(text, 4, [0], {"t"})
    assert found is not None
    assert programs.split(found[0])["run.py"].startswith("from net import model, model_loss\ny = model(a)\n")


@pytest.mark.parametrize(
    "text",
    [
        HELPER + "f = model\ny, loss = model(a, b)\n",
        HELPER + "both = model(a, b)\n",
        HELPER + "y, loss = model(*both)\n",
        HELPER + "y, loss = model(read(), b)\n",  # it would be read twice
        HELPER.replace("    # how far", "    if t is None:\n        return y, None") + "y, loss = model(a, b)\n",
        HELPER.replace("    # how far", "    x = t") + "y, loss = model(a, b)\n",  # the first one's input is another
        HELPER.replace("y = tf", "y = t + tf") + "y, loss = model(a, b)\n",  # it needs what is not fed
    ],
)
def test_what_is_not_certain_stays(text):
    assert result("import tensorflow as tf\n" + text) is None


def test_what_comes_before_a_needed_result_may_make_no_variables():
    early = "    w = tf.get_variable('w', [])\n    y = tf.tanh(x) * scale\n"
    text = HELPER.replace("    y = tf.tanh(x) * scale\n", early).replace("t - y", "w * t - y")
    assert result(f"import tensorflow as tf\n{text}y, loss = model(a, b)\n") is None

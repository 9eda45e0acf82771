"""What the table writes computes TF1's numbers: every case of `cases.py` against recorded TensorFlow 1.15.5 results."""

import ast
import json
import runpy
import types
from pathlib import Path

import numpy as np
import pytest

from migrate.symbols import initial_value, lookup, rewrite_source

tf = pytest.importorskip("tensorflow")
HERE = Path(__file__).parent
cases = types.SimpleNamespace(**runpy.run_path(str(HERE / "cases.py")))
RECORDED = json.loads((HERE / "tf1_numbers.json").read_text(encoding="utf-8"))
CONFIRMED = {"same_rank", "single_tensor", "labels_rank", "seeded", "structure", "matrix"}


def dotted(node):
    parts = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    return ".".join([node.id, *reversed(parts)]) if isinstance(node, ast.Name) and node.id == "tf" else None


class Rewriter(ast.NodeTransformer):
    """Every TF1 symbol of an expression through the table, innermost first, as a codemod does it."""

    def visit_Call(self, node):
        node.args = [self.visit(argument) for argument in node.args]
        node.keywords = [ast.keyword(item.arg, self.visit(item.value)) for item in node.keywords]
        name = dotted(node.func)
        if name is None:
            node.func = self.visit(node.func)
            return node
        symbol = lookup("tensorflow" + name[2:])
        assert symbol is not None, name
        args = [(None, ast.unparse(argument)) for argument in node.args]
        args += [(item.arg, ast.unparse(item.value)) for item in node.keywords]
        text = rewrite_source(symbol, args, checked=CONFIRMED)
        assert text is not None, f"{name}{args} is not rewritten"
        return ast.parse(text, mode="eval").body


def migrated(source):
    return ast.unparse(Rewriter().visit(ast.parse(source, mode="eval")).body)


def flat(value):
    if isinstance(value, (list, tuple)):
        return [entry for part in value for entry in flat(part)]
    return [np.asarray(value)]


def compare(values, recorded, source):
    assert len(values) == len(recorded), source
    for value, entry in zip(values, recorded, strict=True):
        assert list(value.shape) == entry["shape"], source
        if entry["dtype"] == "string":
            assert [item.decode() for item in value.ravel().tolist()] == entry["values"], source
            continue
        assert str(value.dtype) == entry["dtype"], source
        if value.dtype.kind == "c":
            value = np.stack([value.real, value.imag], -1)
        expected = np.asarray(entry["values"]).reshape(value.shape)
        if value.dtype.kind == "f":
            np.testing.assert_allclose(value, expected, rtol=3e-6, atol=1e-6, err_msg=source)
        else:
            np.testing.assert_array_equal(value, expected, err_msg=source)


def names_of():
    return {**vars(cases), "tf": tf}


@pytest.mark.parametrize("case", cases.CASES)
def test_case_keeps_its_numbers_eagerly_and_in_a_function(case):
    source = migrated(case)
    assert "compat" not in source
    for wrap in (lambda build: build(), lambda build: tf.function(build)()):
        tf.random.set_seed(None)
        result = wrap(lambda: eval(source, names_of()))
        values = flat(tf.nest.map_structure(lambda item: item.numpy() if hasattr(item, "numpy") else item, result))
        compare(values, RECORDED["cases"][case], source)


@pytest.mark.parametrize("case", cases.DRAWS)
def test_initializer_draws_from_the_same_distribution(case):
    source = migrated(case)
    tf.keras.utils.set_random_seed(1)
    drawn = eval(source, names_of())([600, 1000], tf.float32).numpy()
    mean, deviation, least, greatest = RECORDED["draws"][case]
    assert drawn.mean() == pytest.approx(mean, abs=0.01 * deviation), source
    assert drawn.std() == pytest.approx(deviation, rel=0.005), source
    bounded = "uniform" in source.lower() or "truncated" in source.lower()
    tolerance = 0.01 if bounded else 0.25
    assert drawn.min() == pytest.approx(least, abs=tolerance * (greatest - least)), source
    assert drawn.max() == pytest.approx(greatest, abs=tolerance * (greatest - least)), source


@pytest.mark.parametrize("case", cases.SEEDED)
def test_initial_value_draws_the_same_numbers_for_an_op_seed(case):
    call = ast.parse(case, mode="eval").body
    symbol = lookup("tensorflow" + dotted(call.func)[2:])
    args = [(None, ast.unparse(item)) for item in call.args]
    args += [(item.arg, ast.unparse(item.value)) for item in call.keywords]
    source = initial_value(symbol, args, "[2, 3]", "tf.float32")
    tf.random.set_seed(None)
    compare([eval(source, names_of()).numpy()], RECORDED["seeded"][case], source)


def test_an_initializer_with_a_seed_is_not_rewritten_without_a_word():
    symbol = lookup("tensorflow.random_normal_initializer")
    assert rewrite_source(symbol, [("seed", "1")]) is None
    assert rewrite_source(symbol, [("seed", "1")], checked={"seeded"}) == (
        "tf.random_normal_initializer(seed=1, stddev=1.0)"
    )


def test_dropout_drops_one_minus_keep_prob():
    source = rewrite_source(lookup("tensorflow.nn.dropout"), [(None, "x"), (None, "0.9")])
    kept = eval(source, {"tf": tf, "x": tf.ones([100, 1000])}).numpy()
    assert np.mean(kept == 0) == pytest.approx(0.1, abs=0.01)


def test_initializers_are_taken_by_keras_layers():
    for case in cases.DRAWS + cases.SEEDED[-1:]:
        init = eval(migrated(case), names_of())
        layer = tf.keras.layers.Dense(3, kernel_initializer=init)
        layer.build([None, 4])
        assert layer.kernel.shape == (4, 3)
        assert tf.Variable(init([2, 3], tf.float32)).shape == (2, 3)


def test_labels_get_no_gradient_as_in_tf1():
    args = [("labels", "labels"), ("logits", "logits")]
    for name in ("nn.softmax_cross_entropy_with_logits", "losses.softmax_cross_entropy"):
        symbol = lookup("tensorflow." + name)
        if "losses" in name:
            args = [(None, "labels"), (None, "logits")]
        labels = tf.constant(cases.onehot)
        with tf.GradientTape() as tape:
            tape.watch(labels)
            loss = eval(rewrite_source(symbol, args), {"tf": tf, "labels": labels, "logits": tf.constant(cases.x)})
        assert tape.gradient(loss, labels) is None
        constant = {"labels", "onehot_labels"}
        assert "stop_gradient" not in rewrite_source(symbol, args, constant=constant)


def test_assignments_become_methods():
    cell = tf.Variable([1.0, 2.0, 3.0])
    names = {"tf": tf, "v": cell}

    def run(name, *args):
        eval(rewrite_source(lookup("tensorflow." + name), [(None, text) for text in args]), names)
        return cell.numpy().tolist()

    assert run("assign", "v", "[4.0, 5.0, 6.0]") == [4.0, 5.0, 6.0]
    assert run("assign_add", "v", "[1.0, 1.0, 1.0]") == [5.0, 6.0, 7.0]
    assert run("assign_sub", "v", "[0.0, 1.0, 2.0]") == [5.0, 5.0, 5.0]
    assert run("scatter_update", "v", "[0, 2]", "[1.0, 2.0]") == [1.0, 5.0, 2.0]
    assert run("scatter_add", "v", "[0, 0]", "[1.0, 2.0]") == [4.0, 5.0, 2.0]
    assert run("scatter_nd_update", "v", "[[1]]", "[9.0]") == [4.0, 9.0, 2.0]

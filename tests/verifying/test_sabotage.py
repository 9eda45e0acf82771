"""Faults that a migration can make: each is caught, at its step and variable. Without a fault nothing differs."""

from __future__ import annotations

import pytest

from migrate.verifying.verdicts import DIFFERS, FLOAT64, NOISE, PROVED

pytestmark = pytest.mark.xdist_group("verifying")


def rung(verdict, key):
    return next(rung for rung in verdict.rungs if rung.key == key)


@pytest.mark.parametrize("name", ["perceptron", "normalized", "recurrent"])
def test_no_fault(verifier, name):
    verdict = verifier.verdict(name)
    assert verdict.verdict in (PROVED, FLOAT64), verdict
    assert all(rung.outcome not in ("differs", "not comparable") for rung in verdict.rungs)
    assert rung(verdict, "trajectory float64").worst < 1e-12
    assert not verdict.unaligned


def test_dropped_batch(verifier):
    verdict = verifier.verdict(
        "perceptron",
        (
            "        value = train_step(data[start:start + 10], labels[start:start + 10]).numpy()\n",
            "        if step != 100:\n"
            "            value = train_step(data[start:start + 10], labels[start:start + 10]).numpy()\n",
        ),
    )
    assert verdict.verdict == DIFFERS
    assert verdict.difference.step == 100
    assert "missing" in verdict.difference.likely
    assert rung(verdict, "batches").step == 100
    assert rung(verdict, "counts").outcome == "differs"
    assert rung(verdict, "first update").outcome in ("equal", "noise")


def test_epsilon(verifier):
    verdict = verifier.verdict("perceptron", ("epsilon=1e-8", "epsilon=1e-7"))
    assert verdict.verdict == DIFFERS
    assert verdict.difference.step == 0
    assert verdict.difference.variable in ("w1", "b1", "w2")
    assert "epsilon of Adam is 1e-07 and was 1e-08" in verdict.difference.likely
    assert rung(verdict, "gradients").outcome in ("equal", "noise")


def test_shuffled_labels(verifier):
    verdict = verifier.verdict(
        "perceptron",
        ("train_step(data[start:start + 10], labels[start:start + 10])",
         "train_step(data[start:start + 10], labels[start:start + 10][::-1])"),
    )  # fmt: skip
    assert verdict.verdict == DIFFERS
    assert verdict.difference.step == 0
    assert "y" in verdict.difference.what
    assert "another order" in verdict.difference.likely


def test_last_batch_off_by_one(verifier):
    verdict = verifier.verdict(
        "perceptron",
        ("train_step(data[start:start + 10], labels[start:start + 10])",
         "train_step(data[:394][start:start + 10], labels[:394][start:start + 10])"),
    )  # fmt: skip
    assert verdict.verdict == DIFFERS
    assert verdict.difference.step == 39
    assert "[4, 6]" in verdict.difference.likely and "[5, 6]" in verdict.difference.likely


def test_variable_not_trained(verifier):
    verdict = verifier.verdict("perceptron", ("variables = [w1, b1, w2]", "variables = [w1, w2]"))
    assert verdict.verdict == DIFFERS
    assert (verdict.difference.step, verdict.difference.variable) == (0, "b1")
    assert "not among those that the optimizer trains" in verdict.difference.likely


def test_batch_norm_update_left_out(verifier):
    verdict = verifier.verdict(
        "normalized", ("loss = compute_loss(x, y, training=True)", "loss = compute_loss(x, y, training=False)")
    )
    assert verdict.verdict == DIFFERS
    assert verdict.difference.step == 0
    assert verdict.difference.variable in ("normal/moving_mean", "normal/moving_variance")
    assert "UPDATE_OPS" in verdict.difference.likely


def test_batch_norm_moving_average_kept(verifier):
    """The batch is normalized as in training, only the moving averages stand still."""
    verdict = verifier.verdict(
        "normalized",
        (
            "    normal = normal_layer(hidden_layer(x), training=training)\n",
            "    hidden = hidden_layer(x)\n"
            "    if not normal_layer.built:\n"
            "        normal_layer.build(hidden.shape)\n"
            "    kept = [tf.identity(v) for v in (normal_layer.moving_mean, normal_layer.moving_variance)]\n"
            "    normal = normal_layer(hidden, training=training)\n"
            "    normal_layer.moving_mean.assign(kept[0])\n"
            "    normal_layer.moving_variance.assign(kept[1])\n",
        ),
    )
    assert verdict.verdict == DIFFERS
    assert verdict.difference.step == 0
    assert verdict.difference.variable in ("normal/moving_mean", "normal/moving_variance")
    assert "UPDATE_OPS" in verdict.difference.likely


def test_lost_control_dependency(verifier):
    verdict = verifier.verdict("normalized", ("return seen.read_value() * 1.0", "return before * 1.0"))
    assert verdict.verdict == DIFFERS
    assert verdict.difference.step == 1  # after the first training step, the first read
    assert "another value" in verdict.difference.what


def test_swapped_gates(verifier):
    verdict = verifier.verdict("recurrent", ("i, j, f, o = tf.split", "i, f, j, o = tf.split"))
    assert verdict.verdict == DIFFERS
    assert verdict.difference.step == 0
    assert rung(verdict, "first fetches").outcome == "differs"
    assert rung(verdict, "initial").outcome == "equal"


def test_mean_for_sum(verifier):
    verdict = verifier.verdict("recurrent", ("loss = tf.reduce_mean(", "loss = tf.reduce_sum("))
    assert verdict.verdict == DIFFERS
    assert "sum over the batch" in verdict.difference.likely


def test_initializer_of_another_width(verifier):
    verdict = verifier.verdict(
        "recurrent", ("tf.random.normal([8, 20], stddev=0.5)", "tf.random.normal([8, 20], stddev=0.05)")
    )
    assert verdict.verdict == DIFFERS
    assert verdict.difference.variable == "lstm/kernel"
    assert rung(verdict, "initial").outcome == "differs"


def test_without_float64_noise_is_measured(verifier):
    verdict = verifier.verdict("perceptron", float64=False)
    assert verdict.verdict in (NOISE, PROVED), verdict
    assert rung(verdict, "trajectory float64").outcome == "not run"
    assert rung(verdict, "trajectory float32").outcome == "noise"
    caught = verifier.verdict("perceptron", ("epsilon=1e-8", "epsilon=1e-5"), float64=False)
    assert caught.verdict == DIFFERS

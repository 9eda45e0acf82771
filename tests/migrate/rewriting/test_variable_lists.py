"""Lists of variables chosen by scope and name."""

from __future__ import annotations

from pathlib import Path

from forms import native, obstacle

SEMANTICS = Path(__file__).parent / "semantics"  # run there too, against TensorFlow 1.15.5


def program(name: str) -> str:
    return (SEMANTICS / f"{name}.py").read_text(encoding="utf-8")


def test_layers_of_a_scope():
    text = native(program("variables_by_scope"))
    assert "g_vars = [*g_layer.trainable_variables]" in text
    assert "d_vars = [*d_layer.trainable_variables]" in text


def test_variables_of_a_scope_and_their_names():
    text = native(program("collection_lists"))
    assert "encoder_vars = [h_layer.w]" in text and "decoder_vars = [y_layer.w]" in text
    assert "print(['encoder/w:0'], ['decoder/w:0'])" in text


def test_a_scope_known_only_at_run_time():
    assert "cannot be told from their names" in obstacle(program("variables_by_unknown_scope"))[1]


def test_a_test_that_reads_more_than_the_name():
    text = program("variables_by_scope").replace('if "gen" in v.name', "if v.shape.ndims > 1")
    assert "cannot be told from their names" in obstacle(text)[1]


def test_computed_over_the_variables_that_are_chosen():
    text = native(program("penalty_by_names_loops"))
    assert "[tf.nn.l2_loss(v) for v in [gain, *weights_2, h_layer.kernel, dense_w]]" in text
    assert "sum(tf.reduce_sum(tf.abs(v)) for v in [*biases_2, h_layer.bias, offset])" in text
    assert "[tf.nn.l2_loss(variable) for variable in [dense_w, offset]]" in text


def test_names_with_dimensions_in_them():
    text = native(program("penalty_by_names_class"))
    assert "self.h_layer.kernel]]" in text and "alpha" not in text


def test_names_that_do_not_decide():
    for name in ("penalty_by_unknown_names", "penalty_by_numbers_in_names"):
        assert obstacle(program(name))


def test_some_of_the_variables_of_a_layer_that_keeps_averages():
    text = program("variables_without_moving")
    assert obstacle(text)
    kept = "\n".join(line for line in text.split("\n") if not line.startswith("size = ")).replace(
        "sess.run(size), ", ""
    )
    assert "cannot be told from their names" in obstacle(kept)[1]

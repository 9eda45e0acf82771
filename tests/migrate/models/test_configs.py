"""Descriptions of Keras 2's layers in the words of Keras 3."""

from __future__ import annotations

import pytest

from migrate.models import configs, training


def layer(kind: str, **config: object) -> dict:
    return {"class_name": kind, "config": {"name": "one", **config}}


def sequential(*layers: dict) -> dict:
    return {"class_name": "Sequential", "config": {"name": "model", "layers": list(layers)}}


def test_the_first_layer_says_what_a_model_takes():
    found = configs.translated(sequential(layer("Dense", units=2, batch_input_shape=[None, 4], dtype="float32")))
    first, second = found["config"]["layers"]
    assert first["class_name"] == "InputLayer" and first["config"]["batch_shape"] == [None, 4]
    assert second["config"] == {"name": "one", "units": 2, "dtype": "float32"} and second["module"] == "keras.layers"


def test_models_of_old_versions_are_lists():
    old = {"class_name": "Sequential", "config": [layer("Dense", units=2, batch_input_shape=[None, 4])]}
    assert len(configs.translated(old)["config"]["layers"]) == 2


def test_initializers_lose_their_dtype():
    zeros = {"class_name": "Zeros", "config": {"dtype": "float32"}}
    found = configs.translated(sequential(layer("Dense", batch_input_shape=[None, 4], bias_initializer=zeros)))
    assert found["config"]["layers"][1]["config"]["bias_initializer"]["config"] == {}


def test_layers_inside_others():
    inner = layer("LSTM", units=2, recurrent_activation="hard_sigmoid", time_major=False, implementation=1)
    found = configs.translated(sequential(layer("Bidirectional", layer=inner, batch_input_shape=[None, 4, 1])))
    inside = found["config"]["layers"][1]["config"]["layer"]
    assert inside["module"] == "keras.layers" and "time_major" not in inside["config"]
    assert [entry["class_name"] for entry in inside["config"]["recurrent_activation"]["config"]["layers"]] == [
        "Rescaling",
        "ReLU",
    ]


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        (layer("Lambda", batch_input_shape=[None, 4]), "layer one is a Lambda"),
        (layer("CuDNNLSTM", batch_input_shape=[None, 4]), "layer one is a CuDNNLSTM"),
        (layer("LSTM", batch_input_shape=[None, 4, 1], time_major=True), "time_major=True"),
        (layer("BatchNormalization", batch_input_shape=[None, 4], renorm=True), "renorm"),
        (layer("Dense", units=2), "what shape the model takes"),
    ],
)
def test_what_keras_3_has_no_equal_for(given, reason):
    with pytest.raises(configs.Unconvertible, match=reason):
        configs.translated(sequential(given))


def test_a_class_of_the_program():
    with pytest.raises(configs.Unconvertible, match="Net is a class of the program"):
        configs.translated({"class_name": "Net", "config": {}})


def test_losses_have_the_names_that_keras_3_reads():
    found = training.compiled({"loss": {"a": "mse", "b": "hinge"}, "metrics": ["acc"], "loss_weights": [1, 2]})
    assert found == {
        "loss": {"a": "mean_squared_error", "b": "hinge"},
        "metrics": ["acc"],
        "loss_weights": [1, 2],
    }


def test_decay_is_a_schedule():
    config = {"class_name": "SGD", "config": {"lr": 0.5, "decay": 0.1, "momentum": 0.9, "nesterov": True}}
    found = training.optimizer({"optimizer_config": config})["config"]
    assert found["learning_rate"]["class_name"] == "InverseTimeDecay"
    assert found["learning_rate"]["config"] == {"initial_learning_rate": 0.5, "decay_steps": 1, "decay_rate": 0.1}
    assert found["momentum"] == 0.9 and found["nesterov"] is True


@pytest.mark.parametrize("kind", ["Nadam", "Adagrad", "Adam"])
def test_optimizers_that_compute_otherwise(kind):
    with pytest.raises(configs.Unconvertible, match=kind):
        training.optimizer({"optimizer_config": {"class_name": kind, "config": {"lr": 0.1, "amsgrad": True}}})


def test_the_state_of_an_optimizer():
    given = {"optimizer_config": {"class_name": "Adam", "config": {}}}
    assert training.state(given, [7, "m0", "m1", "v0", "v1", "h0", "h1"], 2) == (
        7,
        {"momentum": ["m0", "m1"], "velocity": ["v0", "v1"]},
    )
    assert training.state(given, [7, "m0", "m1"], 2) is None and training.state(given, [], 2) is None

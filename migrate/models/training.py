"""How a model was compiled and how far its optimizer had come, from a file of Keras 2."""

from __future__ import annotations

from typing import Any

from migrate.models.configs import Config, Unconvertible, described

# Keras 2's class -> its arguments that Keras 3 has too, and the kinds of its slots, in the order of the file
_OPTIMIZERS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "SGD": (("momentum", "nesterov"), ("momentum",)),
    "RMSprop": (("rho", "momentum", "epsilon", "centered"), ("velocity",)),
    "Adam": (("beta_1", "beta_2", "epsilon", "amsgrad"), ("momentum", "velocity")),
}
# Keras 3 reads losses back by these names alone
LOSSES = {
    "mse": "mean_squared_error",
    "mae": "mean_absolute_error",
    "mape": "mean_absolute_percentage_error",
    "msle": "mean_squared_logarithmic_error",
}


def compiled(training: Config) -> Config:
    """The arguments of `compile`, without the optimizer. Raises Unconvertible for losses of the program's own."""
    found = {"loss": _loss(training["loss"]), "metrics": training.get("metrics") or None}
    for key in ("loss_weights", "weighted_metrics"):
        if training.get(key):
            found[key] = training[key]
    if training.get("sample_weight_mode"):
        raise Unconvertible("sample_weight_mode, which Keras 3 has not")
    return found


def _loss(given: Any) -> Any:
    if isinstance(given, str):
        return LOSSES.get(given.lower(), given)
    if isinstance(given, list):
        return [_loss(one) for one in given]
    if isinstance(given, dict) and "class_name" not in given:
        return {name: _loss(one) for name, one in given.items()}
    if isinstance(given, dict):
        kept = {
            key: value for key, value in given["config"].items() if key in ("from_logits", "label_smoothing", "delta")
        }
        return described("keras.losses", given["class_name"], kept)
    return given


def optimizer(training: Config) -> Config:
    """The description of the optimizer. Raises Unconvertible for one whose updates Keras 3 does otherwise."""
    given = training["optimizer_config"]
    kind, config = given["class_name"], given["config"]
    if kind not in _OPTIMIZERS or config.get("amsgrad") or config.get("centered") or config.get("clipnorm"):
        raise Unconvertible(f"the optimizer {kind} with these arguments, which Keras 3 computes otherwise")
    found: Config = {name: config[name] for name in _OPTIMIZERS[kind][0] if name in config}
    rate = config.get("learning_rate", config.get("lr"))
    if isinstance(rate, dict):
        raise Unconvertible("a schedule of the learning rate")
    if config.get("decay"):
        slower = {"initial_learning_rate": rate, "decay_steps": 1, "decay_rate": config["decay"]}
        rate = described("keras.optimizers.schedules", "InverseTimeDecay", slower)
    if "clipvalue" in config:
        found["clipvalue"] = config["clipvalue"]
    found["learning_rate"] = rate
    return described("keras.optimizers", kind, found)


def state(training: Config, weights: list[Any], trainable: int) -> tuple[int, dict[str, list[Any]]] | None:
    """(steps made, {kind of slot: an array for each trainable variable}) from the weights of the optimizer in a file.

    None where the file has none of them, or others than those of `trainable` variables.
    """
    kind = training["optimizer_config"]["class_name"]
    slots = list(_OPTIMIZERS[kind][1])
    if kind == "SGD" and not training["optimizer_config"]["config"].get("momentum"):
        slots = []
    if kind == "RMSprop" and training["optimizer_config"]["config"].get("momentum"):
        slots.append("momentum")
    # Keras 2.3's Adam keeps a placeholder for amsgrad for each variable, behind the slots
    if len(weights) < 1 + len(slots) * trainable or not weights:
        return None
    found = {slot: weights[1 + n * trainable : 1 + (n + 1) * trainable] for n, slot in enumerate(slots)}
    return int(weights[0]), found

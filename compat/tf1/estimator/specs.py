"""What a model_fn returns and what training takes."""

import collections

import tensorflow as _tf

_v1 = _tf.compat.v1


class ModeKeys:
    """Names of the modes that a model_fn is called in."""

    TRAIN = "train"
    EVAL = "eval"
    PREDICT = "infer"
    INFER = "infer"


_FIELDS = [
    "mode", "predictions", "loss", "train_op", "eval_metric_ops", "export_outputs", "training_chief_hooks",
    "training_hooks", "scaffold", "evaluation_hooks", "prediction_hooks",
]  # fmt: skip


class EstimatorSpec(collections.namedtuple("EstimatorSpec", _FIELDS)):
    """The ops of a model in one mode; ValueError where the mode needs one that is not there."""

    def __new__(
        cls,
        mode,
        predictions=None,
        loss=None,
        train_op=None,
        eval_metric_ops=None,
        export_outputs=None,
        training_chief_hooks=None,
        training_hooks=None,
        scaffold=None,
        evaluation_hooks=None,
        prediction_hooks=None,
    ):
        if mode == ModeKeys.TRAIN and train_op is None:
            raise ValueError("Missing train_op.")
        if mode in (ModeKeys.TRAIN, ModeKeys.EVAL) and loss is None:
            raise ValueError("Missing loss.")
        if mode == ModeKeys.PREDICT and predictions is None:
            raise ValueError("Missing predictions.")
        if loss is not None:
            loss = _tf.convert_to_tensor(loss)
            size = loss.shape.num_elements()
            if size not in (1, None):
                raise ValueError(f"Loss must be scalar, given: {loss}")
            if loss.shape.ndims != 0:
                loss = _v1.reshape(loss, [])
        for key, value in (eval_metric_ops or {}).items():
            if not (hasattr(value, "update_state") or isinstance(value, tuple) and len(value) == 2):
                raise TypeError(
                    f"Values of eval_metric_ops must be (metric_value, update_op) tuples, given: {value} for key: {key}"
                )
        return super().__new__(
            cls,
            mode=mode,
            predictions=predictions if predictions is not None else {},
            loss=loss,
            train_op=train_op,
            eval_metric_ops=dict(eval_metric_ops or {}),
            export_outputs=export_outputs,
            training_chief_hooks=tuple(training_chief_hooks or ()),
            training_hooks=tuple(training_hooks or ()),
            scaffold=scaffold or _v1.train.Scaffold(),
            evaluation_hooks=tuple(evaluation_hooks or ()),
            prediction_hooks=tuple(prediction_hooks or ()),
        )


class TrainSpec(collections.namedtuple("TrainSpec", ["input_fn", "max_steps", "hooks"])):
    """How `train_and_evaluate` trains."""

    def __new__(cls, input_fn, max_steps=None, hooks=None):
        if max_steps is not None and max_steps <= 0:
            raise ValueError(f"Must specify max_steps > 0, given: {max_steps}")
        return super().__new__(cls, input_fn, max_steps, tuple(hooks or ()))


_EVAL = ["input_fn", "steps", "name", "hooks", "exporters", "start_delay_secs", "throttle_secs"]


class EvalSpec(collections.namedtuple("EvalSpec", _EVAL)):
    """How `train_and_evaluate` evaluates."""

    def __new__(
        cls, input_fn, steps=100, name=None, hooks=None, exporters=None, start_delay_secs=120, throttle_secs=600
    ):
        if steps is not None and steps <= 0:
            raise ValueError(f"Must specify steps > 0, given: {steps}")
        exporters = (
            [] if exporters is None else list(exporters) if isinstance(exporters, (list, tuple)) else [exporters]
        )
        return super().__new__(
            cls, input_fn, steps, name, tuple(hooks or ()), tuple(exporters), start_delay_secs, throttle_secs
        )


VocabInfo = _v1.train.VocabInfo

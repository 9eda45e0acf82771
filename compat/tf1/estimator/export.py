"""tf.estimator.export: what a SavedModel takes and gives."""

import collections

import tensorflow as _tf

_v1 = _tf.compat.v1
_signature = _v1.saved_model.signature_def_utils
_DEFAULT = _v1.saved_model.signature_constants.DEFAULT_SERVING_SIGNATURE_DEF_KEY

_Receiver = collections.namedtuple(
    "ServingInputReceiver", ["features", "receiver_tensors", "receiver_tensors_alternatives"]
)


class ServingInputReceiver(_Receiver):
    """Features for the model and the tensors that a client feeds."""

    def __new__(cls, features, receiver_tensors, receiver_tensors_alternatives=None):
        if not isinstance(receiver_tensors, dict):
            receiver_tensors = {"input": receiver_tensors}
        return super().__new__(cls, features, receiver_tensors, receiver_tensors_alternatives)


class TensorServingInputReceiver(ServingInputReceiver):
    """A receiver whose features are one tensor."""


class PredictOutput:
    """Outputs by name."""

    def __init__(self, outputs):
        self.outputs = outputs if isinstance(outputs, dict) else {"output": outputs}

    def signature(self, inputs):
        return _signature.predict_signature_def(inputs, self.outputs)


class RegressionOutput:
    """One float tensor."""

    def __init__(self, value):
        self.value = value

    def signature(self, inputs):
        if len(inputs) != 1:
            raise ValueError("Regression input must be a single string Tensor")
        return _signature.regression_signature_def(next(iter(inputs.values())), self.value)


class ClassificationOutput:
    """Scores and classes."""

    def __init__(self, scores=None, classes=None):
        if scores is None and classes is None:
            raise ValueError("At least one of scores and classes must be set.")
        self.scores, self.classes = scores, classes

    def signature(self, inputs):
        if len(inputs) != 1:
            raise ValueError("Classification input must be a single string Tensor")
        return _signature.classification_signature_def(next(iter(inputs.values())), self.classes, self.scores)


def signatures(receiver, spec):
    """The signatures of a prediction spec, by name; the only one is the default one as well."""
    outputs = spec.export_outputs or {_DEFAULT: PredictOutput(spec.predictions)}
    if len(outputs) == 1 and _DEFAULT not in outputs:
        outputs = {**outputs, _DEFAULT: next(iter(outputs.values()))}
    if _DEFAULT not in outputs:
        raise ValueError(
            f"Multiple export_outputs were provided, but none of them is specified as the default ({_DEFAULT})."
        )
    return {name: output.signature(receiver.receiver_tensors) for name, output in outputs.items()}


def build_raw_serving_input_receiver_fn(features, default_batch_size=None):
    """A function that makes placeholders like the given features."""

    def serving_input_receiver_fn():
        holders = {}
        for name, t in features.items():
            dims = t.shape.as_list()
            dims[0] = default_batch_size
            holders[name] = _v1.placeholder(t.dtype, dims, name=t.op.name)
        return ServingInputReceiver(dict(holders), holders)

    return serving_input_receiver_fn


def build_parsing_serving_input_receiver_fn(feature_spec, default_batch_size=None):
    """A function that makes a placeholder of serialized examples and parses it."""

    def serving_input_receiver_fn():
        holder = _v1.placeholder(_tf.string, [default_batch_size], name="input_example_tensor")
        return ServingInputReceiver(_v1.parse_example(holder, feature_spec), {"examples": holder})

    return serving_input_receiver_fn

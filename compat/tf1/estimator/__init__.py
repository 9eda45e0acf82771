"""tf.estimator: Estimator with a model_fn, its specs, hooks and numpy or pandas inputs.

A small implementation over tf.compat.v1's monitored sessions, with TensorFlow 1.15's names, files and defaults,
since tensorflow-estimator does not work with TensorFlow 2.21. One process only; canned estimators are not carried
over.
"""

import tensorflow as _tf

from compat.tf1.estimator import export, inputs  # noqa: F401
from compat.tf1.estimator.config import RunConfig, WarmStartSettings  # noqa: F401
from compat.tf1.estimator.estimator import Estimator  # noqa: F401
from compat.tf1.estimator.specs import EstimatorSpec, EvalSpec, ModeKeys, TrainSpec, VocabInfo  # noqa: F401
from compat.tf1.estimator.training import train_and_evaluate  # noqa: F401

_train = _tf.compat.v1.train

CheckpointSaverHook = _train.CheckpointSaverHook
CheckpointSaverListener = _train.CheckpointSaverListener
FeedFnHook = _train.FeedFnHook
FinalOpsHook = _train.FinalOpsHook
GlobalStepWaiterHook = _train.GlobalStepWaiterHook
LoggingTensorHook = _train.LoggingTensorHook
NanLossDuringTrainingError = _train.NanLossDuringTrainingError
NanTensorHook = _train.NanTensorHook
ProfilerHook = _train.ProfilerHook
SecondOrStepTimer = _train.SecondOrStepTimer
SessionRunArgs = _train.SessionRunArgs
SessionRunContext = _train.SessionRunContext
SessionRunHook = _train.SessionRunHook
SessionRunValues = _train.SessionRunValues
StepCounterHook = _train.StepCounterHook
StopAtStepHook = _train.StopAtStepHook
SummarySaverHook = _train.SummarySaverHook


def __getattr__(name):
    from compat.errors import MissingSymbol

    if name.startswith("__"):
        raise AttributeError(name)
    raise MissingSymbol(f"tf.estimator.{name}", "write a model_fn for tf.estimator.Estimator, or use Keras")

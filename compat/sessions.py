"""Sessions."""

import tensorflow as _tf


class Session(_tf.compat.v1.Session):
    pass


class InteractiveSession(_tf.compat.v1.InteractiveSession):
    pass


MonitoredTrainingSession = _tf.compat.v1.train.MonitoredTrainingSession

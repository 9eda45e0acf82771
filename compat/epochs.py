"""Epochs that end in exactly one known way: `fit` and the `EpochGuard` callback."""

import sys

from compat.errors import PrematureEnd


def _callback_base():
    import keras

    return keras.callbacks.Callback


class EpochRecord:
    """What one epoch did.

    Attributes:
        epoch: number from 0 (int).
        steps: steps that really ran (int).
        expected: steps that were asked for (int), or None where the data says.
        outcome: "end", "abort" or None while it runs.
        reason: why it was aborted (str), or None.
    """

    def __init__(self, epoch, expected):
        self.epoch, self.expected = epoch, expected
        self.steps, self.outcome, self.reason = 0, None, None

    def __repr__(self):
        of = f" of {self.expected}" if self.expected is not None else ""
        return f"<epoch {self.epoch}: {self.steps}{of} steps, {self.outcome or 'running'}>"


def epoch_guard(on_epoch_abort=None, steps_per_epoch=None, callbacks=()):
    """A Keras callback that gives every started epoch exactly one end.

    Args:
        on_epoch_abort: function of (epoch, reason, record), called for each epoch that does not complete.
        steps_per_epoch: steps that an epoch should have, or None.
        callbacks: callbacks whose own ``on_epoch_abort(epoch, reason)``, where they have one, is called too.

    Training stops after an aborted epoch. Its ``epochs`` is the list of `EpochRecord`. `fit` uses one by itself; with
    model.fit of your own, call its ``close(error)`` where fit raises, since Keras calls no callback after that.
    """
    base = _callback_base()

    class EpochGuard(base):
        def __init__(self):
            super().__init__()
            self.epochs = []

        @property
        def open(self):
            return self.epochs[-1] if self.epochs and self.epochs[-1].outcome is None else None

        def on_epoch_begin(self, epoch, logs=None):
            if self.open is not None:
                self.abort("the next epoch began")
            self.epochs.append(EpochRecord(epoch, steps_per_epoch))

        def on_train_batch_end(self, batch, logs=None):
            if self.open is not None:
                # `batch` is the last step of an execution that may hold several
                self.open.steps = max(self.open.steps, batch + 1)

        def on_epoch_end(self, epoch, logs=None):
            record = self.open
            if record is None:
                return
            if record.expected is not None and record.steps < record.expected:
                self.abort(f"the data ended early: {record.steps} of {record.expected} steps")
            else:
                record.outcome = "end"

        def abort(self, reason):
            record = self.open
            if record is None:
                return
            record.outcome, record.reason = "abort", reason
            if self.model is not None:
                self.model.stop_training = True
            if on_epoch_abort is not None:
                on_epoch_abort(record.epoch, reason, record)
            for callback in callbacks:
                own = getattr(callback, "on_epoch_abort", None)
                if own is not None:
                    own(record.epoch, reason)

        def close(self, error=None):
            """Aborts the epoch that is open, if any."""
            if error is not None:
                self.abort(f"{type(error).__name__}: {error}")
            else:
                self.abort("training stopped inside the epoch")

    return EpochGuard()


def fit(
    model,
    data,
    y=None,
    *,
    steps_per_epoch=None,
    epochs=1,
    initial_epoch=0,
    callbacks=None,
    on_epoch_abort=None,
    short="raise",
    deadline=None,
    signature=None,
    isolation="thread",
    **kwargs,
):
    """model.fit in which each started epoch ends with exactly one of on_epoch_end and on_epoch_abort.

    Args:
        data: a factory or Sequence (see `compat.dataset_from_generator`), a tf.data.Dataset, or arrays.
        steps_per_epoch: steps of an epoch; without it an epoch is one pass over the data.
        on_epoch_abort: function of (epoch, reason, record); callbacks with a method ``on_epoch_abort(epoch, reason)``
            get it as well.
        short: what an epoch with too few batches does: "raise" raises `compat.PrematureEnd` ("5 of 10 steps") after
            on_epoch_abort; "stop" ends training with a line on stderr.
        deadline, signature, isolation: of `compat.dataset_from_generator`, for a factory.
        kwargs: of model.fit.

    Returns the History, with ``epochs_run``, a list of `EpochRecord`. Exceptions of the data come through as they
    are, after on_epoch_abort; on_train_end is called in every case.
    """
    if short not in ("raise", "stop"):
        raise ValueError(f'short must be "raise" or "stop", got {short!r}')
    data = _as_dataset(data, deadline, signature, isolation)
    validation = kwargs.get("validation_data")
    if validation is not None and callable(validation):
        kwargs["validation_data"] = _as_dataset(validation, deadline, None, isolation)
    own = list(callbacks or [])
    guard = epoch_guard(on_epoch_abort, steps_per_epoch, own)
    gates = [_gate(c, guard) for c in own]
    arguments = {} if y is None else {"y": y}
    try:
        history = model.fit(
            data,
            **arguments,
            steps_per_epoch=steps_per_epoch,
            epochs=epochs,
            initial_epoch=initial_epoch,
            callbacks=[guard, *gates],
            **kwargs,
        )
    except BaseException as error:
        guard.close(error)
        for gate in gates:
            gate.finish()
        raise
    guard.close()
    history.epochs_run = guard.epochs
    for gate in gates:
        gate.finish()
    last = guard.epochs[-1] if guard.epochs else None
    if last is not None and last.outcome == "abort" and last.expected is not None:
        text = f"epoch {last.epoch}: {last.steps} of {last.expected} steps, the data ended early"
        if short == "raise":
            error = PrematureEnd(text, batch=last.steps)
            error.epochs = guard.epochs
            raise error
        print(f"compat.fit: {text}", file=sys.stderr)
    return history


def _as_dataset(data, deadline, signature, isolation):
    import tensorflow as tf

    from compat import generators

    if isinstance(data, tf.data.Dataset):
        return data
    indexed = hasattr(data, "__getitem__") and hasattr(data, "__len__")
    if callable(data) or (indexed and hasattr(data, "on_epoch_end")):
        return generators.dataset_from_generator(data, signature, deadline=deadline, isolation=isolation)
    return data


def _gate(callback, guard):
    """The user's callback, told of the end of an epoch only where the epoch has one, and of the train's end once."""
    base = _callback_base()

    class Gate(base):
        def __init__(self):
            super().__init__()
            self._begun = self._ended = False

        def set_model(self, model):
            super().set_model(model)
            callback.set_model(model)

        def set_params(self, params):
            super().set_params(params)
            callback.set_params(params)

        def on_train_begin(self, logs=None):
            self._begun = True
            callback.on_train_begin(logs)

        def on_train_end(self, logs=None):
            if not self._ended:
                self._ended = True
                callback.on_train_end(logs)

        def on_epoch_end(self, epoch, logs=None):
            record = guard.epochs[-1] if guard.epochs else None
            if record is None or record.outcome != "abort":
                callback.on_epoch_end(epoch, logs)

        def finish(self):
            if self._begun and not self._ended:
                self.on_train_end()

    for name in dir(base):
        if name.startswith("on_") and name not in Gate.__dict__:
            setattr(Gate, name, _forward(callback, name))
    return Gate()


def _forward(callback, name):
    def forward(self, *args, **kwargs):
        return getattr(callback, name)(*args, **kwargs)

    return forward

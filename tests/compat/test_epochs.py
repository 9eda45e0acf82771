"""Every started epoch has exactly one end, and the number of its steps is known."""

HEAD = """
import keras
import tensorflow as tf
class Watch(keras.callbacks.Callback):
    def __init__(self):
        super().__init__()
        self.log = []
    def on_epoch_begin(self, epoch, logs=None):
        self.log.append(f"begin {epoch}")
    def on_epoch_end(self, epoch, logs=None):
        self.log.append(f"end {epoch}")
    def on_epoch_abort(self, epoch, reason):
        self.log.append(f"abort {epoch}: {reason}")
    def on_train_end(self, logs=None):
        self.log.append("train end")
def batches(n, error=None):
    def make():
        for _ in range(n):
            yield np.ones((4, 3), np.float32), np.ones((4, 1), np.float32)
        if error is not None:
            raise error
    return make
model = keras.Sequential([keras.layers.Dense(1)])
model.compile("sgd", "mse")
watch = Watch()
def fit(*args, **kwargs):
    return compat.fit(model, *args, callbacks=[watch], verbose=0, **kwargs)
"""


def test_whole_epochs(scenario):
    code = """
h = fit(batches(5), epochs=2)
tell("log", watch.log)
tell("run", [[r.epoch, r.steps, r.expected, r.outcome] for r in h.epochs_run])
watch.log.clear()
h = fit(batches(20), epochs=2, steps_per_epoch=10)
tell("stepped", [[r.steps, r.outcome] for r in h.epochs_run])
"""
    r = scenario(HEAD + code)
    assert r["log"] == ["begin 0", "end 0", "begin 1", "end 1", "train end"]
    assert r["run"] == [[0, 5, None, "end"], [1, 5, None, "end"]]
    assert r["stepped"] == [[10, "end"], [10, "end"]]


def test_an_early_end_says_how_far_it_got(scenario):
    code = """
reasons = []
result = outcome(lambda: fit(batches(5), epochs=3, steps_per_epoch=10,
                             on_epoch_abort=lambda e, why, record: reasons.append([e, why, record.steps])))
tell("result", result)
tell("reasons", reasons)
tell("log", watch.log)
watch.log.clear()
h = fit(batches(5), epochs=3, steps_per_epoch=10, short="stop")
tell("stop", [[r.steps, r.outcome] for r in h.epochs_run])
"""
    r = scenario(HEAD + code)
    assert r["result"][0] == "PrematureEnd" and "5 of 10 steps" in r["result"][1]
    assert r["reasons"] == [[0, "the data ended early: 5 of 10 steps", 5]]
    assert r["log"] == ["begin 0", "abort 0: the data ended early: 5 of 10 steps", "train end"]
    assert r["stop"] == [[5, "abort"]]
    assert "5 of 10 steps" in r.err


def test_exceptions_abort_the_epoch(scenario):
    code = """
tell("data", outcome(lambda: fit(batches(3, OSError("disk")), epochs=2)))
tell("data log", watch.log)
watch.log.clear()
class Breaking(keras.callbacks.Callback):
    def on_train_batch_end(self, batch, logs=None):
        if batch == 1:
            raise ValueError("callback")
tell("callback", outcome(lambda: compat.fit(model, batches(5), callbacks=[watch, Breaking()], verbose=0)))
tell("callback log", watch.log)
"""
    r = scenario(HEAD + code)
    assert r["data"][:2] == ["OSError", "disk"]
    assert r["data log"] == ["begin 0", "abort 0: OSError: disk", "train end"]
    assert r["callback"][:2] == ["ValueError", "callback"]
    assert r["callback log"] == ["begin 0", "abort 0: ValueError: callback", "train end"]


def test_guard_with_a_fit_of_ones_own(scenario):
    code = """
aborted = []
guard = compat.epoch_guard(lambda e, why, record: aborted.append([e, why]), steps_per_epoch=4)
try:
    data = compat.dataset_from_generator(batches(3, OSError("disk")))
    model.fit(data, steps_per_epoch=4, callbacks=[guard], verbose=0)
except OSError as error:
    guard.close(error)
tell("aborted", aborted)
tell("epochs", [[r.steps, r.outcome] for r in guard.epochs])
"""
    r = scenario(HEAD + code)
    assert r["aborted"] == [[0, "OSError: disk"]]
    assert r["epochs"] == [[3, "abort"]]

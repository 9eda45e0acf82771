"""Training by Keras, on either side: batches and epochs of `fit`, and the results of the other calls."""

import importlib
import inspect
import re
import sys

import numpy as np
from tf1recorder import hooks, sites, values
from tf1recorder.depth import Depth

_HOMES = {
    # module of the model class: (class, module of Callback)
    "keras.src.backend.tensorflow.trainer": ("TensorFlowTrainer", "keras.src.callbacks.callback"),
    "tf_keras.src.engine.training": ("Model", "tf_keras.src.callbacks"),
    "tf_keras.src.engine.training_v1": ("Model", "tf_keras.src.callbacks"),
    "tensorflow.python.keras.engine.training": ("Model", "tensorflow.python.keras.callbacks"),
    "tensorflow_core.python.keras.engine.training": ("Model", "tensorflow_core.python.keras.callbacks"),
    "keras.engine.training": ("Model", "keras.callbacks"),
}
# Their logs hold the mean of the loss over the epoch so far, those of the others the loss of the batch.
_RUNNING_MEANS = ("keras.src.backend.tensorflow.trainer", "tf_keras.src.engine.training")
_FITS = ("fit", "fit_generator")
_CALLS = (
    "evaluate", "predict", "evaluate_generator", "predict_generator", "train_on_batch", "test_on_batch",
    "predict_on_batch",
)  # fmt: skip
_SLOT_NUMBER = re.compile(r"([a-z_]+)_(\d+)$")
_LIBRARIES = ("/keras/", "/tf_keras/", "/tensorflow/", "/tensorflow_core/", "/compat/")


class KerasTraining:
    """Watches models; `read(model)` gives pairs of key and array of a model's variables, or None to use its own."""

    def __init__(self, timeline, functions=None):
        self.timeline = timeline
        self.functions = functions
        self._calling = Depth()

    def install(self):
        for module, (kind, callbacks) in _HOMES.items():
            hooks.after_import(
                lambda module, kind=kind, callbacks=callbacks: self._watch(module, kind, callbacks), module
            )

    def _watch(self, module, kind, callbacks):
        model = getattr(module, kind)
        if getattr(model, "_tf1recorder", None) is model:
            return
        model._tf1recorder = model
        for name in _FITS + _CALLS:
            original = vars(model).get(name)
            if original is not None:
                setattr(model, name, self._watched(original, name, callbacks, module.__name__ in _RUNNING_MEANS))

    def _watched(self, original, name, callbacks, running_means):
        watcher = self

        def call(model, *args, **kwargs):
            timeline = watcher.timeline
            if timeline.quiet or watcher._calling.inside or not sites.called_by_user(_LIBRARIES):
                return original(model, *args, **kwargs)
            site = sites.user_site()
            try:
                with watcher._calling:
                    if name in _FITS:
                        with timeline.working:
                            given = original, args, kwargs, callbacks, site, running_means
                            args, kwargs = watcher._with_callback(*given)
                        timeline.add("keras", site=site, what=name, feeds=[], values=[], updates=False)
                        return original(model, *args, **kwargs)
                    with timeline.working:
                        watcher._initial(model)
                    result = original(model, *args, **kwargs)
                    with timeline.working:
                        watcher._called(model, name, site, args, result)
            except Exception as error:
                timeline.raised(error, site, name)
                raise
            timeline.stop_if_enough()
            return result

        call.__doc__ = original.__doc__
        call.__name__ = name
        call.__wrapped__ = original
        return call

    def _called(self, model, name, site, args, result):
        timeline = self.timeline
        updates = name == "train_on_batch"
        leaves = _numbers_of(result)
        content = {"site": site, "what": name, "updates": updates}
        content["feeds"] = [
            dict(values.describe(leaf, True), n="argument %d" % position)
            for position, value in enumerate(args[:2])
            for leaf in _leaves(value)
            if _is_data(leaf)
        ]
        content["values"] = [values.describe(leaf) for leaf in leaves]
        if updates:
            timeline.updated()
            if timeline.wants_state():
                content["state"] = timeline.state(self._read(model))
        timeline.add("keras", **content)

    def _with_callback(self, original, args, kwargs, callbacks, site, running_means):
        """The arguments of fit with one callback more."""
        base = importlib.import_module(callbacks).Callback
        names = list(inspect.signature(original).parameters)
        place = names.index("callbacks") - 1 if "callbacks" in names else None
        ours = _callback(base, self, site, running_means)
        args = list(args)
        if place is not None and place < len(args):
            given = args[place]
            args[place] = _added(given, ours)
        else:
            kwargs = dict(kwargs, callbacks=_added(kwargs.get("callbacks"), ours))
        return tuple(args), kwargs

    # ------------------------------------------------------------------ variables
    def _variables(self, model):
        seen, found = set(), []
        optimizer = getattr(model, "optimizer", None)
        own = _own_variables(optimizer)
        for variable in list(getattr(model, "weights", ())) + own:
            if id(variable) not in seen:
                seen.add(id(variable))
                found.append(variable)
        return found, {id(variable) for variable in own}

    def _read(self, model):
        if self.functions is not None and self.functions.variables:
            self.functions.read_initial()
            return self.functions.read()
        variables, _ = self._variables(model)
        backend = _backend(model)
        try:
            arrays = backend.batch_get_value(variables)
        except Exception:
            arrays, readable = [], []
            for variable in variables:
                try:
                    arrays.append(backend.get_value(variable))
                    readable.append(variable)
                except Exception:
                    continue
            variables = readable
        return [("keras/" + variable.name, array) for variable, array in zip(variables, arrays)]

    def _initial(self, model):
        timeline = self.timeline
        if self.functions is not None and self.functions.variables:
            self.functions.read_initial()
            return
        named = [(key, array) for key, array in self._read(model) if key not in timeline.variables]
        if not named:
            return
        variables, own = self._variables(model)
        trainable = {id(variable) for variable in getattr(model, "trainable_weights", ())}
        by_key = {"keras/" + variable.name: variable for variable in variables}
        slots = _slots(getattr(model, "optimizer", None), getattr(model, "trainable_weights", ()))
        for key, array in named:
            variable = by_key[key]
            timeline.variables[key] = {
                "name": key,
                "label": variable.name.split(":")[0],
                "shape": list(array.shape),
                "dtype": array.dtype.name,
                "trainable": id(variable) in trainable,
                "initialized": True,
            }
            if id(variable) in own:
                timeline.variables[key].update(slots.get(variable.name) or {"slot": _last(variable.name), "of": None})
        timeline.add("initial", state=timeline.state(named, "initial%d" % len(timeline.variables)))
        optimizer = getattr(model, "optimizer", None)
        if optimizer is not None:
            from tf1recorder.functions import describe_optimizer

            timeline.optimizers = [describe_optimizer(optimizer)]


def _slots(optimizer, trained):
    """{name of a slot variable: {"slot": name, "of": key of the variable}}, in all the ways Keras 2 keeps slots."""
    found = {}
    trained = list(trained)
    for variable in trained:
        for name in optimizer.get_slot_names() if hasattr(optimizer, "get_slot_names") else ():
            try:
                slot = optimizer.get_slot(variable, name)
            except KeyError:  # a variable without gradient
                continue
            found[slot.name] = {"slot": name, "of": "keras/" + variable.name}
    if found or not hasattr(optimizer, "get_updates"):
        return found
    # Keras without TensorFlow's: all slots of a kind one after another, after the count of iterations.
    for variable in _own_variables(optimizer):
        if not _SLOT_NUMBER.match(_last(variable.name)):
            continue
        name, number = _SLOT_NUMBER.match(_last(variable.name)).groups()
        if int(number) < len(trained):
            found[variable.name] = {"slot": name, "of": "keras/" + trained[int(number)].name}
    return found


def _own_variables(optimizer):
    """Variables of an optimizer, in order; none of one that does not tell them."""
    for name in ("variables", "weights"):
        try:
            own = getattr(optimizer, name, None)
            own = list((own() if callable(own) else own) or ())
        except Exception:  # a wrapper around an optimizer of tf.train refuses
            continue
        if own:
            return own
    return []


def _last(name):
    """The last part of a variable's name."""
    return name.split(":")[0].rpartition("/")[2]


def _callback(base, watcher, site, running_means):
    timeline = watcher.timeline
    sums = {}

    class Recorder(base):
        """Notes the batches and epochs of one fit."""

        def on_train_begin(self, logs=None):
            with timeline.working:
                watcher._initial(self.model)

        def on_batch_end(self, batch, logs=None):
            self._note(batch, logs)

        def on_train_batch_end(self, batch, logs=None):
            self._note(batch, logs)

        def _note(self, batch, logs):
            with timeline.working:
                content = {"site": site, "what": "batch", "feeds": [], "updates": True, "batch": int(batch)}
                content["values"] = _numbers(logs if running_means else _with_means(logs, sums))
                timeline.updated()
                if timeline.wants_state():
                    content["state"] = timeline.state(watcher._read(self.model))
                timeline.add("batch", **content)
            timeline.stop_if_enough()

        def on_epoch_begin(self, epoch, logs=None):
            sums.clear()

        def on_epoch_end(self, epoch, logs=None):
            with timeline.working:
                timeline.add(
                    "epoch", site=site, what="epoch", feeds=[], updates=False, values=_numbers(logs), epoch=int(epoch)
                )

    return Recorder()


def _added(given, ours):
    """Our callback after those of the user. A CallbackList of Keras's own takes it too."""
    if given is None:
        return [ours]
    if hasattr(given, "append") and not isinstance(given, list):
        given.append(ours)
        return given
    return list(given) + [ours]


def _with_means(logs, sums):
    """Logs of a batch, with the means of the losses over the epoch so far in place of the losses of the batch."""
    found = dict(logs or {})
    size = float(np.mean(found.get("size", 1)))
    for name in found:
        if name == "loss" or name.endswith("_loss"):
            total, count = sums.get(name, (0.0, 0.0))
            sums[name] = total + float(np.mean(found[name])) * size, count + size
            found[name] = np.asarray(sums[name][0] / sums[name][1], np.asarray(found[name]).dtype)
    return found


_NAMES = {"acc": "accuracy", "val_acc": "val_accuracy", "learning_rate": "lr"}


def _numbers(logs):
    found = []
    for name in sorted(logs or {}, key=lambda name: _NAMES.get(name, name)):
        if name in ("batch", "size"):
            continue
        entry = values.describe(logs[name])
        if "x" in entry:
            found.append(dict(entry, n=_NAMES.get(name, name)))
    return found


def _numbers_of(result):
    """The arrays and numbers of a result. Several numbers come as a list, of Python's or of numpy's."""
    if isinstance(result, (list, tuple)) and all(np.ndim(item) == 0 for item in result):
        return list(result)
    return _leaves(result)


def _is_data(value):
    """Whether an argument is an array or a tensor, not a generator, a dataset or a function that makes some."""
    array = None if callable(value) else values.as_array(value)
    return array is not None and array.dtype.kind != "O"


def _leaves(value):
    if isinstance(value, dict):
        return [leaf for key in sorted(value) for leaf in _leaves(value[key])]
    if isinstance(value, (list, tuple)) and any(not isinstance(item, (int, float)) for item in value):
        return [leaf for item in value for leaf in _leaves(item)]
    return [] if value is None else [value]


def _backend(model):
    for kind in type(model).__mro__:
        top = kind.__module__.split(".")[0]
        if top == "tf_keras":
            return importlib.import_module("tf_keras.backend")
        if top in ("tensorflow", "tensorflow_core"):
            return importlib.import_module("tensorflow.python.keras.backend")
        if top == "keras":
            return sys.modules.get("keras.backend") or importlib.import_module("keras.backend")
    return importlib.import_module("tensorflow.keras.backend")

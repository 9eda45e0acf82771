"""The eager side: calls of tf.functions from the user's code, assignments and reads outside them, and variables."""

import importlib
import inspect
import weakref

import numpy as np
from tf1recorder import graphs, sites, values
from tf1recorder.depth import Depth
from tf1recorder.sessions import assigns

# Frames of these packages stand between a user's call and the patched function.
_TENSORFLOW = ("/tensorflow/python/", "/tensorflow_core/python/", "/tensorflow/core/function/")
_OPTIMIZER_NUMBERS = (int, float, bool)


class Functions:
    """Watches what an eager program calls and which variables that changes."""

    def __init__(self, timeline, optimizers, inject=None, kept=None):
        self.timeline = timeline
        self.kept = kept  # where graphs go
        self.inject = inject or {}
        self.entered = Depth()
        self.variables = []  # (key, weak reference), in order of creation
        self.keys = {}  # id of a variable -> key
        self.paths = {}  # id of a variable -> (weak reference, Keras's path of it)
        self.optimizers = optimizers
        self.updating = {}
        self.listed = {}  # id of a function -> (the function, how many graphs it has, these)
        self.traced = set()
        self.outputs = []
        self.gradients = {}
        self.called = set()
        self.wants_gradients = False
        self._nest = None

    @property
    def inside(self):
        return self.entered.inside

    def install(self):
        self._context = importlib.import_module("tensorflow.python.eager.context")
        self._ops = importlib.import_module("tensorflow.python.framework.ops")
        self._nest = importlib.import_module("tensorflow.python.util.nest")
        self._function()
        self._variable()
        self._reads()

    # ------------------------------------------------------------------ calls
    def _function(self):
        kind = importlib.import_module("tensorflow.python.eager.polymorphic_function.polymorphic_function").Function
        original, watcher = kind.__call__, self

        def call(function, *args, **kwargs):
            if watcher.timeline.quiet or watcher.inside or not watcher._context.executing_eagerly():
                return original(function, *args, **kwargs)
            if not sites.called_by_user(_TENSORFLOW):
                return original(function, *args, **kwargs)
            return watcher.call(function, original, args, kwargs)

        call.__doc__ = original.__doc__
        kind.__call__ = call

    def call(self, function, original, args, kwargs):
        timeline = self.timeline
        site = sites.user_site()
        with timeline.working:
            self._trace_first(function, args, kwargs)
            self.read_initial()
            feeds = self._arguments(function, args, kwargs)
            self.gradients.clear()
            self.wants_gradients = id(function) not in self.called
            self.called.add(id(function))
        try:
            with self.entered:
                result = original(function, *args, **kwargs)
        except Exception as error:
            timeline.raised(error, site, _name(function))
            raise
        with timeline.working:
            self.read_initial()
            leaves = [leaf for leaf in self._nest.flatten(result) if leaf is not None]
            self.outputs = leaves  # held, so that their identities stay theirs
            found = [values.describe(leaf) for leaf in leaves]
            updates = self._updates(function)
            content = {"site": site, "what": _name(function), "feeds": feeds, "values": found, "updates": updates}
            if self.gradients:
                content["gradients"] = {name: sums for name, sums in self.gradients.items()}
            if updates:
                timeline.updated()
                if timeline.wants_state():
                    content["state"] = timeline.state(self.read())
            number = self._graph(function, args, kwargs)
            if number is not None:
                content["graph"] = number
            timeline.add("call", **content)
        timeline.stop_if_enough()
        return result

    def _graph(self, function, args, kwargs):
        """The number of the graph that the call ran, None where graphs are not kept."""
        if self.kept is None:
            return None
        concrete = self._concrete(function)
        if len(concrete) != 1:
            concrete = [function.get_concrete_function(*args, **kwargs)]
        return self.kept.function(concrete[0], self._key_of_handle)

    def _concrete(self, function):
        """The traced graphs of a function; TensorFlow takes as long to list them as for a small step."""
        count = function.experimental_get_tracing_count()
        _, known, found = self.listed.get(id(function), (None, None, None))
        if known != count:
            found = list(function._list_all_concrete_functions())
            self.listed[id(function)] = (function, len(found), found)
        return found

    def _key_of_handle(self, handle):
        for key, reference in self.variables:
            variable = reference()
            if variable is not None and variable.handle is handle:
                return key
        return None

    def _trace_first(self, function, args, kwargs):
        """The first call of a function may create variables: traced before, their initial values can be read."""
        if id(function) in self.traced:
            return
        self.traced.add(id(function))
        self.updating[id(function)] = (function, None, None)  # keeps the identity
        try:
            with self.entered:
                function.get_concrete_function(*args, **kwargs)
        except Exception:
            pass  # the call itself raises it again

    def _arguments(self, function, args, kwargs):
        try:
            names = list(inspect.signature(function.python_function).parameters)
        except (TypeError, ValueError):
            names = []
        if names[:1] == ["self"] and len(args) < len(names):
            names = names[1:]
        signature = getattr(function, "input_signature", None) or ()
        found = []
        for position, value in enumerate(args):
            name = names[position] if position < len(names) else "argument %d" % position
            spec = signature[position] if position < len(signature) else None
            found += self._argument(name, value, spec)
        for name, value in kwargs.items():
            position = names.index(name) if name in names else len(signature)
            spec = signature[position] if position < len(signature) else None
            found += self._argument(name, value, spec)
        return found

    def _argument(self, name, value, spec):
        if spec is not None and not hasattr(spec, "dtype"):
            spec = None
        if spec is None and isinstance(value, (tuple, dict)):
            found = []
            for leaf in self._nest.flatten(value):
                found += self._argument(name, leaf, None)
            return found
        if isinstance(value, str) or value is None or callable(value) and not hasattr(value, "numpy"):
            return []
        array = values.as_array(value)
        if array is None:
            return []
        if spec is not None:
            try:
                array = array.astype(spec.dtype.as_numpy_dtype)
            except (TypeError, ValueError):
                pass
        return [dict(values.describe(array, True), n=name)]

    def _updates(self, function):
        """Whether the traced graphs of a function assign to variables."""
        concrete = self._concrete(function)
        _, count, answer = self.updating.get(id(function), (None, None, None))
        if count != len(concrete):
            answer = any(_graph_assigns(one.graph) for one in concrete)
            self.updating[id(function)] = (function, len(concrete), answer)
        return answer

    # ------------------------------------------------------------------ variables
    def _variable(self):
        module = importlib.import_module("tensorflow.python.ops.resource_variable_ops")
        kind, watcher = module.BaseResourceVariable, self
        make = kind.__init__

        def init(variable, *args, **kwargs):
            make(variable, *args, **kwargs)
            if watcher._ops.executing_eagerly_outside_functions():
                watcher._register(variable)

        kind.__init__ = init
        # TensorFlow 2 wraps the methods once more, in the class that variables have
        for owner in (kind, module.ResourceVariable):
            for name in ("assign", "assign_add", "assign_sub"):
                if name in vars(owner):
                    setattr(owner, name, self._watched_assign(vars(owner)[name], name))

    def _watched_assign(self, original, name):
        watcher = self

        def assign(variable, value, *args, **kwargs):
            eager = not watcher.timeline.quiet and not watcher.inside and watcher._context.executing_eagerly()
            if not eager or not sites.called_by_user(_TENSORFLOW):
                return original(variable, value, *args, **kwargs)
            with watcher.timeline.working:
                watcher.read_initial()
                result = original(variable, value, *args, **kwargs)
            watcher.eager_update("assign", name + " " + watcher.label(variable), variable, value)
            return result

        assign.__doc__ = original.__doc__
        return assign

    def eager_update(self, kind, what, value=None, given=None):
        """Notes an update that happens outside of any function, to `value`, with what was `given`."""
        timeline = self.timeline
        with timeline.working:
            found = [values.describe(value)] if value is not None else []
            feeds = [dict(values.describe(given, True), n="value")] if given is not None else []
            content = {"site": sites.user_site(), "what": what, "feeds": feeds, "values": found, "updates": True}
            timeline.updated()
            if timeline.wants_state():
                content["state"] = timeline.state(self.read())
            timeline.add(kind, **content)
        timeline.stop_if_enough()

    def _register(self, variable):
        if id(variable) in self.keys and self._alive(self.keys[id(variable)]) is variable:
            return
        key = "%d/%s" % (len(self.variables), getattr(variable, "name", "?"))
        self.keys[id(variable)] = key
        self.variables.append((key, weakref.ref(variable)))
        if key in self.inject and self._context.executing_eagerly():
            with self.timeline.working:
                variable.assign(self.inject[key])

    def _alive(self, key):
        number = int(key.split("/")[0])
        return self.variables[number][1]()

    def label(self, variable):
        reference, path = self.paths.get(id(variable), (None, None))
        if reference is not None and reference() is variable:
            return path
        return getattr(variable, "name", "?").split(":")[0]

    def read(self, known=()):
        """(key, array) of each variable that lives and has a value, but for those whose keys are known.

        The arrays are good until a variable changes.
        """
        found = []
        for key, reference in self.variables:
            variable = None if key in known else reference()
            if variable is None:
                continue
            try:
                found.append((key, np.asarray(variable.value())))
            except Exception:  # not initialized, or a variable of a graph
                continue
        return found

    def read_initial(self):
        """The first values of variables that have not been seen before."""
        known = self.timeline.variables
        fresh = self.read(known)
        if not fresh:
            return
        for key, array in fresh:
            variable = self._alive(key)
            self.timeline.variables[key] = {
                "name": key,
                "label": self.label(variable),
                "shape": list(np.shape(array)),
                "dtype": variable.dtype.base_dtype.name,
                "trainable": bool(variable.trainable),
                "initialized": True,
            }
        self.timeline.add("initial", state=self.timeline.state(fresh, "initial%d" % len(known)))
        self.refresh()

    def refresh(self):
        """What is known of optimizers and their slots, now that more variables are there."""
        known = self.timeline.variables
        for optimizer in self.optimizers:
            for name, slot in _slots(optimizer, self.keys).items():
                if name in known:
                    known[name].update(slot)
        self.timeline.optimizers = [describe_optimizer(optimizer) for optimizer in self.optimizers]

    def finish(self):
        """The variables as the program leaves them."""
        named = self.read()
        if named:
            self.timeline.add("final", state=self.timeline.state(named, "final"))

    # ------------------------------------------------------------------ reads
    def _reads(self):
        """`.numpy()` in the user's code shows values that no function returned."""
        base, watcher = self._ops._EagerTensorBase, self
        original = base.numpy

        def numpy(tensor):
            value = original(tensor)
            if watcher.timeline.quiet or watcher.inside or not sites.called_by_user(()):
                return value
            if any(tensor is output for output in watcher.outputs):
                return value
            with watcher.timeline.working:
                watcher.timeline.add(
                    "value", site=sites.user_site(), what="value", feeds=[], values=[values.describe(value)],
                    updates=False,
                )  # fmt: skip
            return value

        numpy.__doc__ = original.__doc__
        base.numpy = numpy

    # ------------------------------------------------------------------ Keras 3
    def keras_variable(self, module):
        """Keras's own variables know a path, such as hidden1/kernel."""
        kind, watcher = module.Variable, self
        original = kind._initialize

        def initialize(variable, value):
            result = original(variable, value)
            inner = getattr(variable, "_value", None)
            if inner is not None:
                watcher.paths[id(inner)] = weakref.ref(inner), variable.path
            return result

        kind._initialize = initialize

    def keras_optimizer(self, module):
        kind, watcher = module.BaseOptimizer, self
        make, apply = kind.__init__, kind.apply

        def init(optimizer, *args, **kwargs):
            make(optimizer, *args, **kwargs)
            watcher.optimizers.append(optimizer)

        def apply_with_gradients(optimizer, grads, trainable_variables=None):
            grads = list(grads)
            watcher.note_gradients(grads, trainable_variables or getattr(optimizer, "_trainable_variables", ()))
            result = apply(optimizer, grads, trainable_variables)
            if watcher._context.executing_eagerly() and not watcher.inside and not watcher.timeline.quiet:
                if sites.called_by_user(_TENSORFLOW + ("/keras/src/",)):
                    watcher.eager_update("apply", type(optimizer).__name__)
            return result

        kind.__init__ = init
        kind.apply = apply_with_gradients

    def note_gradients(self, gradients, variables):
        """Adds to the function that is being traced a look at the gradients, for its first call."""
        if self._context.executing_eagerly():
            return
        script_ops = importlib.import_module("tensorflow.python.ops.script_ops")
        ops = self._ops
        pairs = []
        for gradient, variable in zip(gradients, variables):
            inner = getattr(variable, "_value", variable)
            key = self.keys.get(id(inner))
            if gradient is not None and key is not None:
                pairs.append((key, ops.convert_to_tensor(gradient)))
        if not pairs:
            return
        keys, watcher = [key for key, _ in pairs], self

        def note(*arrays):
            if watcher.wants_gradients:
                for key, array in zip(keys, arrays):
                    watcher.gradients[key] = values.sums(array)
            return np.int32(0)

        int32 = importlib.import_module("tensorflow.python.framework.dtypes").int32
        script_ops.numpy_function(note, [tensor for _, tensor in pairs], int32, name=graphs.OWN)


def _name(function):
    return getattr(function, "_name", None) or getattr(function, "__name__", "function")


def _graph_assigns(graph):
    definition = graph.as_graph_def()
    if any(assigns(node.op) for node in definition.node):
        return True
    return any(assigns(node.op) for function in definition.library.function for node in function.node_def)


def _slots(optimizer, keys):
    """{variable key: {"slot": name, "of": key}} of one optimizer, Keras's or TensorFlow 1's."""
    found = {}

    def key_of(variable):
        return keys.get(id(getattr(variable, "_value", variable)))

    for slot, by_variable in getattr(optimizer, "_slots", {}).items():
        if isinstance(by_variable, dict):
            for value in by_variable.values():
                if key_of(value):
                    found[key_of(value)] = {"slot": slot, "of": None}
    trained = list(getattr(optimizer, "_trainable_variables", ()) or ())
    attributes = vars(optimizer) if hasattr(optimizer, "__dict__") else {}
    for name, value in list(attributes.items()):
        if name in ("_trainable_variables", "_variables") or not isinstance(value, list) or len(value) != len(trained):
            continue
        for variable, of in zip(value, trained):
            if key_of(variable) and key_of(variable) != key_of(of):
                found[key_of(variable)] = {"slot": name.strip("_"), "of": key_of(of)}
    for variable in getattr(optimizer, "variables", ()) if not callable(getattr(optimizer, "variables", None)) else ():
        if key_of(variable):
            found.setdefault(key_of(variable), {"slot": getattr(variable, "name", "?"), "of": None})
    return found


def describe_optimizer(optimizer):
    """Class and numbers of an optimizer."""
    numbers = {}
    try:
        config = optimizer.get_config()
    except Exception:
        config = {name.lstrip("_"): value for name, value in vars(optimizer).items()}
    for name, value in config.items():
        if isinstance(value, _OPTIMIZER_NUMBERS + (np.floating,)):
            numbers[name] = float(value)
    return {"class": type(optimizer).__name__, "numbers": numbers}

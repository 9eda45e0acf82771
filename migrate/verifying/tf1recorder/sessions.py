"""The session side: what each `Session.run` is fed, what it fetches and which variables it changes."""

import importlib
import threading

import numpy as np
from tf1recorder import sites, values

_FUNCTIONAL = ("While", "If", "Case", "PartitionedCall", "StatefulPartitionedCall")
_RESTORES = ("RestoreV2", "Restore", "RestoreSlice")
_SAVES = ("SaveV2", "Save", "MergeV2Checkpoints", "SaveSlices")
_NEXT = ("IteratorGetNext", "IteratorGetNextSync")
# Packages that run a session for the user.
_LIBRARIES = (
    "/tensorflow/", "/tensorflow_core/", "/tensorflow_estimator/", "/tf_slim/", "/compat/", "/keras/", "/tf_keras/",
)  # fmt: skip

# Where TensorFlow runs a session for its own bookkeeping.
_BOOKKEEPING = (
    "/training/session_manager.py", "/training/basic_session_run_hooks.py", "/training/supervisor.py",
    "/training/queue_runner_impl.py", "/feeding_queue_runner.py",
)  # fmt: skip


def assigns(op_type):
    """Whether an op of this type changes a variable."""
    if op_type.startswith("Resource"):
        op_type = op_type[len("Resource") :]
    if op_type == "ScatterNd":
        return False
    return op_type.startswith(("Assign", "Apply", "SparseApply", "Scatter", "CountUpTo", "StridedSliceAssign"))


def _by_user():
    """Whether the user's code asked for this run, not Keras for its own needs; a worker thread runs for the user."""
    if threading.current_thread() is not threading.main_thread():
        return True
    return sites.called_by_user(_LIBRARIES, sites.keras_own)


class Plan:
    """What a set of fetches needs: found once for each, since graphs only grow."""

    def __init__(self, graph, fetched, fed):
        ops, self.used = _ancestors([item.op if hasattr(item, "op") else item for item in fetched], fed)
        self.used |= {item.name for item in fetched if item.name in fed}
        self.kind = "run"
        self.seen = False
        self.graph = None  # its number where graphs are kept
        types = {op.type for op in ops}
        assigning = [op for op in ops if assigns(op.type)]
        functional = [op for op in ops if op.type in _FUNCTIONAL and _function_assigns(graph, op)]
        self.updates = bool(assigning or functional)
        initializers = _initializers(graph)
        if types & set(_SAVES):
            self.kind, self.updates = "save", False
        elif types & set(_RESTORES):
            self.kind = "restore"
        elif assigning and not functional and all(op.name in initializers for op in assigning):
            self.kind = "init"
        elif not self.updates and "MakeIterator" in types:
            self.kind = "iterator"
        elif fetched and all(_is_read(item) for item in fetched):
            self.kind = "read"
        elif not self.updates and all(not hasattr(item, "op") for item in fetched):
            self.kind = "nothing"
        self.needed = {op.name for op in ops}
        self.batches = [tensor for op in ops if op.type in _NEXT for tensor in op.outputs if _is_plain(tensor)]
        self.batches.sort(key=lambda tensor: tensor.name)


def _is_plain(tensor):
    return tensor.dtype.name not in ("variant", "resource")


def _ancestors(ops, fed):
    """The ops that a run of `ops` needs, and the names of the fed tensors that it uses."""
    found, used, waiting = set(), set(), list(ops)
    fed_names = set(fed)
    while waiting:
        op = waiting.pop()
        if op in found:
            continue
        found.add(op)
        for tensor in op.inputs:
            if tensor.name in fed_names:
                used.add(tensor.name)
            elif tensor.op not in found:
                waiting.append(tensor.op)
        waiting += [other for other in op.control_inputs if other not in found]
    return found, used


def _function_assigns(graph, op):
    names = []
    for key in op.node_def.attr:
        attribute = op.node_def.attr[key]
        names += [attribute.func.name] if attribute.HasField("func") else [f.name for f in attribute.list.func]
    return any(_definition_assigns(graph, name, set()) for name in names)


def _definition_assigns(graph, name, seen):
    if name in seen:
        return False
    seen.add(name)
    function = graph._get_function(name)
    definition = getattr(function, "definition", None) or getattr(function, "cached_definition", None)
    if definition is None:
        definition = getattr(function, "function_def", None)
    for node in definition.node_def if definition is not None else ():
        if assigns(node.op):
            return True
        for key in node.attr:
            attribute = node.attr[key]
            inner = [attribute.func.name] if attribute.HasField("func") else [f.name for f in attribute.list.func]
            if any(_definition_assigns(graph, other, seen) for other in inner):
                return True
    return False


def variables_of(graph):
    """All variables in the collections of a graph, in order of creation, each once."""
    found = {}
    for key in ("variables", "local_variables", "trainable_variables", "model_variables", "metric_variables"):
        for variable in graph.get_collection_ref(key):
            if hasattr(variable, "initializer") and hasattr(variable, "op"):
                found.setdefault(variable.name, variable)
    order = {op.name: number for number, op in enumerate(graph.get_operations())} if found else {}
    return sorted(found.values(), key=lambda variable: order.get(variable.op.name, 0))


def _initializers(graph):
    return {variable.initializer.name for variable in variables_of(graph) if variable.initializer is not None}


def _is_read(item):
    op = getattr(item, "op", None)
    if op is None:
        return False
    for _ in range(3):
        if op.type in ("VariableV2", "Variable", "VarHandleOp"):
            return True
        if op.type not in ("Identity", "ReadVariableOp") or not len(op.inputs):
            return False
        op = op.inputs[0].op
    return False


class Sessions:
    """Watches every session of the process."""

    def __init__(self, timeline, double=None, inject=None, disturb=False, kept=None):
        self.timeline = timeline
        self.kept = kept  # where graphs go
        self.double = double
        self.inject = inject or {}
        self.disturb = disturb
        self.last = None  # (session, number) of the last run that was recorded
        self.graphs = []
        self.plans = {}
        self.known = {}  # number of a graph -> variables that are initialized, by name
        self.initial = set()
        self.counted = {}
        self.optimizers = []
        self.gradients = {}  # id of a graph -> [(variable name, gradient tensor)]
        self._nest = None

    def install(self):
        module = importlib.import_module("tensorflow.python.client.session")
        self._nest = importlib.import_module("tensorflow.python.util.nest")
        self._session_module = module
        watcher, original = self, module.BaseSession.run

        def run(session, fetches, feed_dict=None, options=None, run_metadata=None):
            timeline = watcher.timeline
            if timeline.quiet or threading.current_thread().name.startswith("QueueRunner") or not _by_user():
                return original(session, fetches, feed_dict, options, run_metadata)
            return watcher.run(session, original, fetches, feed_dict, options, run_metadata)

        run.__doc__ = original.__doc__
        module.BaseSession.run = run
        self.original = original
        optimizer = importlib.import_module("tensorflow.python.training.optimizer").Optimizer
        self._watch_optimizers(optimizer)

    def _watch_optimizers(self, optimizer):
        make, apply, watcher = optimizer.__init__, optimizer.apply_gradients, self

        def init(self, *args, **kwargs):
            make(self, *args, **kwargs)
            watcher.optimizers.append(self)

        def apply_gradients(self, grads_and_vars, *args, **kwargs):
            pairs = list(grads_and_vars)
            for gradient, variable in pairs:
                if gradient is not None and hasattr(gradient, "graph"):
                    shape = variable.shape.as_list() if variable.shape.ndims is not None else None
                    watcher.gradients.setdefault(id(gradient.graph), []).append((variable.name, gradient, shape))
            return apply(self, pairs, *args, **kwargs)

        optimizer.__init__ = init
        optimizer.apply_gradients = apply_gradients

    # ------------------------------------------------------------------ one run
    def run(self, session, original, fetches, feed_dict, options, run_metadata):
        timeline = self.timeline
        number = self._number(session.graph)
        with timeline.working:
            user, caller = self._user_part(fetches)
            fetched = self._elements(session.graph, user)
            fed = self._fed(session.graph, feed_dict)
            plan = self._plan(session.graph, number, fetched, fed)
            setup = plan.kind in ("init", "restore", "iterator", "save")
            own = not setup and sites.through(_BOOKKEEPING) is not None
            wanted = plan.kind in ("run", "read") and number not in self.initial and not own
            if wanted and (plan.updates or not self._trained_by_keras(session.graph)):
                self._read_initial(session, number)
            asked = fetches
            extra = self._extra(session, plan, fetched) if not own else []
            if extra:
                asked = {"user": fetches, "extra": [tensor for _, tensor in extra]}
            feed_dict = self._rounded(feed_dict)
        try:
            result = original(session, asked, feed_dict, options, run_metadata)
        except Exception as error:
            timeline.raised(error, sites.user_site(), [item.name for item in fetched])
            raise
        if own:
            return result
        with timeline.working:
            more = []
            if extra:
                more, result = result["extra"], result["user"]
            if setup:
                self._after_setup(session, number, plan)
                return result
            own = result[caller] if caller is not None else result
            self._write(session, number, plan, fetched, fed, own, extra, more)
        timeline.stop_if_enough()
        return result

    def _number(self, graph):
        for number, known in enumerate(self.graphs):
            if known is graph:
                return number
        self.graphs.append(graph)
        return len(self.graphs) - 1

    @staticmethod
    def _user_part(fetches):
        """Sessions with hooks wrap what the user asked for."""
        if isinstance(fetches, dict) and "caller" in fetches:
            return fetches["caller"], "caller"
        return fetches, None

    def _elements(self, graph, fetches):
        found = []
        for leaf in self._leaves(fetches):
            try:
                found.append(graph.as_graph_element(leaf, allow_tensor=True, allow_operation=True))
            except (TypeError, ValueError, KeyError):
                found += self._composite(graph, leaf)
        return found

    def _composite(self, graph, leaf):
        """The tensors of a sparse tensor or of indexed slices."""
        found = []
        for part in ("indices", "values", "dense_shape"):
            tensor = getattr(leaf, part, None)
            if tensor is not None and hasattr(tensor, "op"):
                found.append(tensor)
        return found

    def _leaves(self, value):
        if isinstance(value, dict):
            return [leaf for key in value for leaf in self._leaves(value[key])]
        if isinstance(value, (list, tuple)):
            return [leaf for item in value for leaf in self._leaves(item)]
        return [value]

    def _fed(self, graph, feed_dict):
        """[(name of the tensor, value as the run sees it, dtype)]"""
        found = []
        for key, value in (feed_dict or {}).items():
            keys, items = ([key], [value]) if not isinstance(key, tuple) else (list(key), list(value))
            for one, item in zip(keys, items):
                try:
                    tensor = graph.as_graph_element(one, allow_operation=False)
                except (TypeError, ValueError, KeyError):
                    continue  # a sparse tensor: told of by its values
                try:
                    item = np.asarray(item, dtype=tensor.dtype.as_numpy_dtype)
                except (TypeError, ValueError):
                    item = values.as_array(item)
                found.append((tensor.name, item))
        return found

    def _rounded(self, feed_dict):
        if self.double is None or not feed_dict:
            return feed_dict
        return {key: self.double.rounded(value) for key, value in feed_dict.items()}

    def _plan(self, graph, number, fetched, fed):
        names = tuple(item.name for item in fetched)
        key = (number, names, tuple(sorted(name for name, _ in fed)))
        if key not in self.plans:
            plan = self.plans[key] = Plan(graph, fetched, [name for name, _ in fed])
            if self.kept is not None and plan.kind == "run":
                plan.graph = self.kept.run(
                    graph, fetched, [name for name, _ in fed], lambda op: "%d/%s:0" % (number, op.name)
                )
        return self.plans[key]

    def _extra(self, session, plan, fetched):
        """Batches of iterators, and gradients the first time: fetched beside, since the run computes them anyway."""
        if plan.kind != "run":
            return []
        extra = [("batch " + tensor.name, tensor) for tensor in plan.batches]
        if plan.updates and not plan.seen:
            for name, gradient, _ in self.gradients.get(id(session.graph), ()):
                for part, tensor in _parts(gradient):
                    if tensor.op.name in plan.needed and session.graph.is_fetchable(tensor):
                        extra.append(("gradient%s %s" % (part, name), tensor))
        return extra

    def _write(self, session, number, plan, fetched, fed, result, extra, more):
        timeline = self.timeline
        flat = self._leaves(result)
        tensors = [item for item in fetched]
        found = []
        # What an estimator fetches for itself, such as the loss for its log, the user may never see.
        estimator = sites.through(("/tensorflow_estimator/",)) not in (None, "predict")
        if len(flat) == len(tensors):
            for item, value in zip(tensors, flat):
                if value is not None:
                    read = estimator or _is_read(item) or assigns(item.op.type)
                    found.append(dict(values.describe(value), n=item.name, **({"read": True} if read else {})))
        else:
            found = [values.describe(value) for value in flat if value is not None]
        feeds = [dict(values.describe(value, True), n=name) for name, value in fed if name in plan.used]
        gradients, sparse = {}, {}
        for (label, _), value in zip(extra, more):
            what, _, name = label.partition(" ")
            if what == "batch":
                feeds.append(dict(values.describe(value, True), n=name))
            elif what == "gradient":
                gradients["%d/%s" % (number, name)] = values.sums(value)
            else:
                sparse.setdefault("%d/%s" % (number, name), {})[what] = value
        shapes = {"%d/%s" % (number, name): shape for name, _, shape in self.gradients.get(id(session.graph), ())}
        gradients.update((name, _dense_sums(parts, shapes.get(name))) for name, parts in sparse.items())
        content = {"g": number, "site": sites.user_site(), "what": [item.name for item in fetched]}
        content.update(values=found, feeds=feeds, kind_of_run=plan.kind, updates=plan.updates)
        plan.seen = True
        if gradients:
            content["gradients"] = gradients
        if plan.graph is not None:
            content["graph"] = plan.graph
        self.last = session, number
        if plan.updates:
            timeline.updated()
            if timeline.wants_state():
                content["state"] = timeline.state(self._read(session, number))
        timeline.add("run", **content)

    # ------------------------------------------------------------------ variables
    def _read(self, session, number):
        """(key, array) of every initialized variable."""
        graph = session.graph
        known = self.known.setdefault(number, {})
        variables = variables_of(graph)
        ready = [variable for variable in variables if known.get(variable.name)]
        asked = [variable for variable in variables if variable.name not in known]
        try:
            arrays = self.original(session, [_element(v) for v in ready])
        except Exception:  # another session of the same graph, where less is initialized
            asked, ready, arrays = variables, [], []
        for variable in asked:
            try:
                arrays.append(self.original(session, _element(variable)))
                ready.append(variable)
                known[variable.name] = True
            except Exception:
                known.pop(variable.name, None)
        return [("%d/%s" % (number, variable.name), array) for variable, array in zip(ready, arrays)]

    def _after_setup(self, session, number, plan):
        if plan.kind in ("init", "restore"):
            self.known.pop(number, None)
            if plan.kind == "restore" or number in self.initial:
                self.timeline.add(plan.kind, g=number, site=sites.user_site())
            if plan.kind == "init" and self.inject:
                self._inject(session, number)

    def _inject(self, session, number):
        for variable in variables_of(session.graph):
            key = "%d/%s" % (number, variable.name)
            if key in self.inject:
                value = np.asarray(self.inject[key], variable.dtype.base_dtype.as_numpy_dtype)
                self.original(session, variable.initializer, {variable.initializer.inputs[1]: value})

    def _read_initial(self, session, number):
        graph = session.graph
        variables = variables_of(graph)
        if not variables:
            return
        named = self._read(session, number)
        if not named:
            return
        self.initial.add(number)
        if self.disturb:
            self._disturb(session, number, variables, dict(named))
        slots = self._slots(variables)
        trainable = {variable.name for variable in graph.get_collection_ref("trainable_variables")}
        initialized = {name for name, _ in named}
        for variable in variables:
            key = "%d/%s" % (number, variable.name)
            entry = {
                "name": key,
                "label": variable.op.name,
                "shape": [int(n) for n in variable.shape.as_list()] if variable.shape.ndims is not None else None,
                "dtype": variable.dtype.base_dtype.name,
                "trainable": variable.name in trainable,
                "initialized": key in initialized,
            }
            entry.update(slots.get(variable.name, {}))
            self.timeline.variables[key] = entry
        self.timeline.add("initial", state=self.timeline.state(named, "initial%d" % number))
        self.timeline.optimizers = [describe_optimizer(optimizer) for optimizer in self.optimizers]

    def _trained_by_keras(self, graph):
        """Whether Keras has trained variables of a graph: what a run reads of them now are no first values."""
        known = self.timeline.variables
        return self.timeline.updates > 0 and any("keras/" + v.name in known for v in variables_of(graph))

    def _disturb(self, session, number, variables, arrays):
        """Moves one number of each trainable variable by one unit in the last place, in float64 all of them."""
        trainable = {variable.name for variable in session.graph.get_collection_ref("trainable_variables")}
        for variable in variables:
            array = arrays.get("%d/%s" % (number, variable.name))
            if variable.name in trainable and array is not None and array.dtype.kind == "f" and array.size:
                moved = np.array(array)
                # float32 rounds once more in each later step anyway; float64 needs all the disturbance there is.
                place = Ellipsis if self.double is not None else tuple(0 for _ in moved.shape)
                up = np.asarray(2, moved.dtype) * np.abs(moved[place]) + 1
                signs = np.random.RandomState(7).choice([1, -1], np.shape(up)) if self.double is not None else 1
                moved[place] = np.nextafter(moved[place], signs * up)
                self.original(session, variable.initializer, {variable.initializer.inputs[1]: moved})

    def _slots(self, variables):
        """{variable name: {"slot": name, "of": variable name}} from the optimizers; `of` None for their counters."""
        found = {}
        for number, optimizer in enumerate(self.optimizers):
            for slot in list(getattr(optimizer, "_slots", {})):
                for variable in variables:
                    try:
                        value = optimizer.get_slot(variable, slot)
                    except Exception:
                        continue
                    if value is not None:
                        found[value.name] = {"slot": slot, "of": variable.name, "optimizer": number}
            for value in getattr(optimizer, "_non_slot_dict", {}).values():
                if hasattr(value, "name"):
                    found[value.name] = {"slot": value.op.name.rpartition("/")[2], "of": None}
        return found

    def finish(self):
        """The variables as the last session leaves them; nothing where it is closed."""
        if self.last is None:
            return
        session, number = self.last
        try:
            named = self._read(session, number)
        except Exception:
            return
        if named:
            self.timeline.add("final", state=self.timeline.state(named, "final%d" % number))


def _element(variable):
    make = getattr(variable, "_as_graph_element", None)
    return make() if make is not None else variable


def _parts(gradient):
    if hasattr(gradient, "values") and hasattr(gradient, "indices"):
        return [("-values", gradient.values), ("-indices", gradient.indices)]
    return [("", gradient)]


def _dense_sums(parts, shape):
    """Sums of a gradient that came as rows, as if it had come whole; the rows of one number are added."""
    rows, numbers = np.asarray(parts.get("gradient-values")), np.asarray(parts.get("gradient-indices"))
    if not shape or None in shape or rows.shape[1:] != tuple(shape[1:]):
        return values.sums(rows)
    dense = np.zeros(shape, rows.dtype)
    np.add.at(dense, numbers, rows)
    return values.sums(dense)


def describe_optimizer(optimizer):
    """Class and numbers of an optimizer of TensorFlow 1."""
    numbers = {}
    for name, value in vars(optimizer).items():
        if isinstance(value, (int, float, bool)) and not name.endswith("_t"):
            numbers[name.lstrip("_")] = value
    return {"class": type(optimizer).__name__, "numbers": numbers}

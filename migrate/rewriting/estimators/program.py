"""The text of a program whose estimator is written out."""

from __future__ import annotations

import ast
import builtins
import keyword
from dataclasses import dataclass

from migrate.edits import Source, reindent
from migrate.names import Names
from migrate.rewriting import notebook_cells
from migrate.rewriting.estimators.arrays import Array, Arrays
from migrate.rewriting.estimators.model import Model, Reader
from migrate.stages import metrics as metrics_api
from migrate.stages.program import Obstacle
from migrate.stages.tf_calls import bind

INPUTS = {"tensorflow.estimator.inputs.numpy_input_fn", "tensorflow.inputs.numpy_input_fn"}
INPUT_PARAMS = ("x", "y", "batch_size", "num_epochs", "shuffle")
STEPS = {"tensorflow.train.get_global_step", "tensorflow.train.get_or_create_global_step"}
LONG = 110
BATCHES = "estimator.inputs.batches"


@dataclass
class Told:
    """`origins`: for each line of the text the line of the file that it comes from."""

    text: str
    origins: list[int]
    line: int  # of the estimator in the file

    def origin(self, line: int) -> int:
        return self.origins[min(max(line, 1), len(self.origins)) - 1]


@dataclass
class Inputs:
    """One `numpy_input_fn`: its features by name ("" where they are one array), its labels, and how it is read."""

    node: ast.Call
    features: dict[str, ast.expr]
    labels: ast.expr | None
    bound: dict[str, ast.expr]
    name: str = ""


class Program:
    def __init__(self, text: str, tree: ast.Module, names: Names, made: list[ast.Call]) -> None:
        self.source, self.tree, self.names = Source(text), tree, names
        self.parents = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
        self.insertions: dict[int, list[str]] = {}  # line -> lines that go above it
        self.removed: list[ast.stmt] = []
        self.loops: set[str] = set()  # names of batches
        self.arrays = Arrays(tree, names, self.parents)
        self.made = made[0]
        if len(made) > 1:
            raise Obstacle(made[1], "several estimators")
        self.taken = {n.id for n in ast.walk(tree) if isinstance(n, ast.Name)} | set(dir(builtins))
        self.taken |= {n.arg for n in ast.walk(tree) if isinstance(n, ast.arg)} | set(keyword.kwlist)
        for node in ast.walk(tree):
            if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
                self.taken.add(node.name)
            elif isinstance(node, (ast.Import, ast.ImportFrom)):
                self.taken |= {a.asname or a.name.split(".")[0] for a in node.names}
        self.tf = next(
            (
                a.asname or a.name
                for n in ast.walk(tree)
                if isinstance(n, ast.Import)
                for a in n.names
                if a.name == "tensorflow"
            ),
            "",
        )

    def fresh(self, *wished: str) -> str:
        number, name = 2, next((w for w in wished if w not in self.taken), wished[0])
        while name in self.taken:
            name, number = f"{wished[0]}_{number}", number + 1
        self.taken.add(name)
        return name

    # -------------------------------------------------------------- reading
    def told(self) -> Told:
        self._read_estimator()
        self._read_calls()
        self.model: Model = Reader(self.names, self.definition, self.roles["mode"]).read()
        self._check_names()
        self._graph()
        self._name_inputs()
        for statement, call, method, inputs in self.calls:
            getattr(self, f"_{method}")(statement, call, inputs)
        self.removed += [self.statement, self.definition]
        return self._text()

    def _read_estimator(self) -> None:
        statement = self.parents[self.made]
        bound = bind(self.made, ("model_fn", "model_dir", "config", "params"))
        kept = {k: v for k, v in (bound or {}).items() if not (isinstance(v, ast.Constant) and v.value is None)}
        if bound is None or set(kept) - {"model_fn", "params"} or "model_fn" not in kept:
            raise Obstacle(self.made, "an Estimator with a folder, a configuration or a warm start of its own")
        if not isinstance(statement, ast.Assign) or not isinstance(statement.targets[0], ast.Name):
            raise Obstacle(self.made, "an Estimator that is not simply assigned to a name")
        function = kept["model_fn"]
        found = [n for n in self.tree.body if isinstance(n, ast.FunctionDef) and n.name == getattr(function, "id", "")]
        if len(found) != 1 or found[0].decorator_list:
            raise Obstacle(function, "a model function that is not here")
        self.statement, self.name = statement, statement.targets[0].id
        self.definition, self.params = found[0], kept.get("params")
        uses = [n for n in ast.walk(self.tree) if isinstance(n, ast.Name) and n.id == self.definition.name]
        args = self.definition.args
        listed = [a.arg for a in args.args]
        if len(uses) != 1 or args.vararg or args.kwarg or args.kwonlyargs or args.defaults or len(listed) < 3:
            raise Obstacle(self.definition, "a model function with other arguments, or that is called elsewhere")
        self.roles = dict(zip(("features", "labels"), listed, strict=False)) | {k: k for k in listed[2:]}
        if set(self.roles) - {"features", "labels", "mode", "params"} or "mode" not in self.roles:
            raise Obstacle(self.definition, "a model function with other arguments")
        if ("params" in self.roles) != (self.params is not None):
            raise Obstacle(self.made, "an Estimator without the params of its model function")
        holder = self.parents[statement]
        body = getattr(holder, "body", [])
        if not isinstance(holder, (ast.Module, ast.FunctionDef)) or statement not in body:
            raise Obstacle(self.made, "an Estimator that is made under a condition or in a loop")
        self.holder, self.body = holder, body

    def _read_calls(self) -> None:
        """Each call of the estimator, in order, with the statement that it stands in and its inputs."""
        self.calls: list[tuple[ast.stmt, ast.Call, str, Inputs]] = []
        self.inputs: dict[ast.Call, Inputs] = {}
        inside = set(ast.walk(self.holder))
        for node in ast.walk(self.tree):
            if not isinstance(node, ast.Name) or node.id != self.name or node is self.statement.targets[0]:
                continue
            attribute, call = self.parents[node], self.parents.get(self.parents[node])
            method = attribute.attr if isinstance(attribute, ast.Attribute) else ""
            called = isinstance(call, ast.Call) and call.func is attribute
            if method not in ("train", "evaluate", "predict") or not called or node not in inside:
                raise Obstacle(node, "an estimator that is used for more than train, evaluate and predict here")
            statement: ast.AST = call
            while not isinstance(statement, ast.stmt):
                statement = self.parents[statement]
            self.calls.append((statement, call, method, self._inputs(call)))  # type: ignore[arg-type]
        self.calls.sort(key=lambda found: (found[1].lineno, found[1].col_offset))
        trained = [c for c in self.calls if c[2] == "train"]
        if not trained or trained[0] is not self.calls[0]:
            raise Obstacle(self.made, "an estimator that is not trained first")

    def _inputs(self, call: ast.Call) -> Inputs:
        bound = bind(call, ("input_fn",)) or {}
        node = bound.get("input_fn")
        if isinstance(node, ast.Name):
            node = self._input_of(node)
        if not isinstance(node, ast.Call) or self.names.resolve(node.func) not in INPUTS:
            raise Obstacle(call, "an input function that is not numpy_input_fn")
        if node in self.inputs:
            return self.inputs[node]
        given = bind(node, INPUT_PARAMS)
        if given is None or set(given) - set(INPUT_PARAMS) or "x" not in given:
            raise Obstacle(node, "numpy_input_fn with a queue of its own")
        x, y = given["x"], given.get("y")
        if isinstance(x, ast.Name) and isinstance(self.arrays.assigned(x), ast.Dict):
            x = self.arrays.assigned(x)
        features = {"": x}
        if isinstance(x, ast.Dict):
            features = {}
            for key, value in zip(x.keys, x.values, strict=True):
                if not isinstance(key, ast.Constant) or not isinstance(key.value, str):
                    raise Obstacle(node, "features whose names are not written here")
                features[key.value] = value
        if isinstance(y, ast.Dict):
            raise Obstacle(node, "labels in a dict")
        for array in [*features.values(), *([y] if y is not None else [])]:
            self._steady(array)
        shuffle = given.get("shuffle")
        if not isinstance(shuffle, ast.Constant) or shuffle.value not in (True, False):
            raise Obstacle(node, "numpy_input_fn whose `shuffle` is not written here")
        found = self.inputs[node] = Inputs(node, features, y, given)
        return found

    def _steady(self, array: ast.expr) -> None:
        """TF1 reads arrays while it trains, a dataset takes them once: they must not change in place."""
        roots = {n.id for n in ast.walk(array) if isinstance(n, ast.Name)}
        for node in ast.walk(self.tree):
            changed: ast.AST | None = None
            if isinstance(node, ast.AugAssign):
                changed = node.target
            elif isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Store):
                changed = node.value
            elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                if node.func.attr in ("sort", "fill", "resize", "put", "partition"):
                    changed = node.func.value
                elif node.func.attr == "shuffle" and node.args:
                    changed = node.args[0]
            while isinstance(changed, (ast.Subscript, ast.Attribute)):
                changed = changed.value
            if isinstance(changed, ast.Name) and changed.id in roots:
                raise Obstacle(node, f"`{changed.id}`, which an estimator reads, changes in place")

    def _input_of(self, name: ast.Name) -> ast.AST | None:
        """What a name of an input function holds where it is read: the last assignment before, in the same block."""
        statement: ast.AST = name
        while not isinstance(statement, ast.stmt):
            statement = self.parents[statement]
        before = [s for s in self.body if s.lineno < statement.lineno and _assigns(s, name.id)]  # type: ignore[attr-defined]
        everywhere = [s for s in ast.walk(self.tree) if isinstance(s, ast.stmt) and _assigns(s, name.id)]
        if not before or len(everywhere) != sum(_assigns(s, name.id) for s in self.body):
            return None
        return before[-1].value  # type: ignore[attr-defined]

    def _check_names(self) -> None:
        """The model function's names get the scope of the estimator: they must not mean anything there yet."""
        scope = self.names.inner_scope(self.definition)
        inner = {n for n in scope.bindings if n not in self.roles.values()}
        outer = self.names.inner_scope(self.holder) if self.holder is not self.tree else self.names.module_scope
        for name in sorted(inner):
            if name in outer.bindings or name in self.names.module_scope.bindings:
                raise Obstacle(self.definition, f"`{name}` of the model function means something else outside it")
        if outer is not self.names.module_scope:
            for node in ast.walk(self.definition):
                if isinstance(node, ast.Name) and node.id not in scope.bindings and node.id in outer.bindings:
                    raise Obstacle(node, f"`{node.id}` means something else where the estimator is made")

    # -------------------------------------------------------------- the graph
    def _graph(self) -> None:
        """The placeholders, the model function's statements and the session, in the place of the estimator."""
        source, tf = self.source, self.tf
        first = self.calls[0][3]
        self.lines: list[tuple[str, int]] = []
        line = self.statement.lineno
        self.fed: dict[str, str] = {}  # feature -> its placeholder
        if self.params is not None:
            self._line(f"{self.roles['params']} = {source.expression(self.params)}", line)
        for key, array in first.features.items():
            wished = key if key.isidentifier() else "features"
            name = self.fed[key] = self.fresh(wished, f"{wished}_input") if key else self._own("features")
            self._line(f"{name} = {self._placeholder(key, array)}", line)
        self.labels = self._own("labels")
        if first.labels is None:
            raise Obstacle(first.node, "training without labels")
        self._line(f"{self.labels} = {self._placeholder(None, first.labels)}", line)
        self.step = self.fresh("global_step")
        self._line(f"{self.step} = {tf}.train.get_or_create_global_step()", line)
        self.training = ""
        if self.model.training:
            self.training = self.fresh("is_training", "training")
            self._line(f"{self.training} = {tf}.placeholder_with_default(False, [])", line)
        self._edit_model()
        for statement in self.model.statements:
            self._statement(statement)
        self._finish_model(line)
        self.session = self.fresh("sess", "session")
        self._line(f"{self.session} = {tf}.Session()", line)
        inits = f"{tf}.global_variables_initializer(), {tf}.local_variables_initializer()"
        self._line(f"{self.session}.run([{inits}])", line)

    def _own(self, role: str) -> str:
        """A parameter of the model function as a name beside the estimator."""
        name = self.roles[role]
        outer = (
            self.names.module_scope.bindings,
            self.names.inner_scope(self.holder).bindings if self.holder is not self.tree else {},
        )
        return self.fresh(f"{name}_input") if any(name in b for b in outer) else name

    def _placeholder(self, key: str | None, node: ast.expr) -> str:
        known = self.arrays.of(node)
        others = [i.labels if key is None else i.features.get(key) for i in self.inputs.values()]
        for other in others:
            if other is None:
                if key is None:
                    continue  # predicting needs no labels
                raise Obstacle(node, "inputs with other features than those of the training")
            found = self.arrays.of(other)
            if (found.dtype, found.shape and found.shape[1:]) != (known.dtype, known.shape and known.shape[1:]):
                raise Obstacle(
                    other, "inputs of another type or shape than those of the training, as far as can be told"
                )
        if known.dtype is None or known.shape is None:
            raise Obstacle(node, "an array whose type and shape cannot be told from the text")
        return f"{self.tf}.placeholder({self.tf}.{known.dtype}, {_shape(known)})"

    def _edit_model(self) -> None:
        """What the model function's parameters stand for, in its own text."""
        source = self.source
        features = self.roles["features"]
        for statement in self.model.statements:
            for node in ast.walk(statement):
                if isinstance(node, ast.Call) and self.names.resolve(node.func) in STEPS:
                    source.replace(node, self.step)
                elif isinstance(node, ast.Name) and node.id == self.roles["labels"]:
                    source.replace(node, self.labels)
                elif isinstance(node, ast.Name) and node.id == features:
                    self._feature(node)
        for node in self.model.training:
            source.replace(node, self.training)

    def _feature(self, node: ast.Name) -> None:
        parent = self.parents[node]
        key = parent.slice if isinstance(parent, ast.Subscript) and parent.value is node else None
        if isinstance(node.ctx, ast.Store):
            raise Obstacle(node, "the features are bound again in the model function")
        if "" in self.fed:
            self.source.replace(node, self.fed[""])
        elif isinstance(key, ast.Constant) and key.value in self.fed:
            self.source.replace(parent, self.fed[key.value])
        else:
            pairs = ", ".join(f"'{k}': {v}" for k, v in self.fed.items())
            self.source.replace(node, "{" + pairs + "}")

    def _statement(self, statement: ast.stmt) -> None:
        """One statement of the model function, with the comments above it, at the estimator's indentation."""
        source = self.source
        start, end = source.span(statement)
        first = source.line_start(start)
        above = first
        while above and source.lines[source.text.count("\n", 0, above) - 1].lstrip().startswith("#"):
            above = source.line_start(above - 1)
        number = source.text.count("\n", 0, above)
        if number and not source.lines[number - 1].strip() and self.lines:
            self.lines.append(("", statement.lineno))
        indent = source.indent_of(self.statement)
        for line in source.text[above:first].split("\n")[:-1]:
            self.lines.append((indent + line.strip(), statement.lineno))
        stop = source.line_end(end)
        tail = source.text[end:stop].rstrip("\n")
        text = reindent(source.render(start, end), len(source.indent_of(statement)), indent)
        for line in (text + tail).split("\n"):
            self.lines.append((line, statement.lineno))

    def _finish_model(self, line: int) -> None:
        """Names for what the specs hold: the train op, the metrics with their updates, the mean of the loss."""
        specs = self.model.specs
        train = specs["TRAIN"]
        if "train_op" not in train or "loss" not in train:
            raise Obstacle(self.definition, "a model function without a train op")
        if not any(
            self.names.resolve(n.func) in STEPS
            for s in self.model.statements
            for n in ast.walk(s)
            if isinstance(n, ast.Call)
        ):
            raise Obstacle(
                train["train_op"], "a train op that does not count the global step, so that no step is the last"
            )
        self.train_op = self._named(train["train_op"], "train_op", line)
        self.metrics: dict[str, tuple[str, str]] = {}  # name in the results -> value, update
        methods = {method for _, _, method, _ in self.calls}
        if "predict" in methods and "predictions" in specs["PREDICT"]:
            self.predictions = self._predictions(specs["PREDICT"]["predictions"], line)
        if "evaluate" not in methods:
            return
        if "loss" not in specs["EVAL"]:
            raise Obstacle(self.definition, "a model function without a loss for evaluation")
        loss = self._named(specs["EVAL"]["loss"], "loss", line)
        found: dict[str, str] = {"loss": f"{self.tf}.metrics.mean({loss})"}
        ops = specs["EVAL"].get("eval_metric_ops")
        if isinstance(ops, ast.Name):
            ops = self._value_of(ops)
        if ops is not None and not isinstance(ops, ast.Dict):
            raise Obstacle(ops, "metrics that are not written in a dict")
        for key, value in zip(ops.keys, ops.values, strict=True) if ops is not None else ():
            call = self._value_of(value) if isinstance(value, ast.Name) else value
            path = (self.names.resolve(call.func) or "") if isinstance(call, ast.Call) else ""
            if not isinstance(key, ast.Constant) or path.removeprefix("tensorflow.metrics.") not in metrics_api.PARAMS:
                raise Obstacle(value, "a metric that is not followed")
            found[str(key.value)] = " ".join(self.source.expression(call).split())
        for key in sorted(found):
            value = self.fresh("mean_loss" if key == "loss" else key if key.isidentifier() else "metric")
            update = self.fresh(f"update_{value}")
            self.metrics[key] = value, update
            self._line(f"{value}, {update} = {found[key]}", line)

    def _predictions(self, given: ast.expr, line: int) -> tuple[tuple[str, ...], list[str]]:
        """(names of the predictions, none where they are one tensor; what is fetched for them)."""
        inner: ast.AST = given
        if isinstance(given, ast.Name):
            inner = next((s.value for s in self.model.statements if _assigns(s, given.id)), given)  # type: ignore[attr-defined]
        if not isinstance(inner, ast.Dict):
            return (), [self._named(given, "prediction", line)]
        keys = tuple(k.value if isinstance(k, ast.Constant) else None for k in inner.keys)
        if not keys or not all(isinstance(k, str) for k in keys):
            raise Obstacle(given, "predictions whose names are not written here")
        if isinstance(given, ast.Name):
            names = [self.fresh(key if key.isidentifier() else "prediction") for key in keys]
            for name, key in zip(names, inner.keys, strict=True):
                self._line(f"{name} = {given.id}[{self.source.segment(key)}]", line)
            return keys, names
        pairs = zip(keys, inner.values, strict=True)
        return keys, [self._named(v, k if k.isidentifier() else "prediction", line) for k, v in pairs]

    def _value_of(self, node: ast.Name) -> ast.expr | None:
        """The value of a name of the model function, whose statement goes: it only served the spec."""
        for statement in self.model.statements:
            if _assigns(statement, node.id):
                texts = self.source.segment(statement).split("\n")
                start = next((i for i, (_, origin) in enumerate(self.lines) if origin == statement.lineno), None)
                uses = [
                    n for s in self.model.statements for n in ast.walk(s) if isinstance(n, ast.Name) and n.id == node.id
                ]
                if start is None or len(uses) != 1:
                    break
                self.lines = [x for x in self.lines if x[1] != statement.lineno]
                del texts
                return statement.value  # type: ignore[attr-defined]
        raise Obstacle(node, "a metric that is not followed")

    def _named(self, node: ast.expr, wished: str, line: int) -> str:
        if isinstance(node, ast.Name):
            return node.id
        name = self.fresh(wished)
        self._line(f"{name} = {self.source.expression(node)}", line)
        return name

    def _line(self, text: str, origin: int) -> None:
        self.lines.append((self.source.indent_of(self.statement) + text, origin))

    # -------------------------------------------------------------- runs
    def _name_inputs(self) -> None:
        """An input function that has a name becomes a dataset that has one."""
        names: dict[str, str] = {}
        for inputs in self.inputs.values():
            statement = self.parents[inputs.node]
            if isinstance(statement, ast.Assign):
                old = statement.targets[0].id  # type: ignore[attr-defined]
                if old not in names:
                    stem = old.removesuffix("_fn").removesuffix("input").rstrip("_")
                    names[old] = self.fresh(
                        f"{stem}_data" if stem else "data", f"{stem}_dataset" if stem else "dataset"
                    )
                inputs.name = names[old]
                indent = self.source.indent_of(statement)
                text = f"{indent}{inputs.name} = {self._batches(inputs, inputs.labels is not None)}"
                self._before(statement, [text])
                self.removed.append(statement)

    def _batches(self, inputs: Inputs, labels: bool) -> str:
        """The expression of an input's batches: arrays, batch size, epochs, whether they are shuffled."""
        source = self.source
        arrays = [source.expression(inputs.features[key]) for key in self.fed]
        arrays += [source.expression(inputs.labels)] if labels and inputs.labels is not None else []
        given = {k: source.expression(v) for k, v in inputs.bound.items()}
        whole = f"({', '.join(arrays)})" if len(arrays) > 1 else arrays[0]
        words = [whole, given.get("batch_size", "128"), given.get("num_epochs", "1"), given["shuffle"]]
        return f"{self.tf}.{BATCHES}({', '.join(words)})"

    def _loop(self, statement: ast.stmt, inputs: Inputs, steps: ast.expr | None, labels: bool) -> tuple[str, str, str]:
        """(header of the loop over batches, what they are fed as, indentation of its body)."""
        indent = self.source.indent_of(statement)
        fed = [*self.fed.values(), *([self.labels] if labels else [])]
        names = [f"batch_{name}" for name in fed]
        if set(names) & (self.taken - self.loops):
            raise Obstacle(statement, "names of batches that are taken")
        self.loops |= set(names)
        target = ", ".join([*names, *(["_"] if inputs.name and inputs.labels is not None and not labels else [])])
        data = inputs.name or self._batches(inputs, labels)
        if steps is not None:
            data += f".take({self.source.expression(steps)})"
        feed = ", ".join(f"{f}: {n}" for f, n in zip(fed, names, strict=True))
        return f"for {target} in {data}:", feed, indent + "    "

    def _steps(self, call: ast.Call) -> ast.expr | None:
        given = {k.arg: k.value for k in call.keywords}
        kept = {k: v for k, v in given.items() if not (isinstance(v, ast.Constant) and v.value is None)}
        if set(kept) - {"input_fn", "steps"} or len(call.args) > 1:
            raise Obstacle(call, "hooks, a checkpoint or other arguments of an estimator's method")
        return kept.get("steps")

    def _before(self, statement: ast.stmt, lines: list[str]) -> None:
        """Puts lines above a statement, below its comments."""
        source = self.source
        if not source.begins_line(source.span(statement)[0]):
            raise Obstacle(statement, "several statements on one line")
        self.insertions.setdefault(statement.lineno, []).extend(lines)

    def _train(self, statement: ast.stmt, call: ast.Call, inputs: Inputs) -> None:
        if not isinstance(statement, ast.Expr) or statement.value is not call:
            raise Obstacle(call, "the result of train is used")
        steps = self._steps(call)
        header, feed, indent = self._loop(statement, inputs, steps, True)
        if steps is None and "num_epochs" in inputs.bound and isinstance(inputs.bound["num_epochs"], ast.Constant):
            if inputs.bound["num_epochs"].value is None:
                raise Obstacle(call, "training without an end")
        flag = f", {self.training}: True" if self.training else ""
        outer = self.source.indent_of(statement)
        run = f"{self.session}.run({self.train_op}, feed_dict={{{feed}{flag}}})"
        self._before(statement, [outer + header, indent + run])
        self.removed.append(statement)

    def _evaluate(self, statement: ast.stmt, call: ast.Call, inputs: Inputs) -> None:
        if inputs.labels is None:
            raise Obstacle(call, "evaluation without labels")
        header, feed, indent = self._loop(statement, inputs, self._steps(call), True)
        outer, sess = self.source.indent_of(statement), self.session
        updates = ", ".join(update for _, update in self.metrics.values())
        self._before(
            statement,
            [
                f"{outer}{sess}.run({self.tf}.local_variables_initializer())",
                outer + header,
                f"{indent}{sess}.run([{updates}], feed_dict={{{feed}}})",
            ],
        )
        shown = notebook_cells.displayed(self.source.text, self.tree)
        if isinstance(statement, ast.Expr) and statement.value is call and statement not in shown:
            self.removed.append(statement)
            return
        pairs = [f"'{key}': {sess}.run({value})" for key, (value, _) in self.metrics.items()]
        pairs.append(f"'global_step': {sess}.run({self.step})")
        self.source.replace(
            call, _broken("{", pairs, "}", self.source.indent_of(statement), len(self.source.segment(statement)))
        )

    def _predict(self, statement: ast.stmt, call: ast.Call, inputs: Inputs) -> None:
        if self._steps(call) is not None or "predictions" not in self.model.specs["PREDICT"]:
            raise Obstacle(call, "predictions that are not followed")
        if isinstance(statement, (ast.While, ast.With)) or isinstance(statement, ast.If):
            raise Obstacle(call, "predictions in the header of a statement")
        header, feed, indent = self._loop(statement, inputs, None, False)
        outer, sess = self.source.indent_of(statement), self.session
        wished = "predictions"
        if isinstance(statement, ast.Assign) and statement.value is call:
            wished = ""
        made = (
            statement.targets[0].id
            if not wished and isinstance(statement.targets[0], ast.Name)
            else self.fresh("predicted")
        )  # type: ignore[attr-defined]
        lines = [f"{outer}{made} = []", outer + header]
        keys, texts = self.predictions
        if keys:
            stems = [key if key.isidentifier() else "value" for key in keys]
            rows = [self.fresh(f"{stem}_rows") for stem in stems]
            each = [self.fresh(f"{stem}_row") for stem in stems]
            fetched = texts[0] if len(texts) == 1 else f"[{', '.join(texts)}]"
            lines.append(f"{indent}{', '.join(rows)} = {sess}.run({fetched}, feed_dict={{{feed}}})")
            pairs = ", ".join(f"{key!r}: {name}" for key, name in zip(keys, each, strict=True))
            source_rows = rows[0] if len(rows) == 1 else f"zip({', '.join(rows)})"
            loop = f"for {', '.join(each)} in {source_rows}"
            text = f"{indent}{made}.extend({{{pairs}}} {loop})"
            broken = [f"{indent}{made}.extend(", f"{indent}    {{{pairs}}}", f"{indent}    {loop}", f"{indent})"]
            lines += [text] if len(text) < LONG else broken
        else:
            lines.append(f"{indent}{made}.extend({sess}.run({texts[0]}, feed_dict={{{feed}}}))")
        parent = self.parents[call]
        listed = (
            isinstance(parent, ast.Call)
            and isinstance(parent.func, ast.Name)
            and parent.func.id in ("list", "enumerate", "zip")
        )
        looped = isinstance(parent, (ast.For, ast.comprehension)) and parent.iter is call
        if not listed and not looped:
            raise Obstacle(call, "predictions that are drawn one by one")
        self._before(statement, lines)
        self.source.replace(call, made)

    # -------------------------------------------------------------- output
    def _text(self) -> Told:
        """The new text, line by line, with the line of the file that each comes from."""
        source = self.source
        gone: set[int] = set()
        for statement in self.removed:
            gone |= set(range(statement.lineno, (statement.end_lineno or statement.lineno) + 1))
        above = self.definition.lineno - 1
        while above and source.lines[above - 1].lstrip().startswith("#"):  # comments on the model function
            gone.add(above)
            above -= 1
        out: list[tuple[str, int]] = []
        replaced = self._replaced()
        taken_out = False
        for number, line in enumerate(source.lines, 1):
            if number == self.statement.lineno:
                out += self.lines
            out += [(text, number) for text in self.insertions.get(number, [])]
            if number in gone:
                taken_out = True
                continue
            if taken_out and not line.strip() and all(not text.strip() for text, _ in out[-2:]):
                continue  # two blank lines are enough
            taken_out = taken_out and not line.strip()
            if number in replaced:
                out += [(text, number) for text in replaced[number].split("\n")] if replaced[number] else []
            else:
                out.append((line, number))
        return Told("\n".join(text for text, _ in out), [origin for _, origin in out], self.statement.lineno)

    def _replaced(self) -> dict[int, str]:
        """Statements that stay with another text: first line -> text, their other lines -> nothing."""
        source, found = self.source, {}
        for statement, call, _, _ in self.calls:
            if statement in self.removed or source.span(call) not in source.edits:
                continue
            header = statement.iter if isinstance(statement, ast.For) else statement
            start, end = source.span(header)
            first, last = source.line_start(start), source.line_end(end) - 1
            text = source.text[first:start] + source.render(start, end) + source.text[end:last]
            line = source.text.count("\n", 0, start) + 1
            found[line] = text
            found |= {n: "" for n in range(line + 1, (header.end_lineno or line) + 1)}
        return found


def _assigns(statement: ast.stmt, name: str) -> bool:
    """Whether a statement is `name = value`."""
    if not isinstance(statement, ast.Assign) or len(statement.targets) != 1:
        return False
    target = statement.targets[0]
    return isinstance(target, ast.Name) and target.id == name


def _broken(opening: str, items: list[str], closing: str, indent: str, before: int = 0) -> str:
    """Items between brackets, each on a line of its own where they are too long for one; `before`: what is there."""
    line = f"{opening}{', '.join(items)}{closing}"
    if before + len(line) < LONG:
        return line
    inner = "".join(f"{indent}    {item},\n" for item in items)
    return f"{opening}\n{inner}{indent}{closing}"


def _shape(array: Array) -> str:
    return "[" + ", ".join(["None", *("None" if n is None else str(n) for n in array.shape[1:])]) + "]"  # type: ignore[index]

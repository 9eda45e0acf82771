"""Queues of files and slices, their readers and batches become datasets: TF1 text that reads them through iterators.

    filename_queue = tf.train.string_input_producer(["a.csv"], shuffle=False)
    reader = tf.TextLineReader()
    key, value = reader.read(filename_queue)
    a, b = tf.decode_csv(value, [[0.0], [0.0]])
    batch_a, batch_b = tf.train.batch([a, b], 10)

becomes a dataset of lines, a function that parses one line, and the batches of what it returns. The runs that took a
batch from the queue draw one from an iterator. Nothing changes where a queue is left that has no such form.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass, field

from migrate.blocks import block_of
from migrate.edits import Source, reindent
from migrate.names import Names, Scope
from migrate.rewriting import coordinators, matched_files, queue_sources
from migrate.rewriting.queue_sources import Unclear, bind, constant

BATCHES = {
    "train.batch": (
        "tensors batch_size num_threads capacity enqueue_many shapes dynamic_pad allow_smaller_final_batch shared_name "
        "name"
    ).split(),
    "train.shuffle_batch": (
        "tensors batch_size capacity min_after_dequeue num_threads seed enqueue_many shapes allow_smaller_final_batch "
        "shared_name name"
    ).split(),
}
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
SHUFFLED = "TF1's queues gave these in an order that differs from run to run, and so does the dataset"


@dataclass
class Pipeline:
    """From the statement that makes a queue to the one that batches what is read."""

    producer: ast.Assign
    path: str
    removed: list[ast.stmt] = field(default_factory=list)  # the reader
    read: ast.Assign | None = None
    reader: str = "slices"
    options: dict[str, ast.expr] = field(default_factory=dict)
    record: list[str] = field(default_factory=list)  # the names of one element
    moved: list[ast.stmt] = field(default_factory=list)
    batch: ast.Assign | None = None
    returned: ast.Return | None = None  # of the function that gives back what one element becomes
    listed: bool = False  # one name stands for the list of an element's parts
    helper: tuple[ast.FunctionDef, ast.arg] | None = None  # a function of the queue that reads from it


def normalise(text: str, tree: ast.Module) -> tuple[str, None, list[tuple[int, str, str]]] | None:
    """(the text with datasets, None, findings); None where there is nothing to do or no certain form."""
    if "_input_producer" not in text:
        return None
    try:
        return _Queues(text, tree).rewrite()
    except (Unclear, coordinators.Unclear):
        return None


class _Queues:
    def __init__(self, text: str, tree: ast.Module) -> None:
        self.tree = tree
        self.source = Source(text)
        self.names = Names(tree)
        self.parents = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
        self.taken = {n.id for n in ast.walk(tree) if isinstance(n, ast.Name)}
        self.taken |= {n.arg for n in ast.walk(tree) if isinstance(n, ast.arg)}
        self.taken |= {n.name for n in ast.walk(tree) if isinstance(n, (ast.FunctionDef, ast.ClassDef))}
        self.tf = ""
        self.notes: list[tuple[int, str, str]] = []
        self.parsers: list[str] = []

    def rewrite(self) -> tuple[str, None, list[tuple[int, str, str]]] | None:
        pipelines = [p for n in ast.walk(self.tree) if isinstance(n, ast.Call) and (p := self._pipeline(n))]
        if not pipelines:
            return None
        pipelines.sort(key=lambda p: p.producer.lineno)
        plumbing = coordinators.Plumbing(self.tree, self.names, self.parents)
        self._check_other_queues(pipelines)
        for pipeline in pipelines:
            self._write(pipeline)
        plumbing.write(self.source, self.tf)
        return _spaced(self.source.result(), self.parsers), None, self.notes

    def _path(self, node: ast.AST) -> str:
        path = self.names.resolve(node.func) or "" if isinstance(node, ast.Call) else ""
        return path.removeprefix("tensorflow.") if path.startswith("tensorflow.") else ""

    def _fresh(self, *wished: str) -> str:
        number = 2
        name = wished[0]
        for candidate in wished:
            if candidate not in self.taken:
                name = candidate
                break
        else:
            while name in self.taken:
                name, number = f"{wished[-1]}_{number}", number + 1
        self.taken.add(name)
        return name

    # ------------------------------------------------------------ finding
    def _pipeline(self, call: ast.Call) -> Pipeline | None:
        path = self._path(call)
        if path not in queue_sources.PRODUCERS:
            return None
        statement = self.parents[call]
        only = isinstance(statement, ast.Subscript)  # the only part: slice_input_producer([x])[0]
        if only and ast.unparse(statement.slice) == "0":  # type: ignore[attr-defined]
            statement = self.parents[statement]
        taken = _dequeued(statement, self.parents)
        if taken is not None:  # tf.train.range_input_producer(n).dequeue()
            statement = self.parents[taken]
        if not isinstance(statement, ast.Assign) or len(statement.targets) != 1:
            raise Unclear
        root = ast.unparse(call.func).removesuffix("." + path)
        if self.tf not in ("", root) or "." in root:
            raise Unclear
        self.tf = root
        found = Pipeline(statement, path)
        block = self._block(statement)
        if self._looped(statement):
            raise Unclear
        target = statement.targets[0]
        if path == "train.slice_input_producer":
            if isinstance(target, ast.Name):  # a list of the slices
                found.record = [target.id]
                found.listed = not only
                parts = bind(call, queue_sources.PRODUCERS[path]).get("tensor_list")
                if only and len(getattr(parts, "elts", ())) != 1:
                    raise Unclear
            elif isinstance(target, (ast.Tuple, ast.List)) and all(isinstance(t, ast.Name) for t in target.elts):
                found.record = [t.id for t in target.elts]  # type: ignore[attr-defined]
            else:
                raise Unclear
            found.read = statement
        elif not isinstance(target, ast.Name):
            raise Unclear
        elif taken is not None:
            found.read, found.reader, found.record = statement, "elements", [target.id]
        else:
            self._reader(found, target)
        self._consumer(found, block)
        return found

    def _block(self, statement: ast.stmt) -> list[ast.stmt]:
        block = block_of(statement, self.parents[statement])
        if block is None:
            raise Unclear
        return block

    def _looped(self, node: ast.AST) -> bool:
        current: ast.AST | None = self.parents.get(node)
        while current is not None and not isinstance(current, FUNCTIONS):
            if isinstance(current, (ast.For, ast.While, ast.If, ast.Try)):
                test = getattr(current, "test", None)
                if not (isinstance(test, ast.Compare) and ast.unparse(test.left) == "__name__"):
                    return True
            current = self.parents.get(current)
        return False

    def _loads(self, name: str, within: ast.AST) -> list[ast.Name]:
        """The reads of the variable that a name is at a node."""
        scope = self.names.scope_of.get(within)
        owner = scope.find(name) if scope is not None else None
        return [
            n
            for n in ast.walk(self.tree)
            if isinstance(n, ast.Name)
            and n.id == name
            and isinstance(n.ctx, ast.Load)
            and (s := self.names.scope_of.get(n)) is not None
            and s.find(name) is owner
        ]

    def _reader(self, found: Pipeline, queue: ast.Name) -> None:
        """The only read from a queue: `key, value = reader.read(queue)`, here or in a function of the queue."""
        uses = self._loads(queue.id, queue)
        if len(uses) != 1:
            raise Unclear
        call = self.parents[uses[0]]
        taken = _dequeued(call, self.parents)
        if taken is not None:
            read = self.parents[taken]
            if not isinstance(read, ast.Assign) or len(read.targets) != 1 or self._looped(read):
                raise Unclear
            if not isinstance(read.targets[0], ast.Name):
                raise Unclear
            found.read, found.reader, found.record = read, "elements", [read.targets[0].id]
            return
        if isinstance(call, ast.keyword):
            call = self.parents[call]
        if not isinstance(call, ast.Call) or found.path != "train.string_input_producer":
            raise Unclear
        if isinstance(call.func, ast.Name):
            uses = self._through(found, call, uses[0])
            call = self.parents[uses[0]]
            if isinstance(call, ast.keyword):
                call = self.parents[call]
        if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Attribute) or call.func.attr != "read":
            raise Unclear
        read = self.parents[call]
        if not isinstance(read, ast.Assign) or len(read.targets) != 1 or self._looped(read):
            raise Unclear
        made = self._made(call.func.value)
        found.reader = self._path(made)
        if found.reader not in queue_sources.READERS:
            raise Unclear
        found.options = bind(made, queue_sources.READERS[found.reader])
        if isinstance(call.func.value, ast.Name):
            found.removed.append(self.parents[made])  # type: ignore[arg-type]
        found.read = read
        target = read.targets[0]
        if not isinstance(target, (ast.Tuple, ast.List)) or len(target.elts) != 2:
            raise Unclear
        key, value = target.elts
        if not isinstance(key, ast.Name) or not isinstance(value, ast.Name):
            raise Unclear
        found.record = [value.id]
        if key.id != "_" and self._loads(key.id, key):
            if found.helper is not None:
                raise Unclear
            found.record = [key.id, value.id]

    def _made(self, node: ast.expr) -> ast.Call:
        """The call that makes a reader, which is read from once."""
        if isinstance(node, ast.Name):
            scope = self.names.scope_of.get(node)
            owner = scope.find(node.id) if scope else None
            bindings = owner.bindings.get(node.id, []) if owner else []
            statement = self.parents.get(bindings[0]) if len(bindings) == 1 else None
            if not isinstance(statement, ast.Assign) or len(self._loads(node.id, node)) != 1:
                raise Unclear
            node = statement.value
        if not isinstance(node, ast.Call):
            raise Unclear
        return node

    def _through(self, found: Pipeline, call: ast.Call, argument: ast.Name) -> list[ast.Name]:
        """`example, label = read(filename_queue)`: the function's own reads of the queue."""
        definition = next(
            (n for n in self.tree.body if isinstance(n, ast.FunctionDef) and n.name == call.func.id),  # type: ignore[attr-defined]
            None,
        )
        calls = [n for n in self._loads(call.func.id, call.func)]  # type: ignore[attr-defined]
        if definition is None or len(calls) != 1 or definition.decorator_list or argument not in call.args:
            raise Unclear
        parameters = [*definition.args.posonlyargs, *definition.args.args]
        parameter = parameters[call.args.index(argument)]
        uses = self._loads(parameter.arg, definition.body[0])
        inner = [
            n
            for n in ast.walk(definition)
            if isinstance(n, ast.Name) and n.id == parameter.arg and isinstance(n.ctx, ast.Load)
        ]
        if len(inner) != 1:
            raise Unclear
        found.helper = (definition, parameter)
        return inner or uses

    # ------------------------------------------------------------ what is done with an element
    def _consumer(self, found: Pipeline, block: list[ast.stmt]) -> None:
        start = found.read if found.helper is None else None
        if found.helper is not None:
            call = self._helper_call(found)
            start = self.parents[call]  # type: ignore[assignment]
            if not isinstance(start, ast.Assign) or start not in block:
                raise Unclear
        if start not in block:
            raise Unclear
        tainted = set(found.record) if found.helper is None else set()
        following = block[block.index(start) + 1 :] if found.helper is None else block[block.index(start) :]
        if found.helper is not None:
            tainted = {self._queue_name(found)}
        for statement in following:
            loads = {n.id for n in ast.walk(statement) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Load)}
            if not loads & tainted:
                stores = {n.id for n in ast.walk(statement) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
                if stores & tainted:
                    raise Unclear
                continue
            if isinstance(statement, ast.Assign) and self._path(statement.value) in BATCHES:
                found.batch = statement
                break
            found.moved.append(statement)
            if isinstance(statement, (*FUNCTIONS, ast.ClassDef, ast.Return)):
                break
            tainted |= {n.id for n in ast.walk(statement) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
        if found.batch is None and self._returns(found, block):
            return
        if found.batch is None:
            found.moved = []
            if found.helper is not None:
                raise Unclear
            return
        self._check_moved(found, tainted)

    def _returns(self, found: Pipeline, block: list[ast.stmt]) -> bool:
        """Whether a function gives back what one element becomes, and does nothing else with it."""
        last = block[-1]
        definition = self.parents[last]
        if not isinstance(definition, ast.FunctionDef) or not found.moved or found.moved[-1] is not last:
            return False
        if not isinstance(last, ast.Return) or last.value is None or len(found.moved) == 1 or found.helper is not None:
            return False
        if any(isinstance(n, ast.Return) and n is not last for n in ast.walk(definition)):
            return False
        if any(not isinstance(s, (ast.Assign, ast.AugAssign, ast.Expr, ast.If)) for s in found.moved[:-1]):
            return False
        found.returned = last
        found.moved.pop()
        return True

    def _helper_call(self, found: Pipeline) -> ast.Call:
        name = found.helper[0].name  # type: ignore[index]
        return next(n for n in ast.walk(self.tree) if isinstance(n, ast.Call) and ast.unparse(n.func) == name)

    @staticmethod
    def _queue_name(found: Pipeline) -> str:
        return found.producer.targets[0].id  # type: ignore[attr-defined]

    def _check_moved(self, found: Pipeline, tainted: set[str]) -> None:
        """What one element becomes is read by the batch alone, and of names that keep their values."""
        batch = found.batch
        assert batch is not None
        given = {n.id for n in ast.walk(batch.targets[0]) if isinstance(n, ast.Name)}
        inside = {id(n) for s in [*found.moved, batch] for n in ast.walk(s)}
        block = self._block(batch)
        between = block[block.index(found.moved[0]) : block.index(batch)] if found.moved else []
        stored = {
            n.id
            for s in between
            if s not in found.moved
            for n in ast.walk(s)
            if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)
        }
        for statement in found.moved:
            if isinstance(statement, (ast.Return, ast.FunctionDef, ast.ClassDef)):
                raise Unclear
            for node in ast.walk(statement):
                if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.id in stored:
                    if any(node.id in _stored(s) and s.lineno > statement.lineno for s in between):
                        raise Unclear
                if isinstance(node, (ast.Global, ast.Nonlocal, ast.Yield, ast.Return)):
                    raise Unclear
        producing = {id(n) for s in [found.producer, found.read, *found.removed] if s for n in ast.walk(s)}
        for name in tainted - given:
            for load in self._loads(name, batch.targets[0] if not found.moved else found.moved[0]):
                if id(load) in inside or id(load) in producing or self._rebound(load, batch):
                    continue
                if load.lineno < found.producer.lineno and self.names.scope_of.get(load) is self._scope(found.producer):
                    continue  # another value of that name, before
                raise Unclear
        late = [n for name in tainted & given for n in self._loads(name, batch)]
        first = found.producer.lineno
        if any(first <= n.lineno < batch.lineno and id(n) not in inside and id(n) not in producing for n in late):
            raise Unclear

    def _scope(self, statement: ast.Assign) -> Scope | None:
        return self.names.scope_of.get(next(n for n in ast.walk(statement.targets[0]) if isinstance(n, ast.Name)))

    def _rebound(self, load: ast.Name, batch: ast.Assign) -> bool:
        """Whether a name stands for something else by then: it is bound between the batch and a read of it."""
        scope = self.names.scope_of.get(load)
        owner = scope.find(load.id) if scope else None
        if owner is None or owner is not scope:
            return False
        bindings = [getattr(b, "lineno", 0) for b in owner.bindings.get(load.id, ())]
        return any((batch.end_lineno or 0) < line < load.lineno for line in bindings)

    def _check_other_queues(self, pipelines: list[Pipeline]) -> None:
        """No runner of a queue is left."""
        batches = {id(p.batch.value) for p in pipelines if p.batch is not None}
        for node in ast.walk(self.tree):
            path = self._path(node)
            left = path in BATCHES and id(node) not in batches
            if left or path.endswith(("batch_join", "QueueRunner", "add_queue_runner", "limit_epochs")):
                raise Unclear
        self._match_files()

    def _match_files(self) -> None:
        """The names that TF1 matched once are those that match where they are asked for."""
        for node in ast.walk(self.tree):
            matched = matched_files.pattern(node, self.names)
            if matched is None:
                continue
            if not matched_files.same_when_called(node, self.tree, self.names):  # type: ignore[arg-type]
                raise Unclear
            self.source.replace(node, f"{self.tf}.matching_files({self._text(matched)})")

    # ------------------------------------------------------------ writing
    def _text(self, node: ast.AST) -> str:
        return self.source.segment(node)

    def _write(self, found: Pipeline) -> None:
        producer = found.producer
        assert found.read is not None
        call = producer.value.value if isinstance(producer.value, ast.Subscript) else producer.value
        if isinstance(call, ast.Call) and found.read is producer and found.reader == "elements":
            call = call.func.value  # type: ignore[attr-defined]
        assert isinstance(call, ast.Call)
        bound = bind(call, queue_sources.PRODUCERS[found.path])
        if found.reader == "slices":
            made = queue_sources.of_slices(self.tf, bound, self._text)
        elif found.reader == "elements":
            made = queue_sources.of_elements(self.tf, found.path, bound, self._text)
        else:
            single = self._single(bound.get("string_tensor"))
            matched = matched_files.pattern(bound.get("string_tensor"), self.names)
            pattern = self._text(matched) if matched is not None else ""
            keyed = len(found.record) == 2
            made = queue_sources.of_files(
                self.tf, bound, found.reader, found.options, self._text, single, keyed, pattern
            )
        wished, parse = queue_sources.NAMES[found.reader]
        elements = self._fresh(wished, f"{wished}_dataset")
        if made.shuffled:
            self._note(producer)
        indent = self.source.indent_of(producer)
        text = f"{elements} = {made.text}"
        if made.names:
            files = self._fresh("files", "file_names")
            text = f"{files} = {made.names}\n{indent}" + text.replace("\x00", files)
        if queue_sources.NUMBERED in text:
            numbered = self._fresh("numbered_lines")
            self.parsers.append(numbered)
            function = queue_sources.numbered_lines(self.tf, numbered).rstrip("\n").split("\n")
            text = f"\n{indent}".join([*function, text.replace(queue_sources.NUMBERED, numbered)])
        for statement in found.removed:
            self._drop(statement)
        if found.returned is not None:
            self.source.replace(producer, text)
            self._given_back(found, elements, parse)
            return
        if found.batch is None:
            drawn = f"{elements}.make_one_shot_iterator().get_next()"
            if found.read is producer:
                drawn += "[0]" if isinstance(producer.value, ast.Subscript) else ""
                self.source.replace(producer, f"{text}\n{indent}{self._text(producer.targets[0])} = {drawn}")
                return
            self.source.replace(producer, text)
            self.source.replace(found.read, f"{', '.join(found.record)} = {drawn}")
            return
        self.source.replace(producer, text)
        self._batches(found, elements, parse)

    def _given_back(self, found: Pipeline, elements: str, parse: str) -> None:
        """The function gives the elements of the parsed dataset."""
        returned = found.returned
        assert returned is not None and returned.value is not None and found.read is not None
        name = self._fresh(parse, f"{parse}_of_queue")
        self.parsers.append(name)
        indent = self.source.indent_of(returned)
        parameters = ["*" + found.record[0]] if found.listed else found.record
        text = self._parser(found, name, parameters, returned.value, indent)
        for statement in found.moved:
            self._drop(statement)
        if found.read is not found.producer:
            self._drop(found.read)
        start, end = self.source.span(returned)
        drawn = f"return {elements}.map({name}).make_one_shot_iterator().get_next()"
        self.source.replace_span(self.source.line_start(start), end, f"{text}{indent}{drawn}")

    def _batches(self, found: Pipeline, elements: str, parse: str) -> None:
        from migrate.rewriting.native import comment_start

        batch = found.batch
        assert batch is not None and isinstance(batch.value, ast.Call)
        bound = bind(batch.value, tuple(BATCHES[self._path(batch.value)]))
        if "shapes" in bound or "batch_size" not in bound or "tensors" not in bound:
            raise Unclear
        helper = found.helper is not None
        parameters = [self._queue_name(found)] if helper else found.record
        if helper:
            parameters = [self._rewrite_helper(found)]
        indent = self.source.indent_of(batch)
        chain = elements
        same = ast.unparse(bound["tensors"]) in (
            f"[{', '.join(parameters)}]",
            f"({', '.join(parameters)})",
            parameters[0] if len(parameters) == 1 else "",
        )
        text = ""
        if found.listed:
            parameters = ["*" + parameters[0]]
        if helper and self._only_calls(found, bound["tensors"]):
            chain += f".map({found.helper[0].name})"  # type: ignore[index]
        elif found.moved or not same:
            name = self._fresh(parse, f"{parse}_of_queue")
            self.parsers.append(name)
            text = self._parser(found, name, parameters, bound["tensors"], indent)
            chain += f".map({name})"
        elif len(parameters) == 1 and found.reader == "slices" and not found.listed:
            chain += f".map(lambda {parameters[0]}: {parameters[0]})"  # one part, not a tuple of one
        if constant(bound, "enqueue_many", False):
            chain += f".apply({self.tf}.data.experimental.unbatch())"
        if "shuffle_batch" in self._path(batch.value):
            seed = f", seed={self._text(bound['seed'])}" if "seed" in bound else ""
            chain += f".shuffle({self._text(bound['capacity'])}{seed})"
            self._note(batch)
        elif not isinstance(threads := bound.get("num_threads"), (ast.Constant, type(None))) or (
            threads is not None and threads.value != 1
        ):
            self._note(batch)
        size = self._text(bound["batch_size"])
        whole = not constant(bound, "allow_smaller_final_batch", False)
        if constant(bound, "dynamic_pad", False):
            raise Unclear
        chain += f".batch({size}{', drop_remainder=True' if whole else ''})"
        batches = self._fresh("batches", "batched")
        chained = f"{indent}{batches} = {chain}\n"
        target = self.source.segment(batch.targets[0]).strip("()[]")
        if isinstance(batch.targets[0], (ast.Tuple, ast.List)):
            target = ", ".join(self._text(t) for t in batch.targets[0].elts)
        drawn = f"{batches}.make_one_shot_iterator().get_next()"
        for statement in found.moved:
            self._drop(statement)
        if found.read is not found.producer and not helper:
            assert found.read is not None
            self._drop(found.read)
        start, end = self.source.span(batch)
        comments = "".join(f"{indent}{line}\n" for line in self._comments(batch))
        first = comment_start(self.source, self.source.line_start(start))
        self.source.replace_span(first, end, f"{text}{comments}{chained}{indent}{target} = {drawn}")

    def _only_calls(self, found: Pipeline, tensors: ast.expr) -> bool:
        """Whether all that is done with an element is the call of a function that gives what is batched."""
        if len(found.moved) != 1 or not isinstance(found.moved[0], ast.Assign):
            return False
        statement = found.moved[0]
        call, targets = statement.value, statement.targets
        if call is not self._helper_call(found) or len(call.args) != 1 or call.keywords or len(targets) != 1:  # type: ignore[attr-defined]
            return False
        given = targets[0].elts if isinstance(targets[0], (ast.Tuple, ast.List)) else [targets[0]]
        batched = tensors.elts if isinstance(tensors, (ast.Tuple, ast.List)) else [tensors]
        several = isinstance(targets[0], (ast.Tuple, ast.List)) == isinstance(tensors, (ast.Tuple, ast.List))
        return several and [ast.unparse(g) for g in given] == [ast.unparse(b) for b in batched]

    def _parser(self, found: Pipeline, name: str, parameters: list[str], tensors: ast.expr, indent: str) -> str:
        """The function of one element."""
        lines = [f"def {name}({', '.join(parameters)}):"]
        for statement in found.moved:
            for comment in self._comments(statement):
                lines.append("    " + comment)
            lines += reindent(self._whole(statement), len(self.source.indent_of(statement)), "    ").split("\n")
        lists = self._lists(found)
        lines.append(f"    return {self._returned(tensors, lists)}")
        return "".join((indent + line if line else "") + "\n" for line in lines)

    def _returned(self, tensors: ast.expr, lists: set[str]) -> str:
        if isinstance(tensors, (ast.List, ast.Tuple)):
            return ", ".join(self._component(t, lists) for t in tensors.elts)
        if isinstance(tensors, ast.Name) and tensors.id in lists:
            return f"tuple({tensors.id})"  # a dataset makes one tensor of a list
        return self._text(tensors)

    def _component(self, node: ast.expr, lists: set[str]) -> str:
        """A list among the tensors of a batch is one tensor."""
        sliced = isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Slice)
        base = node.value if sliced else node  # type: ignore[attr-defined]
        if isinstance(node, (ast.List, ast.Tuple)) or isinstance(base, ast.Name) and base.id in lists:
            return f"{self.tf}.stack({self._text(node)})"
        return self._text(node)

    def _lists(self, found: Pipeline) -> set[str]:
        """Names of lists of tensors: what `decode_csv` gives."""
        names: set[str] = set()
        for statement in found.moved:
            if isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Name):
                value = statement.value
                sliced = isinstance(value, ast.Subscript) and isinstance(value.slice, ast.Slice)
                of_list = sliced and isinstance(value.value, ast.Name) and value.value.id in names  # type: ignore[attr-defined]
                if self._path(value) in ("decode_csv", "io.decode_csv") or of_list or isinstance(value, ast.List):
                    names.add(statement.targets[0].id)
        return names

    def _rewrite_helper(self, found: Pipeline) -> str:
        """The function of the queue becomes one of the record."""
        definition, parameter = found.helper  # type: ignore[misc]
        read = found.read
        assert read is not None
        if (
            self._block(read) is not definition.body
            or found.removed
            and self._block(found.removed[0]) is not definition.body
        ):
            raise Unclear
        record = found.record[0]
        if any(isinstance(n, ast.arg) and n.arg == record for n in ast.walk(definition)):
            raise Unclear
        self.source.replace(parameter, record)
        self._drop(read)
        call = self._helper_call(found)
        for argument in call.args:
            if isinstance(argument, ast.Name) and argument.id == self._queue_name(found):
                self.source.replace(argument, record)
        return record

    def _single(self, files: ast.expr | None) -> bool:
        """Whether a list of files has one item, so that there is nothing to shuffle."""
        if isinstance(files, ast.Name):
            scope = self.names.scope_of.get(files)
            owner = scope.find(files.id) if scope else None
            bindings = owner.bindings.get(files.id, []) if owner else []
            statement = self.parents.get(bindings[0]) if len(bindings) == 1 else None
            if isinstance(statement, ast.Assign) and len(self._loads(files.id, files)) == 1:
                files = statement.value
        one = isinstance(files, (ast.List, ast.Tuple)) and len(files.elts) == 1
        return one and not isinstance(files.elts[0], ast.Starred)  # type: ignore[union-attr]

    # ------------------------------------------------------------ statements
    def _whole(self, statement: ast.stmt) -> str:
        """A statement with the comment that ends its line."""
        start, end = self.source.span(statement)
        rest = self.source.text[end : self.source.line_end(end)].rstrip()
        return self.source.render(start, end) + (rest if rest.strip().startswith("#") else "")

    def _comments(self, statement: ast.stmt) -> list[str]:
        from migrate.rewriting.native import comment_start

        start = self.source.line_start(self.source.span(statement)[0])
        text = self.source.text[comment_start(self.source, start) : start]
        return [line.strip() for line in text.split("\n") if line.strip()]

    def _drop(self, statement: ast.stmt) -> None:
        from migrate.rewriting.native import comment_start

        start, end = self.source.span(statement)
        first = self.source.line_start(start)
        if self.source.text[first:start].strip() or self.source.text[end:].lstrip(" \t").startswith(";"):
            raise Unclear
        first, end = comment_start(self.source, first), self.source.line_end(end)
        before, after = self.source.text[:first], self.source.text[end:]
        if before.endswith("\n\n") and after.startswith("\n"):
            end += 1  # one of the blank lines around it
        self.source.replace_span(first, end, "")

    def _note(self, node: ast.AST) -> None:
        self.notes.append((node.lineno, "TF307", SHUFFLED))  # type: ignore[attr-defined]


def _spaced(text: str, functions: list[str]) -> str:
    """The text with blank lines around functions that were put in."""
    lines = text.split("\n")
    for name in functions:
        start = next(i for i, line in enumerate(lines) if line.lstrip().startswith(f"def {name}("))
        indent = lines[start][: len(lines[start]) - len(lines[start].lstrip())]
        end = start + 1
        while end < len(lines) and (not lines[end].strip() or lines[end].startswith(indent + " ")):
            end += 1
        while not lines[end - 1].strip():
            end -= 1
        after = end
        while after < len(lines) and not lines[after].strip():
            after += 1
        before = start
        while before > 0 and not lines[before - 1].strip():
            before -= 1
        blank = [""] * (1 if indent else 2)
        opened = before > 0 and lines[before - 1].rstrip().endswith(":")
        lines = [*lines[:before], *([] if opened else blank), *lines[start:end], *blank, *lines[after:]]
    return "\n".join(lines)


def _dequeued(node: ast.AST, parents: dict[ast.AST, ast.AST]) -> ast.Call | None:
    """`queue.dequeue()` around a queue, where `node` is what stands around it."""
    taken = parents.get(node) if isinstance(node, ast.Attribute) and node.attr == "dequeue" else None
    return taken if isinstance(taken, ast.Call) and not taken.args and not taken.keywords else None


def _stored(statement: ast.stmt) -> set[str]:
    return {n.id for n in ast.walk(statement) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}

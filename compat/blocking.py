"""Which ops of a graph can block for ever, and which of them a fetch needs."""

import re

# Blocks where neither a timeout nor closing the session helps: Python ops, iterators, staging areas, functions that
# may hold any of these.
UNCANCELLABLE = re.compile(
    r"^(PyFunc|PyFuncStateless|EagerPyFunc|Unstage|Stage|MapUnstage.*|MapStage|MapPeek|OrderedMap.*|StagePeek"
    r"|.*Iterator.*|(Stateful)?PartitionedCall|(Stateless)?(While|If|Case)|.*GeneratorDataset)$"
)
# Blocks that TensorFlow can cancel, but during which Ctrl-C is not heard.
CANCELLABLE = re.compile(
    r"^(Queue(Dequeue|Enqueue).*|Barrier.*Take.*|.*AccumulatorTakeGradient|Enter|RefEnter|Reader(Read|ReadUpTo).*"
    r"|ReaderRead.*|Recv|_Recv|CollectiveReduce.*)$"
)
_PRIORITY = (
    re.compile(r"^.*Iterator.*Get.*Next.*|OneShotIterator$"),
    re.compile(r"PyFunc"),
    re.compile(r"(Unstage|Stage)"),
    re.compile(r"^Queue|^Barrier|Accumulator"),
    re.compile(r"Reader"),
    re.compile(r"Enter$|While"),
)


class Scanner:
    """Knows which fetches of one graph can block; looks at each op, and at each set of fetches, once."""

    _MOST = 4096

    def __init__(self, graph):
        self._graph, self._seen, self._blocks = graph, 0, False
        self._known = {}

    def can_block(self, fetches):
        """True where an op that the fetches need can block."""
        try:
            key = tuple(map(id, fetches)) if type(fetches) in (list, tuple) else id(fetches)
            return self._known[key][0]
        except KeyError:
            pass
        answer = self._holds_blocking() and self._reaches_blocking(fetches)
        if len(self._known) >= self._MOST:
            self._known.clear()
        # the parts are kept too: an id means nothing once its object is gone
        parts = list(fetches) if type(fetches) in (list, tuple) else fetches
        if not self._plain(fetches):
            return answer
        self._known[key] = (answer, parts)
        return answer

    @staticmethod
    def _plain(fetches):
        # a structure inside could change behind an equal id
        items = fetches if type(fetches) in (list, tuple) else (fetches,)
        return not any(isinstance(i, (list, dict, tuple)) for i in items) and not isinstance(fetches, dict)

    def _holds_blocking(self):
        if not self._blocks:
            ops = self._graph.get_operations()
            self._blocks = any(_blocks(op.type) for op in ops[self._seen :])
            self._seen = len(ops)
        return self._blocks

    def _reaches_blocking(self, fetches):
        ops = operations(self._graph, fetches)
        return not ops or any(_blocks(op.type) for op in ancestors(ops))


def _blocks(kind):
    return bool(UNCANCELLABLE.match(kind) or CANCELLABLE.match(kind))


def operations(graph, fetches):
    """The ops that a fetch structure names; [] for what cannot be told."""
    import tensorflow as tf

    out = []

    def add(item):
        if item is None:
            return
        if isinstance(item, dict):
            for part in item.values():
                add(part)
        elif isinstance(item, (list, tuple)):
            for part in item:
                add(part)
        elif isinstance(item, (tf.SparseTensor, tf.IndexedSlices)):
            add(item.values)
        else:
            try:
                element = graph.as_graph_element(item, allow_tensor=True, allow_operation=True)
            except (TypeError, ValueError, KeyError):
                return
            out.append(element if isinstance(element, tf.Operation) else element.op)

    add(fetches)
    return out


def ancestors(ops, fed=()):
    """All ops that the given ones need, themselves included; those behind fed tensors left out."""
    stop = {id(t.op) for t in fed}
    seen, todo = {}, list(ops)
    while todo:
        op = todo.pop()
        if op.name in seen or id(op) in stop:
            continue
        seen[op.name] = op
        todo += [t.op for t in op.inputs]
        todo += list(op.control_inputs)
    return list(seen.values())


def suspects(ops):
    """Ops among these that can block, the likeliest first."""
    found = [op for op in ops if _blocks(op.type)]

    def rank(op):
        return next((n for n, pattern in enumerate(_PRIORITY) if pattern.search(op.type)), len(_PRIORITY))

    return sorted(found, key=rank)


def names(fetches):
    """Names of the fetches for a text: tuple of str."""
    out = []

    def add(item):
        if isinstance(item, dict):
            for part in item.values():
                add(part)
        elif isinstance(item, (list, tuple)):
            for part in item:
                add(part)
        else:
            out.append(str(getattr(item, "name", item)))

    add(fetches)
    return tuple(out)

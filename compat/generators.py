"""`dataset_from_generator`: Python generators as tf.data datasets that cannot hang, lose, repeat or change a batch.

The user's code runs in a thread or a process of its own and fills a bounded queue; TensorFlow only ever waits for
that queue, with a deadline. So TensorFlow is never inside user code, and a stall, an error or an end is known as what
it is, with the number of the batch.
"""

import atexit
import collections
import functools
import queue
import threading
import time
import types
import weakref

from compat import carried, copying, leaving, signatures, watching
from compat.errors import DeadlineExceeded, PrematureEnd, TooManyCorrupt

_END = "end"
_ITEM = "item"
_ERROR = "error"
_POLL = 0.1
_START = 120.0  # seconds that a new process gets to import what the user's code needs

_sources = weakref.WeakSet()
_exiting = threading.Event()


def dataset_from_generator(
    factory,
    signature=None,
    *,
    deadline=None,
    isolation="thread",
    buffer=2,
    load=None,
    skip=(),
    max_skipped=0,
    peek=2,
    name=None,
):
    """A tf.data.Dataset over the batches that a generator yields, for eager code, graph code and Keras fit alike.

    Args:
        factory: function of no arguments that returns a new generator, iterator or iterable for each pass; or a
            Keras Sequence or PyDataset (anything with ``__len__`` and ``__getitem__``), read in order from 0 to
            len - 1; or a generator object, which can be read once.
        signature: nested structure of tf.TensorSpec for one batch. None infers it from the first ``peek`` batches of
            the first pass, none of which is lost or repeated; the first axis is None, and so are axes that differ.
        deadline: seconds to wait for one batch; None waits for ever, and Ctrl-C still works. A new process gets
            up to 120 s to start before its first deadline begins.
        isolation: "thread", or "process" for a spawned process (factory and load must be picklable), which breaks
            even code that holds the interpreter lock.
        buffer: how many batches may be ready ahead of the one in use; tf.data may hold a few more.
        load: function applied to each item in the worker, e.g. one that reads a file.
        skip: exception types of ``load`` (or of ``__getitem__``) that mean a corrupt sample, left out and counted.
        max_skipped: how many samples may be left out in one pass; one more raises `compat.TooManyCorrupt`.
        name: name of the generator in texts and in `compat.report`.

    Returns a dataset of batches as they are (no batching), dtypes and shapes of the signature. Values are checked:
    `compat.BatchMismatch` names batch, element, got and expected where TensorFlow would have to change a value. An
    exception of the user's code arrives as the same object, with ``batch`` (int, from 0) set where it allows
    attributes; a missed deadline is `compat.DeadlineExceeded` with the stack of the stall. ``dataset.report()`` gives
    counts and seconds.
    """
    source = Source(factory, signature, deadline, isolation, buffer, load, skip, max_skipped, peek, name)
    return source.dataset()


def report():
    """One dict per live dataset of `dataset_from_generator`: name, passes, batches, waited (s), stalls, skipped."""
    return [s.report() for s in list(_sources)]


class Source:
    """What a dataset reads from; makes one `Pass` per iterator."""

    def __init__(
        self, factory, signature, deadline, isolation, buffer, load, skip, max_skipped, peek, name, reuses=True
    ):
        if isolation not in ("thread", "process"):
            raise ValueError(f'isolation must be "thread" or "process", got {isolation!r}')
        if deadline is not None and deadline <= 0:
            raise ValueError(f"deadline must be positive seconds, got {deadline}")
        skip = tuple(skip) if isinstance(skip, (tuple, list)) else (skip,)
        self.recipe = Recipe(factory, load, skip, max_skipped, reuses)
        self.deadline, self.isolation, self.buffer = deadline, isolation, max(1, buffer)
        self.name = name or getattr(factory, "__name__", type(factory).__name__)
        self.counts = collections.Counter()
        self.waited, self.longest, self.skipped = 0.0, 0.0, []
        self._lock = threading.Lock()
        self._first = None
        watching.INTERRUPTS.start()
        _end_reading_at_exit()
        if signature is None:
            signature = self._infer(max(1, peek))
        self.signature = signatures.normalize(signature)
        self.converter = signatures.Converter(self.signature)
        _sources.add(self)

    def _infer(self, peek):
        self._first = Pass(self)
        try:
            batches = self._first.peek(peek)
            if not batches:
                raise PrematureEnd(
                    f"generator {self.name} ended before its first batch; there is nothing to infer a signature from",
                    batch=0,
                )
            return signatures.infer(batches)
        except BaseException:
            self._first.close()
            raise

    def open(self):
        with self._lock:
            first, self._first = self._first, None
        return first if first is not None else Pass(self)

    def dataset(self):
        """The tf.data.Dataset, of version 1 in graph mode."""
        import tensorflow as tf

        carried.teach_eager()
        kind = tf.data.Dataset if tf.executing_eagerly() else tf.compat.v1.data.Dataset
        made = kind.from_generator(lambda: Reader(self), output_signature=self.signature, name=None)
        made.report = self.report
        weakref.finalize(self, _stop, self._first.stop if self._first is not None else None)
        return made

    def report(self):
        """Counts and seconds so far."""
        return {
            "name": self.name,
            "passes": self.counts["passes"],
            "batches": self.counts["batches"],
            "waited": self.waited,
            "longest_wait": self.longest,
            "stalls": self.counts["stalls"],
            "errors": self.counts["errors"],
            "skipped": list(self.skipped),
        }


@functools.cache
def _end_reading_at_exit():
    def end():
        _exiting.set()
        leaving.settle()

    atexit.register(end)


def _stop(event):
    if event is not None:
        event.set()


class Recipe:
    """How to make and read the user's iterator; goes to the worker, so it must be picklable for a process."""

    def __init__(self, factory, load, skip, max_skipped, reuses=True):
        self.factory, self.load, self.skip, self.max_skipped = factory, load, skip, max_skipped
        self.reuses = reuses  # may the iterator fill an array again that it gave before?
        self._used = False

    def items(self, skipped):
        """Yields the items of one pass; ``skipped`` is called with (index, error) for each sample left out."""
        source = self.factory
        if isinstance(source, types.GeneratorType):
            if self._used:
                raise RuntimeError(
                    "a generator object can be read once; give dataset_from_generator the function that makes it"
                )
            self._used = True
        elif not _is_indexed(source) and callable(source):
            source = source()
        count = 0
        left_out = []

        def leave_out(index, error):
            left_out.append((index, error))
            if len(left_out) > self.max_skipped:
                raise TooManyCorrupt(
                    f"{len(left_out)} corrupt samples, {self.max_skipped} allowed; "
                    f"the last is sample {index}: {error!r}",
                    left_out,
                ) from error
            skipped(index, error)

        if _is_indexed(source):
            for index in range(len(source)):
                try:
                    item = self._loaded(source[index])
                except self.skip as error:
                    leave_out(index, error)
                    continue
                yield item
            if hasattr(source, "on_epoch_end"):
                source.on_epoch_end()
            return
        for item in source:
            try:
                item = self._loaded(item)
            except self.skip as error:
                leave_out(count, error)
                continue
            finally:
                count += 1
            yield item

    def _loaded(self, item):
        return item if self.load is None else self.load(item)


def _is_indexed(source):
    return (
        hasattr(source, "__getitem__")
        and hasattr(source, "__len__")
        and not isinstance(source, (dict, str, bytes, type))
    )


class _ThreadWorker:
    """Runs a recipe in a daemon thread that fills a bounded queue."""

    started = True

    def __init__(self, recipe, buffer, name):
        self.queue = queue.Queue(maxsize=buffer)
        self.stop = threading.Event()
        self._thread = threading.Thread(
            target=_fill, args=(recipe, self.queue, self.stop), name=f"generator {name}", daemon=True
        )
        self._thread.start()

    def get(self, timeout):
        return self.queue.get(timeout=timeout)

    def check(self):
        """Raises where the worker is gone without a word."""
        if not self._thread.is_alive() and self.queue.empty():
            raise PrematureEnd("the generator's thread ended without saying why")

    def stack(self):
        return watching.stack_of(self._thread.ident)

    def close(self):
        self.stop.set()
        # a worker that waits for room sees the stop; one inside user code is left alone, it is a daemon
        try:
            while True:
                self.queue.get_nowait()
        except queue.Empty:
            pass


def _fill(recipe, out, stop):
    def put(kind, value):
        while not stop.is_set():
            try:
                out.put((kind, value), timeout=_POLL)
                return True
            except queue.Full:
                continue
        return False

    items = recipe.items(lambda index, error: put("skip", (index, error)))
    try:
        for item in items:
            if not put(_ITEM, copying.own(item) if recipe.reuses else item):
                items.close()
                return
        put(_END, None)
    except BaseException as error:  # SystemExit and KeyboardInterrupt of user code are its own, too
        put(_ERROR, error)


class Pass:
    """One run through the generator: batches in order, each exactly once."""

    def __init__(self, source):
        self._source = weakref.ref(source)
        self.deadline, self.name = source.deadline, source.name
        if source.isolation == "process":
            from compat import processes

            self._worker = processes.ProcessWorker(source.recipe, source.buffer, source.name)
        else:
            self._worker = _ThreadWorker(source.recipe, source.buffer, source.name)
        self.stop = self._worker.stop
        self._ahead = collections.deque()
        self.number = 0
        self._end = None
        source.counts["passes"] += 1

    def peek(self, n):
        """The first n batches (fewer where it ends), still to come for `next`."""
        while len(self._ahead) < n:
            try:
                item = self._take(self.number + len(self._ahead))
            except StopIteration:
                break
            self._ahead.append(item)
        return list(self._ahead)

    def next(self):
        """The next batch; StopIteration at the data's end and only there."""
        item = self._ahead.popleft() if self._ahead else self._take(self.number)
        self.number += 1
        return item

    def _take(self, number):
        if self._end is not None:
            raise StopIteration if _exiting.is_set() else self._end
        source = self._source()
        start = time.monotonic()
        signals = watching.INTERRUPTS.count()
        while True:
            if _exiting.is_set():
                self._end = StopIteration()
                raise RuntimeError(f"generator {self.name} is read while the process ends")
            wait, limit = _POLL, self.deadline
            if limit is not None:
                limit = limit if self._worker.started else max(limit, _START)
                wait = min(wait, start + limit - time.monotonic())
            try:
                kind, value = self._worker.get(max(0.0, wait))
            except queue.Empty:
                try:
                    self._worker.check()
                except Exception as error:
                    raise self._failed(error, number, source) from None
                if limit is not None and time.monotonic() - start >= limit:
                    raise self._stalled(number, source) from None
                if watching.INTERRUPTS.count() != signals:
                    interrupt = KeyboardInterrupt(f"while waiting for batch {number} of generator {self.name}")
                    raise self._failed(interrupt, number, source) from None
                continue
            except Exception as error:  # what came cannot be read
                raise self._failed(error, number, source) from None
            if kind == "started":
                start = time.monotonic()
                continue
            if kind == "skip":
                if source is not None:
                    source.skipped.append(value)
                continue
            break
        waited = time.monotonic() - start
        if source is not None:
            source.waited += waited
            source.longest = max(source.longest, waited)
        if kind == _END:
            self._end = StopIteration()
            raise self._end
        if kind == _ERROR:
            raise self._failed(value, number, source)
        if source is not None:
            source.counts["batches"] += 1
        return value

    def _failed(self, error, number, source):
        if source is not None:
            source.counts["errors"] += 1
        try:
            error.batch = number
        except AttributeError:
            pass
        carried.note(error, f"in generator {self.name}, batch {number}")
        self._end = PrematureEnd(
            f"generator {self.name} ended at batch {number} with {type(error).__name__}, it has no more batches",
            batch=number,
            cause=error,
        )
        # TensorFlow keeps an iterator that failed. Not here: to end a process may take longer than the caller has
        threading.Thread(target=self._worker.close, daemon=True).start()
        if isinstance(error, StopIteration):
            # would read as the end of the data
            self._end.__cause__ = error
            return self._end
        return error

    def _stalled(self, number, source):
        if source is not None:
            source.counts["stalls"] += 1
        stack = self._worker.stack()
        error = DeadlineExceeded(
            f"generator {self.name}: no batch {number} within {self.deadline:g} s; it stands in:\n{stack}",
            fetches=(self.name,),
            seconds=self.deadline,
            op=f"generator {self.name}",
            stacks=watching.stacks(),
        )
        return self._failed(error, number, source)

    def close(self):
        """Lets the worker go."""
        self._worker.close()


class Reader:
    """What tf.data reads: an iterator whose errors carry the user's exceptions, again and again."""

    def __init__(self, source):
        self._source = source
        self._pass = None
        self._closed = False

    def __iter__(self):
        return self

    def __next__(self):
        try:
            if self._pass is None:
                self._pass = self._source.open()
                weakref.finalize(self, self._pass.close).atexit = False
            number = self._pass.number
            batch = self._pass.next()
            try:
                return self._source.converter.convert(batch, number)
            except Exception as error:
                raise self._pass._failed(error, number, self._source) from None
        except StopIteration:
            raise
        except BaseException as error:
            raise carried.wrap(error) from None

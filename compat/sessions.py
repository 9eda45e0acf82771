"""Sessions with deadlines: a drop-in for tf.compat.v1.Session that can always be left.

A run that can block for ever (or has a deadline) happens in a daemon thread of the session's, while the caller waits
in Python, so that Ctrl-C works and a deadline is kept whatever TensorFlow does. Other runs go straight through.
"""

import collections
import contextlib
import faulthandler
import functools
import os
import threading
import time

import tensorflow as _tf

from compat import blocking, carried, endings, leaving, watching
from compat.errors import DeadlineExceeded, PrematureEnd, SessionAbandoned

_v1 = _tf.compat.v1
_GRACE = 0.25  # seconds that TensorFlow's own timeout gets to end the run cleanly
_HISTORY = 64


def default_deadline():
    """Seconds from the environment variable COMPAT_DEADLINE, or None."""
    value = os.environ.get("COMPAT_DEADLINE")
    return float(value) if value else None


@functools.cache
def _encoded(milliseconds):
    """RunOptions with a timeout as TensorFlow's C interface takes them; to encode them in each run costs as much as
    the worker. Kept for ever: an abandoned run may still read them.
    """
    from tensorflow.python.client import pywrap_tf_session

    return pywrap_tf_session.TF_NewBufferFromString(
        _v1.RunOptions(timeout_in_ms=milliseconds).SerializeToString(),
    )


class _Worker:
    """A daemon thread that runs one call at a time; made once, used for many runs.

    ``done`` is free when the call that was submitted last has ended, with ``value`` or ``error``.
    """

    def __init__(self, graph):
        self._graph, self._call = graph, None
        self._go, self.done = threading.Lock(), threading.Lock()
        self._go.acquire()
        self.done.acquire()
        self.value = self.error = None
        self.thread = threading.Thread(target=self._loop, name="session worker", daemon=True)
        self.thread.start()

    def _loop(self):
        go, done = self._go, self.done
        with self._graph.as_default():
            while True:
                go.acquire()
                call, self._call = self._call, None
                if call is None:
                    return
                try:
                    self.value = call()
                except BaseException as error:
                    self.error = error
                del call
                done.release()

    def submit(self, call):
        self._call = call
        self._go.release()

    def take(self):
        """(value, error) of the call that has ended."""
        value, error = self.value, self.error
        self.value = self.error = None
        return value, error

    def stop(self):
        self._call = None
        self._go.release()


class _Guarded:
    """What the sessions of this module add to TensorFlow's."""

    def __init__(self, target="", graph=None, config=None, *, deadline=None, on_hang=None, fatal_deadline=None):
        deadline = default_deadline() if deadline is None else deadline
        for name, value in (("deadline", deadline), ("fatal_deadline", fatal_deadline)):
            if value is not None and value <= 0:
                raise ValueError(f"{name} must be positive seconds, got {value}")
        self._abandoned = None
        self._stuck = set()
        self._broken = {}
        self._idle_workers, self._workers = [], 0
        self.deadline, self.on_hang, self.fatal_deadline = deadline, on_hang, fatal_deadline
        self._runs = collections.deque(maxlen=_HISTORY)
        super().__init__(target, graph, config)
        self._scanner = blocking.Scanner(self.graph)
        endings.watch_leaks()

    # ------------------------------------------------------------------ runs
    def run(self, fetches, feed_dict=None, options=None, run_metadata=None):
        """tf.Session.run within the session's deadline.

        Raises `compat.DeadlineExceeded` where the deadline is missed, `compat.SessionAbandoned` for a run that would
        hang on what an earlier one left, `compat.PrematureEnd` for an end that is not the data's.
        """
        record = [time.monotonic(), None, fetches]
        self._runs.append(record)
        try:
            if self.deadline is None and self._abandoned is None and not self._scanner.can_block(fetches):
                return super().run(fetches, feed_dict, options, run_metadata)
            return self._guarded_run(fetches, feed_dict, options, run_metadata)
        finally:
            record[1] = time.monotonic()

    def _guarded_run(self, fetches, feed_dict, options, run_metadata):
        if self._abandoned is not None:
            self._refuse_what_hangs(fetches, feed_dict)
        deadline = self.deadline
        if deadline is not None and threading.current_thread().name.startswith("QueueRunnerThread"):
            deadline = None  # waiting for room in a queue is these threads' work
        run = super().run
        if deadline is not None and options is None:
            milliseconds = max(1, int(deadline * 1000))
            if run_metadata is None:
                # what Session.run does, with options that are encoded already
                run, options = functools.partial(self._run, None), _encoded(milliseconds)
            else:
                options = _v1.RunOptions(timeout_in_ms=milliseconds)
        try:
            if deadline is None and threading.current_thread() is not threading.main_thread():
                value = run(fetches, feed_dict, options, run_metadata)
            else:
                value = self._in_worker(
                    lambda: run(fetches, feed_dict, options, run_metadata), fetches, feed_dict, deadline
                )
        except _tf.errors.OutOfRangeError as error:
            self._check_end(error, fetches)
            raise
        except _tf.errors.OpError as error:
            self._remember_broken(error, fetches)
            own = carried.unwrap(error)
            if own is not None:
                raise own from None
            raise
        if self._broken:
            self._forget_restarted(fetches)
        return value

    def _in_worker(self, call, fetches, feed_dict, deadline):
        try:
            worker = self._idle_workers.pop()
        except IndexError:
            worker = _Worker(self.graph)
        if self.fatal_deadline is not None:
            faulthandler.dump_traceback_later(self.fatal_deadline, exit=True)
        worker.submit(call)
        try:
            if deadline is None:
                worker.done.acquire()
            elif not worker.done.acquire(timeout=deadline + _GRACE):
                raise self._missed(fetches, feed_dict, deadline, worker)
        except KeyboardInterrupt:
            if not worker.done.acquire(timeout=0):
                self._abandon(fetches, feed_dict, worker, "it was interrupted")
            raise
        except BaseException:
            if self._abandoned is None and not worker.done.acquire(timeout=0):
                # a signal handler raised while the run was under way
                self._abandon(fetches, feed_dict, worker, "it was interrupted")
            raise
        finally:
            if self.fatal_deadline is not None:
                faulthandler.cancel_dump_traceback_later()
        value, error = worker.take()
        self._idle_workers.append(worker)
        if error is None:
            return value
        if deadline is not None and isinstance(error, _tf.errors.DeadlineExceededError):
            raise self._late(fetches, feed_dict, deadline) from error
        raise error

    # ------------------------------------------------------------------ hangs
    def _late(self, fetches, feed_dict, deadline):
        """The error for a run that TensorFlow itself ended at the deadline; the session stays usable."""
        suspects = self._suspects(fetches, feed_dict)
        return self._hang(fetches, suspects, deadline, "TensorFlow ended the run and the session is usable")

    def _missed(self, fetches, feed_dict, deadline, worker):
        suspects = self._suspects(fetches, feed_dict)
        error = self._hang(fetches, suspects, deadline, "the run goes on in the background and was given up")
        self._abandon(fetches, feed_dict, worker, f"it missed its deadline of {deadline:g} s", suspects)
        return error

    def _suspects(self, fetches, feed_dict):
        return blocking.suspects(self._needed(fetches, feed_dict))

    def _needed(self, fetches, feed_dict=None):
        fed = []
        for key in feed_dict or ():
            try:
                fed.append(self.graph.as_graph_element(key, allow_operation=False))
            except (TypeError, ValueError, KeyError):
                continue
        return blocking.ancestors(blocking.operations(self.graph, fetches), fed)

    def _hang(self, fetches, suspects, deadline, state):
        names = blocking.names(fetches)
        op = f"{suspects[0].name} ({suspects[0].type})" if suspects else None
        others = [f"{s.name} ({s.type})" for s in suspects[1:4]]
        where = f"it stands in {op}" if op else "it stands in a kernel that does not look blocking"
        if others:
            where += f", or in {', '.join(others)}"
        stacks = watching.stacks()
        error = DeadlineExceeded(
            f"run of {', '.join(names)} took longer than {deadline:g} s: {where}; {state}.\n{stacks}",
            fetches=names,
            seconds=deadline,
            op=op,
            stacks=stacks,
        )
        if self.on_hang is not None:
            self.on_hang(error)
        return error

    def _abandon(self, fetches, feed_dict, worker, why, suspects=None):
        suspects = self._suspects(fetches, feed_dict) if suspects is None else suspects
        self._stuck |= {s.name for s in suspects}
        self._abandoned = f"the run of {', '.join(blocking.names(fetches))} was given up because {why}"
        leaving.keep(self)
        leaving.keep(self.graph)
        leaving.arm()

    def _refuse_what_hangs(self, fetches, feed_dict):
        waiting = [op.name for op in self._needed(fetches, feed_dict) if op.name in self._stuck]
        if waiting:
            raise SessionAbandoned(
                f"this run needs {waiting[0]}, in which an earlier run still stands: {self._abandoned}"
            )

    @property
    def abandoned(self):
        """Why a run of this session was given up (str), or None."""
        return self._abandoned

    # ------------------------------------------------------------------ ends
    def _check_end(self, error, fetches):
        leaked = endings.take_leak()
        if leaked is not None:
            for name in self._iterators(fetches):
                self._broken[name] = leaked.error
            raise PrematureEnd(
                f"a StopIteration leaked out of {leaked.where} and looked like the end of the data",
                cause=leaked.error,
            ) from error
        for op in self._iterators(fetches):
            if op in self._broken:
                before = self._broken[op]
                raise PrematureEnd(
                    f"iterator {op} ends after an earlier error, not because the data ended: "
                    f"{type(before).__name__}: {before}",
                    cause=before,
                ) from error

    def _iterators(self, fetches):
        return [
            op.inputs[0].op.name
            for op in self._needed(fetches)
            if op.type in ("IteratorGetNext", "IteratorGetNextSync", "IteratorGetNextAsOptional") and len(op.inputs)
        ]

    def _remember_broken(self, error, fetches):
        for name in self._iterators(fetches):
            self._broken[name] = error

    def _forget_restarted(self, fetches):
        for op in self._needed(fetches):
            if op.type == "MakeIterator":
                self._broken.pop(op.inputs[1].op.name, None)

    def iterate(self, fetches, feed_dict=None, expect=None):
        """Yields ``run(fetches, feed_dict)`` until the data's OutOfRange, and ends at nothing else.

        Args:
            feed_dict: a dict, or a function of no arguments that gives the next one.
            expect: number of batches that must come; fewer raise PrematureEnd, more are not asked for.

        Raises `compat.PrematureEnd` with the batch number (from 0) and the cause for every other end.
        """
        return endings.iterate(self, fetches, feed_dict, expect)

    # ------------------------------------------------------------------ heartbeat and report
    @property
    def heartbeat(self):
        """Seconds since a run last began or ended (float; None before the first run)."""
        if not self._runs:
            return None
        start, end, _ = self._runs[-1]
        return time.monotonic() - (end if end is not None else start)

    def recent_runs(self):
        """The last runs, oldest first: dicts with fetches (names), seconds (None while it runs)."""
        return [
            {"fetches": blocking.names(f), "seconds": None if end is None else end - start}
            for start, end, f in list(self._runs)
        ]

    # ------------------------------------------------------------------ the end of a session
    def close(self):
        """Closes the session; one with an abandoned run is only left, since closing it would hang."""
        for worker in self._idle_workers:
            worker.stop()
        self._idle_workers = []
        self._runs.clear()
        if self._abandoned is not None:
            return
        super().close()

    def __del__(self):
        if getattr(self, "_abandoned", None) is not None:
            return
        try:
            for worker in getattr(self, "_idle_workers", ()):
                worker.stop()
            super().__del__()
        except (AttributeError, TypeError):
            pass  # a session that was never made whole


class Session(_Guarded, _v1.Session):
    """tf.Session with deadlines.

    Args:
        target, graph, config: as tf.compat.v1.Session has them.
        deadline: seconds that a run may take; COMPAT_DEADLINE by default, and no limit without it.
        on_hang: function called with the `compat.DeadlineExceeded` before it is raised.
        fatal_deadline: seconds after which a run ends the process, stacks on stderr, exit code 1; breaks even C code
            that holds the interpreter lock.
    """


class InteractiveSession(_Guarded, _v1.InteractiveSession):
    """tf.InteractiveSession with deadlines; arguments as `Session`."""

    def close(self):
        if self._abandoned is None:
            super().close()
            return
        with contextlib.suppress(Exception):
            self._default_session.__exit__(None, None, None)
            self._default_session = None


def session(graph=None, deadline=None, on_hang=None, *, fatal_deadline=None, target="", config=None):
    """A `Session`: ``with compat.session(deadline=60) as sess:``.

    Args:
        graph: tf.Graph, the default one by default.
        deadline: seconds for each run.
        on_hang: function called with the error of a missed deadline.
        fatal_deadline: seconds after which the process ends, whatever holds it.
    """
    return Session(target, graph, config, deadline=deadline, on_hang=on_hang, fatal_deadline=fatal_deadline)


_swap = threading.RLock()


@contextlib.contextmanager
def _session_class(kind):
    """Makes TensorFlow's session managers build sessions of this class inside the block."""
    from tensorflow.python.training import session_manager

    class _Module:
        def __getattr__(self, name):
            return kind if name == "Session" else getattr(real, name)

    with _swap:
        real = session_manager.session
        session_manager.session = _Module()
        try:
            yield
        finally:
            session_manager.session = real


def MonitoredTrainingSession(*args, deadline=None, on_hang=None, **kwargs):
    """tf.train.MonitoredTrainingSession whose inner session is a `Session` with this deadline (seconds)."""

    def make(target="", graph=None, config=None):
        return Session(target, graph, config, deadline=deadline, on_hang=on_hang)

    with _session_class(make):
        return _v1.train.MonitoredTrainingSession(*args, **kwargs)

"""The errors that the runtime raises, in one place and without TensorFlow."""


class CompatError(Exception):
    """Base of every error of this package."""


class MissingSymbol(CompatError, AttributeError):
    """A TensorFlow 1 symbol that has no home on TensorFlow 2.

    An AttributeError, so that ``hasattr`` and ``getattr(..., default)`` keep working. ``symbol`` is its full
    TensorFlow 1 name.
    """

    def __init__(self, symbol, advice=None):
        self.symbol = symbol
        text = f"{symbol} of TensorFlow 1 has no equivalent in this runtime"
        super().__init__(f"{text}: {advice}" if advice else text)


class MissingModule(CompatError, ModuleNotFoundError):
    """A TensorFlow 1 module that has no home on TensorFlow 2; the text says what to do."""

    def __init__(self, symbol, advice=None):
        self.symbol = symbol
        text = f"{symbol} of TensorFlow 1 has no equivalent in this runtime"
        super().__init__(f"{text}: {advice}" if advice else text, name=symbol)


class MissingExtra(CompatError, ImportError):
    """An optional package that a symbol needs is not installed; the text says which and how to get it."""


class WrongOrder(CompatError, RuntimeError):
    """Something was imported or run too late to take effect; the text says what and where to move it."""


class DeadlineExceeded(CompatError, TimeoutError):
    """A run or a batch was not there at its deadline.

    Attributes:
        fetches: names of what was asked for (tuple of str).
        seconds: the deadline in seconds (float).
        op: name and type of the op that the run stands in, or None where that is not known.
        stacks: text with the Python stack of every thread at the deadline.
    """

    def __init__(self, message, fetches=(), seconds=None, op=None, stacks=""):
        super().__init__(message)
        self.fetches = tuple(fetches)
        self.seconds = seconds
        self.op = op
        self.stacks = stacks


class SessionAbandoned(CompatError, RuntimeError):
    """A session refuses a run or a close that would hang, because an earlier run was abandoned at its deadline."""


class PrematureEnd(CompatError):
    """Iteration stopped, and it was not the data that ended.

    Attributes:
        batch: zero-based number of the batch that should have come (int).
        cause: the exception that looked like an end, or None.
    """

    def __init__(self, message, batch=None, cause=None):
        super().__init__(message)
        self.batch = batch
        self.cause = cause


class BatchMismatch(CompatError, TypeError):
    """A batch cannot be given to TensorFlow without loss.

    Attributes:
        batch: zero-based batch number (int).
        element: path of the element inside the batch, e.g. "[0]" or "['image']" (str).
        got, expected: what came and what the signature says (str).
    """

    def __init__(self, message, batch=None, element="", got="", expected=""):
        super().__init__(message)
        self.batch = batch
        self.element = element
        self.got = got
        self.expected = expected


class TooManyCorrupt(CompatError):
    """More samples were corrupt than the stated budget allows; ``skipped`` lists (index, error) pairs."""

    def __init__(self, message, skipped=()):
        super().__init__(message)
        self.skipped = list(skipped)


class WorkerDied(CompatError):
    """The process that ran a generator is gone; ``exitcode`` is its exit status (negative: a signal)."""

    def __init__(self, message, exitcode=None):
        super().__init__(message)
        self.exitcode = exitcode

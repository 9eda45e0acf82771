"""The recording that is being written: one line of JSON an event, arrays beside it."""

import json
import os
import threading
import time

import numpy as np
from tf1recorder import values
from tf1recorder.depth import Depth

_LONGEST_TEXT = 20000
ARRAY_BYTES = 48 << 20  # of all arrays of one snapshot together


class Done(BaseException):
    """Ends the program after the wanted number of updates."""


class Timeline:
    """Events in order. `updates` counts the runs and calls that change variables."""

    def __init__(self, folder, steps=None):
        self.folder = folder
        self.steps = steps
        self.updates = 0
        self.unaligned = {}
        self.optimizers = []
        self.variables = {}
        self.notes = {}
        self.errors = []  # those that came out of TensorFlow, held so that their identities stay theirs
        self.working = Depth()
        self._events = open(os.path.join(folder, "events.jsonl"), "w")
        self._lock = threading.RLock()
        self._started = time.time()
        self._arrays = os.path.join(folder, "arrays")
        os.makedirs(self._arrays, exist_ok=True)

    @property
    def quiet(self):
        """Whether the recorder itself is at work in this thread, so that nothing must be recorded."""
        return self.working.inside

    def add(self, kind, **content):
        content["kind"] = kind
        content["u"] = self.updates
        with self._lock:
            self._events.write(json.dumps(content) + "\n")
            self._events.flush()

    def wants_state(self):
        """Whether the variables are read after the update that was just counted: all of the first, then fewer."""
        u = self.updates
        return u <= 256 or (u <= 4096 and u % 16 == 0) or u % 256 == 0

    def state(self, named, kept=None):
        """{name: sums} of (name, array) pairs; the arrays themselves go to the file `kept` where they are not large."""
        found, arrays, size = {}, {}, 0
        for name, array in named:
            array = np.asarray(array)
            if array.dtype.kind not in "fiubc" and array.dtype.name != "bfloat16":
                continue
            found[name] = values.sums(array)
            size += array.nbytes
            arrays[name] = array
        if kept is not None and arrays and size <= ARRAY_BYTES:
            self.keep(kept, arrays)
        return found

    def keep(self, name, arrays):
        """Arrays by name, in one .npz file; an index says which is which, since names may be no file names."""
        order = sorted(arrays)
        np.savez(
            os.path.join(self._arrays, name + ".npz"),
            _names=np.array(json.dumps(order)),
            **{"a%d" % number: np.asarray(arrays[key]) for number, key in enumerate(order)},
        )

    def updated(self):
        """Counts an update."""
        self.updates += 1

    def stop_if_enough(self):
        if self.steps is not None and self.updates >= self.steps:
            raise Done()

    def raised(self, error, site, what):
        """Notes an error that TensorFlow or Keras raised in a call of the user's."""
        if any(error is known for known in self.errors):
            return
        self.errors.append(error)
        text = str(error)[:_LONGEST_TEXT]
        self.add("error", site=site, what=what, error=type(error).__name__, text=text)

    def from_tensorflow(self, error):
        """Whether an error came out of TensorFlow or Keras, not out of the recorder."""
        return any(error is known for known in self.errors)

    def cannot_align(self, what):
        """Names randomness that is not the same on both sides."""
        self.unaligned[what] = self.unaligned.get(what, 0) + 1

    def finish(self, meta):
        meta = dict(meta, updates=self.updates, unaligned=sorted(self.unaligned), optimizers=self.optimizers)
        meta.update(self.notes)
        with open(os.path.join(self.folder, "variables.json"), "w") as file:
            json.dump(list(self.variables.values()), file)
        with open(os.path.join(self.folder, "meta.json"), "w") as file:
            json.dump(meta, file)
        self._events.flush()

"""tf.contrib.training: HParams and small helpers."""

import json
import re

import tensorflow as _tf

from compat.tf1.contrib._buckets import bucket, bucket_by_sequence_length  # noqa: F401

_v1 = _tf.compat.v1


class HParams:
    """Named hyperparameters as attributes: ``HParams(lr=0.1).lr``; types are those of the first values."""

    def __init__(self, hparam_def=None, model_structure=None, **kwargs):
        self._hparam_types = {}
        self._model_structure = model_structure
        for name, value in kwargs.items():
            self.add_hparam(name, value)

    def add_hparam(self, name, value):
        """Adds one; ValueError where the name is taken, a list is empty or of mixed types."""
        if getattr(self, name, None) is not None:
            raise ValueError(f"Hyperparameter name is reserved: {name}")
        if isinstance(value, (list, tuple)):
            if not value:
                raise ValueError(f"Multi-valued hyperparameters cannot be empty: {name}")
            self._hparam_types[name] = (type(value[0]), True)
        else:
            self._hparam_types[name] = (type(value), False)
        setattr(self, name, value)

    def set_hparam(self, name, value):
        """Changes one, cast to its type."""
        kind, several = self._hparam_types[name]
        if isinstance(value, list) != several and several != isinstance(value, tuple):
            raise ValueError(f"Must {'' if several else 'not '}pass a list for parameter: {name}.")
        setattr(self, name, [_cast(name, kind, v) for v in value] if several else _cast(name, kind, value))

    def del_hparam(self, name):
        """Removes one."""
        if hasattr(self, name):
            delattr(self, name)
            del self._hparam_types[name]

    def parse(self, values):
        """Changes from a string "name=value,other=[1,2]"; ValueError for an unknown name."""
        for name, index, value in _parse(values):
            if name not in self._hparam_types:
                raise ValueError(f"Unknown hyperparameter: {name}")
            kind, several = self._hparam_types[name]
            if index is not None:
                current = list(getattr(self, name))
                current[index] = _cast(name, kind, value)
                setattr(self, name, current)
            elif several:
                setattr(self, name, [_cast(name, kind, v) for v in (value if isinstance(value, list) else [value])])
            else:
                if isinstance(value, list):
                    raise ValueError(f"Must not pass a list for single-valued parameter: {name}")
                setattr(self, name, _cast(name, kind, value))
        return self

    def override_from_dict(self, values_dict):
        """`set_hparam` for each item."""
        for name, value in values_dict.items():
            self.set_hparam(name, value)
        return self

    def parse_json(self, values_json):
        """`override_from_dict` of a JSON object."""
        return self.override_from_dict(json.loads(values_json))

    def values(self):
        """A dict of all of them."""
        return {n: getattr(self, n) for n in self._hparam_types}

    def to_json(self, indent=None, separators=None, sort_keys=False):
        """All of them as a JSON object."""
        plain = {n: v for n, v in self.values().items() if not callable(v)}
        return json.dumps(plain, indent=indent, separators=separators, sort_keys=sort_keys)

    def get(self, key, default=None):
        """One by name, or ``default``."""
        if key in self._hparam_types:
            return getattr(self, key)
        return default

    def get_model_structure(self):
        return self._model_structure

    def set_model_structure(self, model_structure):
        self._model_structure = model_structure

    def __contains__(self, key):
        return key in self._hparam_types

    def __str__(self):
        return str(sorted(self.values().items()))

    def __repr__(self):
        return f"HParams({self})"


def _cast(name, kind, value):
    fail = ValueError(f"Could not cast hparam '{name}' of type '{kind}' from value {value!r}")
    if kind is type(None) or value is None or isinstance(value, kind) and kind is not bool:
        return value
    if kind is bool:
        if isinstance(value, bool):
            return value
        text = str(value)
        if text in ("true", "True", "1"):
            return True
        if text in ("false", "False", "0"):
            return False
        raise fail
    if kind is str:
        return str(value)
    if isinstance(value, bool) or isinstance(value, float) and issubclass(kind, int) and value != int(value):
        raise fail
    try:
        return kind(value)
    except (TypeError, ValueError):
        raise fail from None


_ITEM = re.compile(
    r"(?P<name>[a-zA-Z][\w.]*)(\[\s*(?P<index>\d+)\s*\])?\s*=\s*((?P<val>[^,\[]*)|\[(?P<vals>[^\]]*)\])($|,\s*)"
)


def _parse(values):
    at = 0
    while at < len(values):
        m = _ITEM.match(values, at)
        if not m:
            raise ValueError(f"Malformed hyperparameter value: {values[at:]}")
        at = m.end()
        index = int(m["index"]) if m["index"] is not None else None
        if m["val"] is not None:
            yield m["name"], index, m["val"]
        else:
            yield m["name"], index, [v.strip() for v in m["vals"].split(",") if v.strip()]


def create_train_op(total_loss, optimizer, global_step=0, update_ops=None, variables_to_train=None, **kwargs):
    """An op that runs the update ops and a training step and gives the loss; slim's training op."""
    from compat.tf1.contrib import _slim_learning

    return _slim_learning.create_train_op(total_loss, optimizer, global_step, update_ops, variables_to_train, **kwargs)


def wait_for_new_checkpoint(checkpoint_dir, last_checkpoint=None, seconds_to_sleep=1, timeout=None):
    """The path of a checkpoint newer than ``last_checkpoint``; None after ``timeout`` seconds."""
    import time

    end = None if timeout is None else time.time() + timeout
    while True:
        path = _v1.train.latest_checkpoint(checkpoint_dir)
        if path is not None and path != last_checkpoint:
            return path
        if end is not None and time.time() + seconds_to_sleep > end:
            return None
        time.sleep(seconds_to_sleep)


def checkpoints_iterator(checkpoint_dir, min_interval_secs=0, timeout=None, timeout_fn=None):
    """Yields the paths of checkpoints as they appear."""
    import time

    path = None
    while True:
        path = new = wait_for_new_checkpoint(checkpoint_dir, path, timeout=timeout)
        if new is None:
            if timeout_fn is None or timeout_fn():
                return
            continue
        start = time.time()
        yield new
        time.sleep(max(0.0, start + min_interval_secs - time.time()))

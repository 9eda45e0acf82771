"""Recordings written down by hand, as the recorder would have made them."""

from __future__ import annotations

from migrate.verifying.recording import Pass


def value(number, name="loss:0"):
    return {"d": "float32", "s": [], "x": [number], "n": name}


def feed(name, digest, shape=(10, 4)):
    number = sum(digest.encode())
    return {"d": "float32", "s": list(shape), "h": digest, "m": [number / 2, number * 0.6, number * 0.7], "n": name}


def variable(key, label, shape=(4, 1), **more):
    found = {"name": key, "label": label, "shape": list(shape), "dtype": "float32", "trainable": True}
    return dict(found, initialized=True, **more)


def recording(kind, steps=6, weights=None, losses=None, digests=None, stdout=("done 1.0",), site=None, **meta):
    """A program that trains one variable w for some steps; `kind` "run" (a session) or "call" (a function)."""
    key = "0/w:0"
    weights = weights or [1.0 - 0.1 * step for step in range(steps + 1)]
    losses = losses or [2.0 - 0.25 * step for step in range(steps)]
    digests = digests or [f"batch{step}" for step in range(steps)]
    site = site or ("old.py:9" if kind == "run" else "new.py:14")
    events = [{"kind": "initial", "u": 0, "state": {key: [weights[0]] * 3}}]
    for step in range(steps):
        events.append(
            {
                "kind": kind,
                "kind_of_run": "run",
                "site": site,
                "what": ["train_op", "loss:0"] if kind == "run" else "train_step",
                "feeds": [feed("x", digests[step])],
                "values": [value(losses[step])],
                "updates": True,
                "u": step + 1,
                "state": {key: [weights[step + 1]] * 3},
            }
        )
    meta = {"ended": "exit", "exit": 0, "exception": None, "optimizers": [], "unaligned": [], **meta}
    return Pass("float32", meta, events, {key: variable(key, "w")}, [], list(stdout), "")

"""Reports to render: one of each verdict, with what breaks formats in every text."""

from __future__ import annotations

import math

from migrate.verifying.verdicts import (
    DIFFERS,
    FLOAT64,
    NOISE,
    NOT_COMPARABLE,
    PROVED,
    RUNGS,
    Curve,
    Difference,
    ProgramVerdict,
    Report,
    Rung,
    Side,
    SiteVerdict,
)

ODD = "a|b <script>\n*c* & `d`"
OLD = Side("git HEAD", "1.15.5", "3.7.17", "cpu", "float64", None)
NEW = Side("working tree", "2.21.0", "3.11.7", "cpu", "float64", "575.1")
SITE = SiteVerdict("train.py:31", "train_step, train.py:20", FLOAT64, 120, "train_op, loss")
GONE = SiteVerdict("train.py:12", None, PROVED, 1, "initializer")
LADDER = tuple(Rung(key, title, "equal", f"detail of {key}", 3e-16, 1e-12) for key, title in RUNGS.items())
_LOSSES = tuple(2.0 / (step + 1) for step in range(120))
FALLING = Curve("loss", _LOSSES, _LOSSES, "float64")
APART = Curve("loss", (1.0, 0.5, 0.25, math.nan), (1.0, 0.5, 0.2, 0.1, 0.05), "float32")


def program(name: str, verdict: str, **values: object) -> ProgramVerdict:
    known: dict[str, object] = {
        "difference": None,
        "reason": None,
        "rungs": LADDER,
        "sites": (SITE, GONE),
        "curves": (FALLING,),
        "unaligned": (),
        "old": OLD,
        "new": NEW,
        "seconds": 12.34,
    }
    return ProgramVerdict(program=name, verdict=verdict, **{**known, **values})  # type: ignore[arg-type]


EQUAL = program("train.py", FLOAT64)
BAD = program(
    "lost.py",
    DIFFERS,
    difference=Difference(100, "dense/kernel", "0.31 on the old side, 0.29 on the new one", "a batch is missing"),
    rungs=(*LADDER[:6], Rung("trajectory float32", "values", "differs", "loss", math.inf, 2e-6, 100), *LADDER[7:]),
    curves=(FALLING, APART),
    unaligned=("tf.nn.dropout at lost.py:12",),
)
STUCK = program(
    "forever.py",
    NOT_COMPARABLE,
    reason="the old side was still running after 60 s",
    rungs=(),
    sites=(),
    curves=(),
    old=None,
    new=None,
)
ODDLY = program(
    "a|b<i>.py",
    NOISE,
    rungs=(Rung("output", "printed output", "noise", ODD, 1e-7, 1e-6),),
    sites=(SiteVerdict(ODD, ODD, NOISE, 3, ODD),),
    curves=(Curve(ODD, (1.0,), (1.0,), "float32"),),
    unaligned=(ODD,),
    old=Side(ODD, "2.21.0", "3.11.7", "cpu", "float32", None),
)
ALL = Report((program("same.py", PROVED), EQUAL, ODDLY, BAD, STUCK), "migrate verify . -- train.py", "2025-01-31")
EMPTY = Report((), "migrate verify", "2025-01-31")

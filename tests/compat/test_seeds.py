"""The programs of the five articles, unmodified, on the runtime: they do what TensorFlow 1.15 does with them.

Losses are not compared: the weights start at random.
"""

import json
import re
import signal
from pathlib import Path

import pytest

SEEDS = Path(__file__).parents[2] / "legacy_samples" / "seeds"
PROGRAMS = sorted(p.stem for p in SEEDS.glob("*.py") if not p.name.endswith(".migrated.py"))

# Programs that fail under both, each with an error of its own: written for TensorFlow 2, or wrong in any version.
OWN_ERROR = ("s4_", "s0_3_generator_class")


def record(name):
    return json.loads((SEEDS / f"{name}.expected.json").read_text(encoding="utf-8"))


def lines(text):
    return [re.sub(r"\d+\.\d{5,}(e-?\d+)?", "a number", line.rstrip()) for line in text.splitlines() if line.strip()]


def run(path):
    return f"compat.run_script({str(path)!r})"


def test_every_program_of_the_articles_is_here():
    assert {name[:4] for name in PROGRAMS} == {f"s{article}_{n}" for article in range(5) for n in (1, 2, 3)}


@pytest.mark.parametrize("name", [n for n in PROGRAMS if not record(n)["still_running"]])
def test_does_what_tensorflow_1_does(scenario, name):
    expected = record(name)
    r = scenario(run(SEEDS / f"{name}.py"), env={"COMPAT_DEADLINE": "30"}, timeout=120)
    assert r.rc == expected["exit"], r.err[-2000:]
    assert lines(r.out) == lines("\n".join(expected["stdout"]))
    if expected["exception"] and not name.startswith(OWN_ERROR):
        kind, text = expected["exception"]
        assert kind in r.err and text in r.err


@pytest.mark.parametrize("name", [n for n in PROGRAMS if record(n)["still_running"]])
def test_runs_for_ever_and_can_be_left(start, name):
    running = start("tell('begun')\n" + run(SEEDS / f"{name}.py"))
    assert running.read_until("begun", 40)
    assert not running.read_until(None, 4), "it ended"
    running.signal(signal.SIGINT)
    assert "KeyboardInterrupt" in running.finish(20).err

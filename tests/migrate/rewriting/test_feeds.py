"""Feed dicts that are put together in steps are written in one piece; functions that make them give back values."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from migrate.rewriting import feed_helpers, feeds

SEMANTICS = Path(__file__).parent / "semantics"  # run there too, against TensorFlow 1.15.5


def one_piece(text: str) -> str | None:
    found = feeds.normalise(text, ast.parse(text))
    return found[0] if found is not None else None


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("f = {x: a()}\nf[y] = b()\nsess.run(t, f)\n", "f = {x: a(), y: b()}\nsess.run(t, f)\n"),
        ("f = dict()\nf.update({x: a})\nt.eval(f)\n", "f = {x: a}\nt.eval(f)\n"),
        ("f = {x: a}\nop.run(f)\nf[x] = b\nop.run(f)\n", "f = {x: a}\nop.run(f)\nf = {x: b}\nop.run(f)\n"),
        ("sess.run(t, dict(zip([x, y], [a, b])))\n", "sess.run(t, {x: a, y: b})\n"),
        (
            "f = {x: a}\nif c():\n    f[k] = 1\nelse:\n    f[k] = 2\nsess.run(t, f)\n",
            "f = {x: a, k: 1 if c() else 2}\nsess.run(t, f)\n",
        ),
        (
            "if c:\n    f = {x: a, k: 1}\nelse:\n    f = {x: b, k: 2}\nsess.run(t, f)\n",
            "f = {x: a if c else b, k: 1 if c else 2}\nsess.run(t, f)\n",
        ),
        (
            "f = {x: a}\nfor r in rates:\n    f[k] = r\n    sess.run(t, f)\n",
            "for r in rates:\n    f = {x: a, k: r}\n    sess.run(t, f)\n",
        ),
        (
            "def steps():\n    f = {m.x: a}\n    f[m.y] = b\n    return f\nsess.run(t, steps())\n",
            "def steps():\n    f = {m.x: a, m.y: b}\n    return f\nsess.run(t, steps())\n",
        ),
        (  # what one branch sets is set again after it
            "f = {x: a, k: b}\nif c:\n    f[k] = 1.0\n    sess.run(t, f)\nf[k] = d.e\nsess.run(t, f)\n",
            "f = {x: a, k: b}\nif c:\n    f = {x: a, k: 1.0}\n    sess.run(t, f)\nf = {x: a, k: d.e}\nsess.run(t, f)\n",
        ),
    ],
)
def test_in_one_piece(before, after):
    assert one_piece(before) == after


@pytest.mark.parametrize(
    "text",
    [
        "f = {x: a}\na = b\nf[y] = c\nsess.run(t, f)\n",  # the old value is fed
        "f = {x: a()}\nlog()\nf[y] = b\nsess.run(t, f)\n",  # the order of calls
        "f = {x: a()}\nf[x] = b\nsess.run(t, f)\n",  # a call that would be left out
        "f = {x: a}\ng = f\nf[y] = b\nsess.run(t, g)\nsess.run(t, f)\n",  # another name for it
        "f = {x: a}\nprint(f)\nf[y] = b\nsess.run(t, f)\n",
        "f = {x: a}\nlater = lambda: sess.run(t, f)\nf[y] = b\nlater()\n",
        "def g(f):\n    f[y] = b\n    sess.run(t, f)\n",  # the caller's dict
        "f = {x: a}\nfor i in n:\n    if i:\n        f[y] = i\n    else:\n        f[k] = i\n    sess.run(t, f)\n",
        "f = {x: a}\nif c:\n    f[y] = b\nf[k] = d\nsess.run(t, f)\n",
        "f = {x: a, k: b}\nif c:\n    f[k] = 1.0\n    sess.run(t, f)\nf[x] = d\nsess.run(t, f)\n",
        "f = {x: a, k: b}\nif c:\n    a = 2\n    f[k] = 1.0\nf[k] = d\nsess.run(t, f)\n",
        "f = {x: a}\ntry:\n    f[y] = b\nfinally:\n    f[k] = c\nsess.run(t, f)\n",
        "def g():\n    global a\n    a = 1\nf = {x: a}\ng()\nf[y] = b\nsess.run(t, f)\n",
        "if c:\n    f = {x: a(), k: 1}\nelse:\n    f = {x: a(), k: 2}\nsess.run(t, f)\n",  # the test comes first
    ],
)
def test_what_is_not_certain_stays(text):
    assert one_piece(text) is None


HELPER = """\
def fill(batch, images):
    feed = {images: batch * 2, keep: 0.5}
    return feed
"""


def values(text: str) -> str | None:
    found = feed_helpers.normalise(text, ast.parse(text))
    return found[0] if found is not None else None


def test_a_helper_gives_back_values_and_needs_no_placeholders():
    text = values(f"keep = p()\n{HELPER}\nloss = sess.run(t, feed_dict=fill(a, x))\n")
    assert text is not None
    assert "def fill(batch):\n    return batch * 2, 0.5\n" in text
    assert "images_value, keep_value = fill(a)\n" in text
    assert "loss = sess.run(t, feed_dict={x: images_value, keep: keep_value})\n" in text


def test_a_helper_whose_dict_gets_a_name_at_the_call():
    text = values(f"keep = p()\n{HELPER}\nfeed = fill(a, m.x)\nsess.run(t, feed)\n")
    assert text is not None
    assert "images_value, keep_value = fill(a)\nfeed = {m.x: images_value, keep: keep_value}\n" in text


@pytest.mark.parametrize(
    "text",
    [
        HELPER + "print(fill(a, x))\nsess.run(t)\n",  # used as a dict
        HELPER + "run = fill\nsess.run(t, fill(a, x))\n",
        HELPER + "print(g(), sess.run(t, fill(a, x)))\n",  # g comes first
        HELPER + "r = sess.run(t, fill(a, x)) if c else 0\n",
        HELPER + "while sess.run(t, fill(a, x)): pass\n",
        HELPER + "sess.run(t, fill(*a))\n",
        HELPER + "sess.run(t, fill(a, g(x)))\n",  # the key is made anew at each call
        "def fill(c):\n    if c:\n        return {x: a}\nsess.run(t, fill(c))\n",  # or nothing
        "def fill(c):\n    if c:\n        return {x: a}\n    return {y: a}\nsess.run(t, fill(c))\n",
        "def fill():\n    x = p()\n    return {x: a}\nsess.run(t, fill())\n",
        "def fill():\n    yield 1\n    return {x: a}\nsess.run(t, fill())\n",
    ],
)
def test_helpers_that_are_not_certain_stay(text):
    assert values("x, y, keep = p()\n" + text) is None


@pytest.mark.parametrize(
    "text",
    [
        "def f(words):\n    d = {}\n    for w in words:\n        d[w] = 1\n    return d\nsess.run(y)\n",
        "def f(n):\n    d = {}\n    k=0\n    while n:\n        d[k] = 1\n        k += 1\n    return d\nw.eval()\n",
        "d = {x: 1}\nfor p in [y, z]:\n    if p:\n        d[p] = 1\n    else:\n        d[p] = 2\nsess.run(y, d)\n",
        "d = {x: 1}\nfor i in range(2):\n    d[p[i]] = 1\nsess.run(y, d)\n",
    ],
)
def test_each_round_of_a_loop_may_add_an_item(text: str):
    assert feeds.normalise(text, ast.parse(text)) is None

"""Lines of IPython become Python that does nothing, and come back as they were."""

from __future__ import annotations

import ast

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from migrate.notebooks import magics

MASKED = [
    ("%matplotlib inline", "pass"),
    ("if x:\n    !ls -l", "if x:\n    pass"),
    ("?tf.nn.relu", "pass"),
    ("tf.nn.relu??", "pass"),
    ("files = !ls", "files = get_ipython()"),
    ("a, b = %sql select 1", "a, b = get_ipython()"),
    ("%time y = f(x)", "y = f(x)"),
    ("%timeit -n 10 -r3 f(x)", "for _ in get_ipython(): f(x)"),
    ("%time", "pass"),
    ("!pip install a \\\n    b\nx = 1", "pass\npass\nx = 1"),
    ("pip install tensorflow\nls", "pass\npass"),
    ("%%bash\nif x; then\n    ls\nfi", "pass\npass\npass\npass"),
    ("%%time\nx = 1", "pass\nx = 1"),
    ("\n%%capture out\nx = 1", "\npass\nx = 1"),
    ("s = '''\n%a\n!b\n'''\n!ls", "s = '''\n%a\n!b\n'''\npass"),
    ("y = (a\n%b)\n%who", "y = (a\n%b)\npass"),
    ("y = a \\\n%b\n%who", "y = a \\\n%b\npass"),
    ("x = 'it\\'s (' # (\n%who", "x = 'it\\'s (' # (\npass"),
]


@pytest.mark.parametrize("code, plain", MASKED)
def test_masked_lines_are_python_and_come_back(code, plain):
    masked = "\n".join(magics.mask(code))
    assert ast.dump(ast.parse(masked)) == ast.dump(ast.parse(plain))
    assert masked.count("\n") == code.count("\n")
    assert magics.unmask(masked) == code


@pytest.mark.parametrize("code", ["x = 1", "y = (a\n%b)", "s = '''\n!x\n'''", "a = b if c else d", ""])
def test_python_alone_stays(code):
    assert "\n".join(magics.mask(code)) == code


LINES = ["x = 1", "%time f(x)", "%timeit -n 3 f()", "!ls", "y = !ls", "x?", "%%time", "# pass", "if x:", "    !a {x}"]
LINES += ["    pass", "s = '''", "'''", "(", ")", "a \\", ""]


@settings(max_examples=200, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.sampled_from(LINES), min_size=1, max_size=7))
def test_whatever_a_cell_holds_comes_back(lines):
    lines = [next((line for line in lines if line), "").lstrip() or "x", *lines]
    code = "\n".join(lines)
    masked = magics.mask(code)
    assert len(masked) == len(lines) and magics.unmask("\n".join(masked)) == code


@pytest.mark.parametrize(
    "line, name",
    [
        ("%run other.py", "%run"),
        ("%pylab inline", "%pylab"),
        ("%reset -f", "%reset"),
        ("%my_magic x", "%my_magic"),
        ("%prun f(x)", "%prun"),
        ("%%timeit\nf(x)", "%%timeit"),
        ("%%mine\nf(x)", "%%mine"),
        ("v = %timeit -o f(x)", "%timeit"),
        ("%timeit f(x)", None),
        ("%time f(x)", None),
        ("%matplotlib inline", None),
        ("%%html\n<b>", None),
        ("!ls", None),
    ],
)
def test_magics_that_may_run_python_unseen(line, name):
    assert magics.opaque(magics.mask(line)[0]) == name


@pytest.mark.parametrize("line", ["%time f(x)", "%timeit x"])
def test_a_line_that_is_whole_is_not_torn(line):
    assert magics.torn("\n".join(magics.mask(line))) is None


def test_a_statement_of_a_magic_that_became_several_lines_is_torn():
    assert magics.torn("y = f(\n    x)  # %% IPython once: %time ") == "%time"


def test_names_that_the_shell_reads():
    assert magics.names("!ls {folder}/$name $$HOME {a.b[c]}") == {"folder", "name", "a", "b", "c"}

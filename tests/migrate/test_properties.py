"""What holds for every program, on generated ones: nothing raises, the result parses, a second run changes nothing.

The grammar knows imports of all kinds, placeholders, variables, ops, helper functions, optimizers, sessions, runs,
loops and code that is not certain; the text is then disturbed as people's texts are.
"""

from __future__ import annotations

import ast

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from migrate import project, running
from migrate.names import Names, import_statements
from migrate.syntax import still_parses

PROPERTY = settings(
    max_examples=50, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
)

IMPORTS = [
    ("import tensorflow as tf", "tf"),
    ("import tensorflow", "tensorflow"),
    ("import tensorflow as flow", "flow"),
    ("import tensorflow.compat.v1 as tf\ntf.disable_v2_behavior()", "tf"),
    ("from tensorflow.compat import v1 as tf", "tf"),
    ("try:\n    import tensorflow as tf\nexcept ImportError:\n    tf = None", "tf"),
]
NODES = ["x", "y", "hidden", "logits", "größe"]
SHAPES = ["[None, 2]", "[2]", "[]", "shape=(None, 2)", "[2, 2]", "None"]
OPS = [
    "{tf}.matmul({a}, w)",
    "{tf}.add({a}, {b}, name='sum')",
    "{a} * 2.0 + {b}",
    "{tf}.log({a})",
    "{tf}.nn.relu({a})",
    "{tf}.nn.dropout({a}, 0.5)",
    "{tf}.reduce_mean({tf}.square({a} - {b}), axis=0, keep_dims=True)",
    "{tf}.layers.dense({a}, 3, activation={tf}.nn.relu)",
    "{tf}.contrib.layers.flatten({a})",
    "{tf}.to_float({a})",
    "[{a}, {b}][0]",
    "{a} if True else {b}",
    "helper({a})",
    "(lambda {tf}: {tf}.log(1))({a})",
]
TARGETS = ["{a}", "[{a}, {b}]", "{{'a': {a}}}", "train", "[train, {a}]", "w", "{a} + {b}", "'x:0'"]
FEEDS = ["", ", feed_dict={{x: [[1.0, 2.0]]}}", ", {{x: data}}", ", feeds", ", feed_dict=dict(zip([x], [data]))"]
LOOPS = ["for i in range(3):", "while step < 2:", "for batch in batches:", "if steps:", "with open('f') as f:"]


@st.composite
def statements(draw, tf: str) -> list[str]:
    """A graph and a session, one statement an item."""
    initial = draw(st.sampled_from(["[[1.0], [2.0]]", "initial", f"{tf}.zeros([2, 1])"]))
    lines = [
        f"w = {tf}.Variable({initial}, name='w')",
        f"x = {tf}.placeholder({tf}.float32, {draw(st.sampled_from(SHAPES))})",
        "y = x",
    ]
    if draw(st.booleans()):
        lines.insert(
            0, f"def helper(value, scale=2.0):\n    '''Scaled.'''\n    return {tf}.multiply(value, scale)  # twice"
        )
    names = ["x", "y"]
    for name in draw(st.lists(st.sampled_from(NODES[1:]), max_size=4)):
        op = draw(st.sampled_from(OPS))
        a, b = draw(st.sampled_from(names)), draw(st.sampled_from(names))
        lines.append(f"{name} = {op.format(tf=tf, a=a, b=b)}")
        names.append(name)
    lines.append(f"loss = {tf}.reduce_sum({draw(st.sampled_from(names))})")
    optimizer = draw(st.sampled_from(["train.GradientDescentOptimizer", "train.AdamOptimizer"]))
    lines.append(f"train = {tf}.{optimizer}(0.1).minimize(loss)")
    session = draw(
        st.sampled_from(["with {tf}.Session() as sess:", "sess = {tf}.InteractiveSession()", "def main(sess):"])
    )
    indent = "    " if session.endswith(":") else ""
    body = [f"sess.run({tf}.global_variables_initializer())"]
    for _ in range(draw(st.integers(0, 3))):
        a, b = draw(st.sampled_from(names)), draw(st.sampled_from(names))
        fetch = draw(st.sampled_from(TARGETS)).format(a=a, b=b)
        run = f"sess.run({fetch}{draw(st.sampled_from(FEEDS)).format()})"
        run = draw(st.sampled_from([run, f"print({run})", f"value = {run}", f"print({a}.eval())"]))
        body.append(f"{draw(st.sampled_from(LOOPS))}\n    {run}" if draw(st.booleans()) else run)
    inner = "\n".join(body).replace("\n", "\n" + indent)
    lines.append(session.format(tf=tf) + "\n" + indent + inner)
    return lines


COMMENTS = [
    "# a comment",
    "# größer",
    "# migrate: ignore[TF103] kept",
    "'''A string\n  # not a comment\n'''",
    "\f",
    "pass;",
]


@st.composite
def programs(draw) -> bytes:
    imported, tf = draw(st.sampled_from(IMPORTS))
    lines = ["'''A program.'''", imported, "import numpy as np", *draw(statements(tf))]
    for _ in range(draw(st.integers(0, 3))):
        lines.insert(draw(st.integers(1, len(lines))), draw(st.sampled_from(COMMENTS)))
    text = "\n".join(lines) + draw(st.sampled_from(["\n", "", "\n\n\n", "\n# end"]))
    if draw(st.booleans()):
        text = text.replace("\n    ", "\n\t").replace("\t    ", "\t\t")
    if draw(st.booleans()):
        text = text.replace("(", "( ").replace(", ", " ,\\\n    " if draw(st.booleans()) else " , ")
    try:
        ast.parse(text)
    except SyntaxError:
        text = "\n".join(["'''A program.'''", imported, *lines[-1:]]) + "\n"
    text = text.replace("\n", draw(st.sampled_from(["\n", "\n", "\r\n"])))
    return (b"\xef\xbb\xbf" if draw(st.booleans()) else b"") + text.encode()


def migrated(data: bytes) -> tuple[bytes, list[str]]:
    """The new bytes and the codes of all findings."""
    result = running.migrate_tree(project.stdin_tree("program.py"), stdin=data, jobs=1)
    findings = result.findings + [finding for group in result.groups for finding in group.findings]
    new = [o.data for group in result.groups for o in group.changes if o.source is not None]
    return (new[0] if new else data), [finding.code for finding in findings]


@settings(PROPERTY, max_examples=150)
@given(programs())
def test_a_migration_never_fails_parses_and_is_complete(data):
    new, codes = migrated(data)
    assert not {"TF001", "TF004", "TF006", "TF203"} & set(codes)
    ast.parse(new)
    assert new.startswith(b"\xef\xbb\xbf") == data.startswith(b"\xef\xbb\xbf")
    assert (b"\r\n" in new) == (b"\r\n" in data)
    again, _ = migrated(new)
    assert again == new


@PROPERTY
@given(programs())
def test_a_program_without_tensorflow_keeps_its_bytes(data):
    other = data.replace(b"tensorflow", b"torchflow")
    assert migrated(other) == (other, [])


@PROPERTY
@given(programs())
def test_tensorflow_2_code_keeps_its_bytes(data):
    text = (
        "import tensorflow as tf\nw = tf.Variable(1.0)\n\n\n@tf.function\ndef step(x):\n    return tf.math.log(x) * w\n"
        f"\n\nnote = {data.decode('utf-8-sig')!r}\nprint(step(tf.constant(2.0)))\n"
    )
    assert migrated(text.encode()) == (text.encode(), [])


@PROPERTY
@given(programs(), programs(), st.data())
def test_only_texts_that_parse_are_taken_for_such(data, other, draw):
    """`still_parses` looks at changed statements alone, and agrees with the parser on the whole."""
    old, piece = (d.decode("utf-8-sig").replace("\r\n", "\n") for d in (data, other))
    begin, end = (draw.draw(st.integers(0, len(old))) for _ in range(2))
    new = old[:begin] + draw.draw(st.sampled_from([piece, "", ")", "\n", "'''", "\\\n", "else:\n"])) + old[end:]
    try:
        ast.parse(new)
    except (SyntaxError, ValueError):
        assert not still_parses(old, ast.parse(old), new)
    assert still_parses(old, ast.parse(old), old)


@PROPERTY
@given(programs())
def test_every_name_has_its_scope_and_every_import_is_seen(data):
    tree = ast.parse(data)
    names = Names(tree)
    assert {node for node in ast.walk(tree) if isinstance(node, (ast.Name, ast.Attribute))} <= names.scope_of.keys()
    imports = [node for node in ast.walk(tree) if isinstance(node, (ast.Import, ast.ImportFrom))]
    assert import_statements(tree) == imports

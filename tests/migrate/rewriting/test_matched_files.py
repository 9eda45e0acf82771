"""Whether files that match are the same where `match_filenames_once` stands as at its initializer's run."""

from __future__ import annotations

import ast

import pytest

from migrate.names import Names
from migrate.rewriting import matched_files

PROGRAM = """\
import tensorflow as tf
write()
files = tf.train.match_filenames_once("data-*")
with tf.Session() as sess:
    sess.run(tf.local_variables_initializer())
    print(sess.run(files))
    plt.savefig("picture.png")
def write():
    tf.python_io.TFRecordWriter("data-0").close()
"""


def same(text: str) -> bool:
    tree = ast.parse(text)
    names = Names(tree)
    call = next(n for n in ast.walk(tree) if matched_files.pattern(n, names) is not None)
    return matched_files.same_when_called(call, tree, names)


def test_files_that_are_written_before_or_after():
    assert same(PROGRAM)


def test_the_pattern():
    tree = ast.parse("import tensorflow as tf\na = tf.train.match_filenames_once(name='m', pattern='*.csv')\nb = f()\n")
    found = [matched_files.pattern(n, Names(tree)) for n in ast.walk(tree)]
    assert [ast.unparse(f) for f in found if f is not None] == ["'*.csv'"]


def test_a_dataset_of_the_files_that_match():
    text = "import tensorflow as tf\nfiles = tf.train.match_filenames_once('*.csv')\n"
    run = "with tf.Session() as sess:\n    sess.run(tf.local_variables_initializer())\n"
    found = matched_files.normalise(text + run, ast.parse(text + run))
    assert found is not None and "files = tf.matching_files('*.csv')\n" in found[0]
    written = text + "open('a.csv', 'w').close()\n" + run
    assert matched_files.normalise(written, ast.parse(written)) is None


@pytest.mark.parametrize(
    "text",
    [
        PROGRAM.replace("with tf.", "write()\nwith tf."),
        PROGRAM.replace("with tf.", "def more():\n    write()\nmore()\nwith tf."),
        PROGRAM.replace("with tf.", "open('data-1', 'w').close()\nwith tf."),
        PROGRAM.replace("with tf.", "open('data-1', mode).close()\nwith tf."),
        PROGRAM.replace("    sess.run(tf.local", "    np.save('data-1', x)\n    sess.run(tf.local"),
        PROGRAM.replace("files =", "for _ in x:\n    files ="),
        PROGRAM.replace("tf.local_variables_initializer()", "init"),  # it is not known when
    ],
)
def test_files_that_may_be_written_between(text):
    assert not same(text)


def test_reading_is_no_writing():
    assert same(PROGRAM.replace("with tf.", "text = open('data-1', 'rb').read()\nwith tf."))

"""Queues, readers and batches as datasets."""

from __future__ import annotations

import ast

import pytest

from migrate.rewriting import queue_pipelines

FILES = """\
import tensorflow as tf
# the files
filename_queue = tf.train.string_input_producer(["a.csv"])
reader = tf.TextLineReader()
key, value = reader.read(filename_queue)
defaults = [[0.0], [0.0]]
# one line
xy = tf.decode_csv(value, defaults)  # two columns
print(xy)

# four lines
x, y = tf.train.batch([xy[0:1], xy[1]], batch_size=4)
z = x + y
"""
SLICES = """\
import tensorflow as tf
a, b = tf.train.slice_input_producer([xs, ys], shuffle=False)
"""


def spelled(text: str) -> str:
    found = queue_pipelines.normalise(text, ast.parse(text))
    assert found is not None
    ast.parse(found[0])
    return found[0]


def test_what_one_element_becomes_moves_into_a_function():
    assert (
        spelled(FILES)
        == """\
import tensorflow as tf
# the files
lines = tf.data.TextLineDataset(["a.csv"]).repeat()
defaults = [[0.0], [0.0]]


def parse_line(value):
    # one line
    xy = tf.decode_csv(value, defaults)  # two columns
    print(xy)
    return tf.stack(xy[0:1]), xy[1]


# four lines
batches = lines.map(parse_line).batch(4, drop_remainder=True)
x, y = batches.make_one_shot_iterator().get_next()
z = x + y
"""
    )


def test_records_without_batches():
    text = spelled(FILES[: FILES.index("\n# four")])
    assert "value = lines.make_one_shot_iterator().get_next()\n" in text
    assert "xy = tf.decode_csv(value, defaults)  # two columns\n" in text


def test_slices_that_nothing_changes_need_no_function():
    text = spelled(SLICES + "a, b = tf.train.batch([a, b], 4, allow_smaller_final_batch=True)\n")
    assert "batches = slices.batch(4)\n" in text and "def " not in text


def test_random_batches_are_noted():
    text = SLICES + "c, d = tf.train.shuffle_batch([a, b], 4, capacity=9, min_after_dequeue=2, seed=5)\n"
    found = queue_pipelines.normalise(text, ast.parse(text))
    assert "batches = slices.shuffle(9, seed=5).batch(4, drop_remainder=True)" in found[0]
    assert [(line, code) for line, code, _ in found[2]] == [(3, "TF307")]


def test_a_function_of_the_queue_becomes_one_of_the_record():
    text = spelled(
        """\
import tensorflow as tf


def read(queue):
    reader = tf.TFRecordReader()
    _, serialized = reader.read(queue)
    return tf.decode_raw(serialized, tf.uint8), tf.size(serialized)


def inputs(files):
    queue = tf.train.string_input_producer(files, shuffle=False)
    image, label = read(queue)
    images, labels = tf.train.batch([image, label], 2)
    return images, labels
"""
    )
    assert "def read(serialized):\n    return tf.decode_raw(serialized, tf.uint8), tf.size(serialized)\n" in text
    assert "    batches = records.map(read).batch(2, drop_remainder=True)\n" in text


def test_a_function_that_returns_one_element():
    text = spelled(
        """\
import tensorflow as tf


def read(name):
    queue = tf.train.string_input_producer([name])
    _, content = tf.WholeFileReader().read(queue)
    image = tf.image.decode_png(content)
    return tf.cast(image, tf.float32)
"""
    )
    assert "    return files.map(parse_file).make_one_shot_iterator().get_next()\n" in text
    assert "    def parse_file(content):\n        image = tf.image.decode_png(content)\n" in text


def test_the_key_of_a_line():
    text = spelled(FILES[: FILES.index("\n# four")].replace("print(xy)", "print(key)"))
    assert (
        """\
def numbered_lines(name):
    lines = tf.data.TextLineDataset(name).enumerate(1)
    return lines.map(lambda number, line: (tf.strings.join([name, ":", tf.as_string(number)]), line))
"""
        in text
    )
    assert 'lines = tf.data.Dataset.from_tensor_slices(["a.csv"]).repeat().flat_map(numbered_lines)\n' in text
    assert "key, value = lines.make_one_shot_iterator().get_next()\n" in text


MATCHED = """\
import tensorflow as tf
names = tf.train.match_filenames_once("*.png")
queue = tf.train.string_input_producer(names, num_epochs=2)
key, value = tf.WholeFileReader().read(queue)
with tf.Session() as sess:
    sess.run(tf.local_variables_initializer())
    print(sess.run([key, value]))
"""


def test_files_that_match_a_pattern():
    text = spelled(MATCHED)
    assert 'names = tf.matching_files("*.png")\n' in text
    assert "file_names = tf.data.Dataset.from_tensor_slices(names).shuffle(len(names)).repeat(2)\n" in text
    assert ".map(lambda name: (name, tf.read_file(name)))\n" in text
    inline = MATCHED.replace('names = tf.train.match_filenames_once("*.png")\n', "").replace(
        "names,", 'tf.train.match_filenames_once("*.png"),'
    )
    assert 'file_names = tf.data.Dataset.list_files("*.png").repeat(2)\n' in spelled(inline)


def test_the_parts_of_one_list_stay_several():
    text = spelled(FILES.replace("[xy[0:1], xy[1]]", "xy"))
    assert "    return tuple(xy)\n" in text


def test_a_queue_that_no_reader_reads():
    text = spelled(
        """\
import tensorflow as tf
i = tf.train.range_input_producer(n, shuffle=False).dequeue()
queue = tf.train.string_input_producer(names, num_epochs=2)
name = queue.dequeue()
row = tf.train.input_producer(rows, shuffle=False).dequeue()
"""
    )
    assert "elements = tf.data.Dataset.from_tensor_slices(tf.range(n)).repeat()\n" in text
    assert "i = elements.make_one_shot_iterator().get_next()\n" in text
    assert "elements_dataset = tf.data.Dataset.from_tensor_slices(names).shuffle(len(names)).repeat(2)\n" in text
    assert "name = elements_dataset.make_one_shot_iterator().get_next()\n" in text
    assert "from_tensor_slices(rows).repeat()\nrow = " in text


def test_what_becomes_of_a_dequeued_number():
    text = spelled(
        """\
import tensorflow as tf


def produce(data, n):
    i = tf.train.range_input_producer(n, shuffle=False).dequeue()
    x = data[i]
    return x, x + 1
"""
    )
    assert "    def parse_element(i):\n        x = data[i]\n        return x, x + 1\n" in text
    assert "    return elements.map(parse_element).make_one_shot_iterator().get_next()\n" in text


@pytest.mark.parametrize(
    "text",
    [
        MATCHED.replace("with tf.", "open('a.png', 'wb').close()\nwith tf."),  # files that are written in between
        FILES + "print(sess.run(xy))\n",  # an element is used beside the batch
        FILES.replace("print(xy)", "key2 = key").replace("TextLine", "TFRecord"),  # the key is needed
        FILES.replace("print(xy)", "defaults = [[1.0], [1.0]]"),  # what the function reads changes
        FILES + "q = tf.train.QueueRunner(a, [b])\n",
        FILES.replace("batch_size=4", "batch_size=4, shapes=s"),
        FILES.replace("batch_size=4", "batch_size=4, dynamic_pad=True"),
        FILES + "w = tf.train.batch([z], 3)\n",
        FILES.replace('(["a.csv"])', '(["a.csv"], seed=1)'),
        FILES.replace("key, value", "for i in range(2):\n    key, value"),
        "import tensorflow as tf\nq = tf.train.range_input_producer(3)\ni = q.dequeue()\nj = q.dequeue()\n",
        "import tensorflow as tf\ni = tf.train.range_input_producer(3).dequeue_many(2)\n",
        "import tensorflow as tf\nq = tf.train.range_input_producer(3)\n_, i = tf.TextLineReader().read(q)\n",
        FILES + "coord = tf.train.Coordinator()\nf(coord)\n",
    ],
)
def test_left_as_it_is(text):
    assert queue_pipelines.normalise(text, ast.parse(text)) is None

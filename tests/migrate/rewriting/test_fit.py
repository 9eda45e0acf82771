"""`--style fit`: which loops become `fit`, over which dataset, and why others stay. Numbers: tests/samples."""

from __future__ import annotations

import ast
import os
import subprocess
import sys

import pytest
from click.testing import CliRunner

from migrate.cli import cli
from migrate.engine import Options, SourceFile, migrate_group

HEAD = """\
import numpy as np
import tensorflow as tf

rng = np.random.RandomState(0)
data = rng.rand(40, 3)
answers = data.sum(axis=1, keepdims=True)
test_data = rng.rand(8, 3)
test_answers = test_data.sum(axis=1, keepdims=True)
size = 10
x = tf.placeholder(tf.float32, [None, 3])
y = tf.placeholder(tf.float32, [None, 1])
w = tf.Variable(tf.zeros([3, 1]))
prediction = tf.matmul(x, w)
loss = tf.reduce_mean(tf.square(prediction - y))
error = tf.reduce_mean(tf.abs(prediction - y))
train_op = tf.train.GradientDescentOptimizer(0.1).minimize(loss)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
"""
TRAIN = "sess.run(train_op, {x: data, y: answers})"
TRAIN_BATCH = "sess.run(train_op, {x: batch_x, y: batch_y})"


def migrated(body: str, style: str = "fit", head: str = HEAD):
    """(text, findings about loops) of a program; `body` stands in the session."""
    program = head + "".join("    " + line + "\n" if line else "\n" for line in body.strip("\n").split("\n"))
    result = migrate_group([SourceFile("program.py", program)], Options(style=style))
    assert result.programs[0].form == "native", result.programs[0].reason
    text = result.files[0].text
    ast.parse(text)
    assert migrate_group([SourceFile("program.py", text)], Options(style=style)).files[0].text is None
    return text, [f for f in result.files[0].findings if f.code in ("TF320", "TF321")]


def fit(body: str, head: str = HEAD) -> str:
    """What takes the place of the loop, from the first definition made for it."""
    text, findings = migrated(body, head=head)
    assert [f.code for f in findings] == ["TF320"], [f.message for f in findings]
    assert "for " not in text[text.index("class Training") :].replace("for _", "")
    return text


def stays(body: str, head: str = HEAD) -> str:
    """The reason why a loop stays, as it does without the option."""
    text, findings = migrated(body, head=head)
    assert text == migrated(body, "loop", head)[0]
    assert {(f.code, f.severity, f.fixable) for f in findings} == {("TF321", "note", False)}
    assert findings[0].line == head.count("\n") + 1 + [
        not ln.startswith(("for", "while")) for ln in body.strip("\n").split("\n")
    ].index(False)
    return findings[0].message.removeprefix("the training loop stays: ")


def test_the_default_keeps_loops():
    text, findings = migrated(f"for step in range(200):\n    {TRAIN}", "loop")
    assert "for step in range(200):\n    train_step(data, answers)\n" in text
    assert not findings


def test_all_data_in_each_step():
    text = fit(f"for step in range(200):\n    {TRAIN}")
    assert "class Training(tf.keras.Model):" in text
    assert "        x, y = batch\n        loss = train_step(x, y)\n" in text
    assert '        return {"loss": loss}' in text
    assert "    return loss\n" in text.split("class Training")[0].split("def train_step")[1]
    assert "from_tensors((tf.constant(data, tf.float32), tf.constant(answers, tf.float32))).repeat(200)" in text
    assert "model.compile(optimizer=optimizer, jit_compile=False)" in text
    assert "model.fit(dataset, shuffle=False)\n" in text


def test_an_epoch_for_each_line_that_was_printed():
    body = f"""
for step in range(200):
    {TRAIN}
    if step % 50 == 0:
        print(step, sess.run(loss, {{x: data, y: answers}}), sess.run(w))
"""
    text = fit(body)
    assert "model.fit(dataset.repeat(50), epochs=4, validation_data=dataset, shuffle=False, verbose=2)" in text
    assert '        return {"loss": compute_loss(x, y)}' in text.split("def test_step")[1]
    assert "epochs" not in fit(body.replace("range(200)", "range(201)"))  # 50 does not divide it


def test_slices_of_arrays():
    steps = [
        f"for i in range(0, len(data), size):\n        {TRAIN_BATCH}",
        f"for i in range(len(data) // size):\n        {TRAIN_BATCH}",
        f"for a, b in zip(range(0, len(data), size), range(size, len(data) + 1, size)):\n        {TRAIN_BATCH}",
    ]
    cuts = ["i:i + size", "i * size:(i + 1) * size", "a:b"]
    batches = ["batch(size)", "batch(size, drop_remainder=True)", "batch(size, drop_remainder=True)"]
    for step, cut, batch in zip(steps, cuts, batches, strict=True):
        inner = step.replace("batch_x", f"data[{cut}]").replace("batch_y", f"answers[{cut}]")
        text = fit(f"for epoch in range(5):\n    {inner}")
        assert f").{batch}\n" in text
        assert "from_tensor_slices(" in text
        assert "model.fit(dataset, epochs=5, shuffle=False, verbose=2)" in text


def test_slices_whose_number_is_not_that_of_the_data_come_from_a_generator():
    inner = TRAIN_BATCH.replace("batch_x", "data[i * size:(i + 1) * size]").replace(
        "batch_y", "answers[i * size:(i + 1) * size]"
    )
    text = fit(f"for epoch in range(5):\n    for i in range(3):\n        {inner}")
    assert "def batches():\n    for epoch in range(5):\n        for i in range(3):\n            yield data[" in text
    assert "from_generator(batches, output_signature=(x_spec, y_spec)).with_options(options)" in text
    assert "options.experimental_optimization.inject_prefetch = False" in text
    assert "epochs=5, steps_per_epoch=3" in text


def test_batches_that_the_program_makes():
    body = f"""
for step in range(1, 101):
    chosen = np.random.choice(len(data), size=size)  # any of them
    batch_x, batch_y = data[chosen], answers[chosen]
    {TRAIN_BATCH}
    if step % 25 == 0:
        print(step, sess.run(error, {{x: batch_x, y: batch_y}}))
"""
    text = fit(body)
    assert "        chosen = np.random.choice(len(data), size=size)  # any of them\n" in text
    assert "        yield batch_x, batch_y\n" in text
    assert '        return {"loss": loss, "error": compute_error(x, y)}' in text.replace(
        "error(x", "compute_error(x"
    ).replace("compute_compute_", "compute_")
    assert "epochs=4, steps_per_epoch=25" in text


def test_a_mean_over_the_batches_and_other_data_at_some_epochs():
    body = """
for epoch in range(6):
    total = 0.
    for i in range(0, len(data), size):
        _, value = sess.run([train_op, loss], {x: data[i:i + size], y: answers[i:i + size]})
        total += value
    if (epoch + 1) % 2 == 0:
        print(epoch, total, sess.run(error, {x: test_data, y: test_answers}))
"""
    text = fit(body)
    assert "        self.loss_tracker = tf.keras.metrics.Mean()\n" in text
    assert "        self.loss_tracker.update_state(loss)\n" in text
    joined = "".join(line.strip() for line in text.split("\n"))
    assert "from_tensors((tf.constant(test_data, tf.float32), tf.constant(test_answers, tf.float32)))" in joined
    assert "validation_freq=2" in text
    assert "validation_freq=list(range(1, 7, 2))" in fit(body.replace("(epoch + 1)", "epoch"))


def test_elements_of_arrays():
    body = """
for epoch in range(3):
    for a, b in zip(data, answers):
        sess.run(train_op, {x: a, y: b})
"""
    text = fit(
        body, HEAD.replace("[None, 3]", "[3]").replace("[None, 1]", "[1]").replace("matmul(x, w)", "reduce_sum(x * w)")
    )
    assert "tf.data.Dataset.zip((" in text
    assert "tf.data.Dataset.from_tensor_slices(tf.constant(data, tf.float32))" in text


def test_numbers_that_are_fed_stay_in_the_call():
    head = HEAD.replace("w = tf", "rate = tf.placeholder(tf.float32, [])\nw = tf").replace(
        "Optimizer(0.1)", "Optimizer(rate)"
    )
    text = fit("for step in range(20):\n    sess.run(train_op, {x: data, y: answers, rate: 0.3})", head)
    assert (
        "train_step(x, y, 0.3)" in text or "train_step(x, rate, y)" in text or "0.3" in text.split("class Training")[1]
    )


DATASET_HEAD = HEAD.replace("x = tf.placeholder(tf.float32, [None, 3])\n", "").replace(
    "y = tf.placeholder(tf.float32, [None, 1])\n",
    "dataset = tf.data.Dataset.from_tensor_slices((data.astype('f'), answers.astype('f'))).batch(10)\n"
    "iterator = dataset.make_initializable_iterator()\nx, y = iterator.get_next()\n",
)
EPOCHS = """
for epoch in range(4):
    sess.run(iterator.initializer)
    while True:
        try:
            _, value = sess.run([train_op, loss])
        except tf.errors.OutOfRangeError:
            break
    print(epoch, value)
"""


def test_a_dataset_of_the_program():
    text = fit(EPOCHS, DATASET_HEAD)
    assert "model.fit(dataset, epochs=4, shuffle=False, verbose=2)" in text


def test_in_a_function_and_twice():
    first, second = HEAD.split("with tf.Session() as sess:\n")
    text, findings = migrated(f"for step in range(5):\n    {TRAIN}\nfor step in range(7):\n    {TRAIN}")
    assert [f.code for f in findings] == ["TF320", "TF320"]
    assert text.count("class Training(") == 1 and text.count(" = Training()") == 2
    assert text.count("    return loss\n") == 1
    assert first and second


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (f"for step in range(9):\n    {TRAIN}\nprint(step)", "`step` is read after it"),
        (
            "for step in range(9):\n    _, value = sess.run([train_op, loss], {x: data, y: answers})\nprint(value)",
            "`value` is read after it",
        ),
        (
            "losses = []\nfor step in range(9):\n    _, value = sess.run([train_op, loss], {x: data, y: answers})\n"
            "    losses.append(value)\nprint(losses)",
            "`losses` is read after it",
        ),
        (
            "for step in range(9):\n    _, value = sess.run([train_op, loss], {x: data, y: answers})\n"
            "    if value < 0.1:\n        break",
            "it can end early",
        ),
        (
            "scale = 1.0\nfor step in range(9):\n    sess.run(train_op, {x: data * scale, y: answers})\n"
            "    scale = scale * 0.9",
            "`scale` is carried from one round to the next",
        ),
        (
            "for step in range(9):\n    _, value = sess.run([train_op, loss], {x: data, y: answers})\n"
            "    answers = answers + value",
            "`answers` is logged and goes into the training",
        ),
        (
            f"for step in range(9):\n    {TRAIN}\n    np.save('w.npy', sess.run(w))",
            "`np.save('w.npy', w.numpy())` is more than training, logging and evaluating",
        ),
        (
            f"for step in range(9):\n    {TRAIN}\n    print(np.argmax(sess.run(prediction, {{x: data}}), 1))",
            "what `predict` evaluates is not known to be single numbers",
        ),
        (
            f"for step in range(9):\n    {TRAIN}\n    print(sess.run(loss, {{x: data * step, y: answers}}))",
            "`compute_loss` evaluates data that the loop makes",
        ),
        (
            "for epoch in range(9):\n    for i in range(0, len(data), size):\n"
            "        sess.run(train_op, {x: data[i:i + size], y: answers[i:i + size]})\n"
            "    print(sess.run(loss, {x: data, y: answers}), sess.run(loss, {x: test_data, y: test_answers}))",
            "it evaluates several sets of data",
        ),
        (
            f"for step in range(9):\n    if step % 2:\n        {TRAIN}",
            "it does not train in each round",
        ),
        (
            f"for step in range(9):\n    data = np.random.permutation(data)\n    {TRAIN}",
            "`data` is carried from one round to the next",
        ),
        (
            f"for step in range(9):\n    batch_x = data[:5] + step\n    batch_y = answers[:5]\n    {TRAIN_BATCH}\n"
            "    np.random.shuffle(answers)",
            "it does more after a step, and would not after the last one (`np.random.shuffle(answers)`)",
        ),
        (
            f"for epoch in range(9):\n    for batch_x, batch_y in ((data, answers), (test_data, test_answers)):\n"
            f"        {TRAIN_BATCH}",
            "the number of batches in an epoch is not certain",
        ),
        (
            "for step in range(9):\n    now = sess.run(w)\n    sess.run(train_op, {x: data * now[0], y: answers})",
            "`now` is logged and goes into the training",
        ),
        (f"step = 0\nwhile step < 9:\n    {TRAIN}\n    step += 1", "a `while` loop"),
        (f"for step in [3, 4]:\n    {TRAIN}", "the number of its rounds is not certain"),
        (f"for step in range(9):\n    {TRAIN}\n    {TRAIN}", "it trains at several places"),
    ],
)
def test_what_stays(body, reason):
    assert reason in stays(body)


def test_the_option_of_the_command_line(tmp_path, monkeypatch):
    program = HEAD + f"    for step in range(9):\n        {TRAIN}\n"
    (tmp_path / "train.py").write_text(program)
    monkeypatch.chdir(tmp_path)
    shown = CliRunner().invoke(cli, ["diff", "--style", "fit", "."]).stdout
    assert "+model.fit(dataset, shuffle=False)" in shown
    assert "model.fit" not in CliRunner().invoke(cli, ["diff", "."]).stdout
    (tmp_path / "pyproject.toml").write_text("[tool.migrate]\nstyle = 'fit'\n")
    assert CliRunner().invoke(cli, ["diff", "."]).stdout == shown


def test_random_numbers_come_from_one_stream():
    head = HEAD.replace("prediction = tf.matmul(x, w)", "prediction = tf.matmul(tf.nn.dropout(x, 0.5), w)")
    once = f"for step in range(9):\n    {TRAIN}"
    assert "loss = train_step(x, y)" in fit(once, head)
    messages = [f.message for f in migrated(f"{once}\n{TRAIN}", head=head)[1]]
    assert any("`train_step` draws random numbers, and not in this loop alone" in message for message in messages)
    evaluated = f"{once}\n    print(sess.run(loss, {{x: data, y: answers}}))"
    assert "`compute_loss` draws random numbers" in stays(evaluated, head)


def test_output_of_both_styles_with_random_numbers(tmp_path):
    """The same draws in the same steps: the variables are equal to the last bit."""
    head = HEAD.replace("matmul(x, w)", "matmul(tf.nn.dropout(x, 0.5, seed=3) + tf.random_normal([1, 3], seed=5), w)")
    body = f"for epoch in range(3):\n    for i in range(0, len(data), 15):\n        {TRAIN_BATCH}\n"
    body = body.replace("batch_x", "data[i:i + 15]").replace("batch_y", "answers[i:i + 15]")
    found = []
    for style in ("loop", "fit"):
        text, _ = migrated(body, style, head)
        assert (".fit(" in text) == (style == "fit")
        found.append(_last_words(text, tmp_path))
    assert found[0] == found[1] and found[0].startswith("w ")


def _last_words(text: str, folder) -> str:
    """The bytes of the variable when the program has run."""
    (folder / "train.py").write_text(text + "\nprint('w', w.numpy().tobytes().hex())\n")
    environment = dict(os.environ, CUDA_VISIBLE_DEVICES="-1", TF_CPP_MIN_LOG_LEVEL="3")
    command = [sys.executable, str(folder / "train.py")]
    done = subprocess.run(command, check=True, capture_output=True, text=True, env=environment)
    return done.stdout.strip().splitlines()[-1]


def test_random_numbers_in_a_function_that_may_run_again():
    head = HEAD.replace("prediction = tf.matmul(x, w)", "prediction = tf.matmul(tf.nn.dropout(x, 0.5), w)")
    body = f"def train():\n    for step in range(9):\n        {TRAIN}\n\ntrain()\ntrain()"
    text, findings = migrated(body, head=head)
    assert "not in this loop alone" in findings[0].message and ".fit(" not in text
    assert ".fit(" in migrated(body)[0]


def test_names_that_functions_share():
    body = f"def train():\n    global step\n    for step in range(9):\n        {TRAIN}\n\ntrain()\nprint(step)"
    assert "`step` is a name of other functions too" in migrated(body)[1][0].message


def test_a_matrix_gives_rows_of_its_own_kind():
    body = "for epoch in range(3):\n    for a in rows:\n        sess.run(train_op, {x: a, y: [[1.0]]})"
    head = HEAD.replace("size = 10", "rows = np.asmatrix(data)")
    assert "the number of batches in an epoch is not certain" in migrated(body, head=head)[1][0].message


def test_what_is_made_anew_in_each_round_comes_from_a_generator():
    fed = "sess.run(train_op, {x: np.random.permutation(data), y: answers})"
    text = fit(f"for step in range(9):\n    {fed}")
    assert "            yield np.random.permutation(data), answers\n" in text.replace(
        "        yield", "            yield"
    )
    assert "from_generator" in text
    cut = "sess.run(train_op, {x: np.random.permutation(data)[i:i + size], y: answers[i:i + size]})"
    assert "from_generator" in fit(f"for epoch in range(3):\n    for i in range(0, len(data), size):\n        {cut}")
    head = HEAD.replace("[None, 3]", "[3]").replace("matmul(x, w)", "reduce_sum(x * w)")
    body = "for epoch in range(3):\n    for a in np.random.permutation(data):\n"
    body += "        sess.run(train_op, {x: a, y: [[1.0]]})"
    assert "the number of batches in an epoch is not certain" in migrated(body, head=head)[1][0].message


def test_output_of_both_styles_with_arrays_that_change(tmp_path):
    """A batch that is a view of an array is trained on before the array changes."""
    body = """
buffer = np.zeros([4096, 3], np.float32)
for step in range(40):
    buffer[:] = step % 7 / 7
    batch_y = buffer[:, :1]
    sess.run(train_op, {x: buffer, y: batch_y + step % 3})
"""
    texts = [migrated(body, style)[0] for style in ("loop", "fit")]
    assert "from_generator" in texts[1]
    assert _last_words(texts[0], tmp_path) == _last_words(texts[1], tmp_path)


def test_what_is_fed_is_computed_in_the_order_of_the_text():
    fed = "sess.run(train_op, {y: np.random.rand(5, 1), x: np.random.rand(5, 3)})"
    text = fit(f"for step in range(9):\n    {fed}")
    assert "yield np.random.rand(5, 1), np.random.rand(5, 3)\n" in text
    assert "        y, x = batch\n        loss = train_step(x, y)\n" in text


def test_summaries_stay():
    head = HEAD.replace(
        "with tf.Session",
        "summary = tf.summary.scalar('loss', loss)\nwriter = tf.summary.FileWriter('logs')\nwith tf.Session",
    )
    body = (
        "for step in range(9):\n    _, s = sess.run([train_op, summary], {x: data, y: answers})\n"
        "    writer.add_summary(s, step)"
    )
    assert "a `with` block" in stays(body, head)


def test_shuffled_datasets_stay():
    head = DATASET_HEAD.replace(".batch(10)", ".shuffle(40).batch(10)")
    assert "the number of batches of the dataset is not certain" in migrated(EPOCHS, head=head)[1][0].message


def test_a_run_outside_of_a_loop_is_named():
    text, findings = migrated(f"def step():\n    {TRAIN}\n\nfor i in range(3):\n    step()")
    assert [f.code for f in findings] == ["TF321"]
    assert "in no loop of its own function" in findings[0].message
    assert "fit(" not in text

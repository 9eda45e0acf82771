"""Recurrent cells in checkpoints: what names their variables, and where those are not certain."""

from __future__ import annotations

import pytest
from forms import native

from migrate.engine import Options, SourceFile, migrate_group

PROGRAM = """\
import tensorflow as tf

x = tf.placeholder(tf.float32, [None, 4, 3])
cell = {cell}
outputs, state = {run}
loss = tf.reduce_mean(outputs)
saver = tf.train.Saver()
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(sess.run(loss, {{x: [[[0.5] * 3] * 4]}}))
    saver.save(sess, "model")
"""
LSTM = "tf.nn.rnn_cell.BasicLSTMCell(5)"
RUN = "tf.nn.dynamic_rnn(cell, x, dtype=tf.float32)"


def program(cell: str = LSTM, run: str = RUN) -> str:
    return PROGRAM.format(cell=cell, run=run)


@pytest.mark.parametrize(
    ("cell", "run", "item"),
    [
        (LSTM, RUN, '"rnn/basic_lstm_cell/kernel": cell.kernel'),
        (LSTM, RUN.replace(")", ', scope="encoder")'), '"encoder/basic_lstm_cell/bias": cell.bias'),
        ("tf.nn.rnn_cell.GRUCell(5)", RUN, '"rnn/gru_cell/candidate/kernel": cell.candidate_kernel'),
        (
            f"tf.nn.rnn_cell.DropoutWrapper({LSTM}, output_keep_prob=1.0)",
            RUN,
            '"rnn/basic_lstm_cell/kernel": cell.cell.kernel',
        ),
        (
            f"tf.nn.rnn_cell.MultiRNNCell([{LSTM}, tf.nn.rnn_cell.LSTMCell(2)])",
            RUN,
            '"rnn/multi_rnn_cell/cell_1/lstm_cell/kernel": cell.cells[1].kernel',
        ),
    ],
)
def test_names(cell, run, item):
    assert item in native(program(cell, run))


@pytest.mark.parametrize(
    "text",
    [
        program("tf.nn.rnn_cell.BasicLSTMCell(5, name='mine')"),
        program(run=RUN.replace(")", ", scope=tf.get_variable_scope())")),
        program(f"tf.nn.rnn_cell.MultiRNNCell([{LSTM}] * depth())"),
        program("tf.contrib.rnn.OutputProjectionWrapper(tf.nn.rnn_cell.GRUCell(5), 2)"),
        program().replace("outputs, state =", "if flag():\n    outputs, state ="),
        program().replace("loss =", "other, _ = " + RUN.replace("cell", "tf.nn.rnn_cell.GRUCell(5)") + "\nloss ="),
    ],
)
def test_what_is_not_certain_stays(text):
    result = migrate_group([SourceFile("program.py", text)], Options())
    assert result.programs[0].form == "compat"

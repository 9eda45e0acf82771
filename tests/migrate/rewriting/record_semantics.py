"""Records what TensorFlow 1.15.5 prints for the programs in semantics/, beside them as NAME.expected.txt.

Run it with a Python that has TensorFlow 1.15.5: `python record_semantics.py [NAME...]` (no name: all programs).
"""

import contextlib
import io
import os
import random
import sys

os.environ["CUDA_VISIBLE_DEVICES"] = "-1"
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import numpy as np  # noqa: E402
import tensorflow as tf  # noqa: E402

FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "semantics")


def record(name):
    """The standard output of one program, run in a graph of its own; an exception that ends it is its last line."""
    from tensorflow.python.framework import ops

    ops._default_session_stack.reset()
    ops._default_graph_stack.reset()
    tf.compat.v1.reset_default_graph()
    np.set_printoptions(precision=8)
    np.random.seed(0)
    random.seed(0)
    path = os.path.join(FOLDER, name + ".py")
    with open(path, encoding="utf-8") as file:
        text = file.read()
    output = io.StringIO()
    with contextlib.redirect_stdout(output):
        try:
            exec(compile(text, name + ".py", "exec"), {"__name__": "__main__"})
        except Exception as error:
            print("raised", type(error).__name__)
    return output.getvalue()


def main(names):
    assert tf.__version__.startswith("1.15"), "the expected output is TensorFlow 1.15's"
    tf.compat.v1.logging.set_verbosity("ERROR")
    for name in names or sorted(n[:-3] for n in os.listdir(FOLDER) if n.endswith(".py")):
        with open(os.path.join(FOLDER, name + ".expected.txt"), "w", encoding="utf-8", newline="\n") as file:
            file.write(record(name))


if __name__ == "__main__":
    main(sys.argv[1:])

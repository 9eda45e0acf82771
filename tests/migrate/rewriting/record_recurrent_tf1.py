"""Runs `recurrent_programs.py` on TensorFlow 1.15 and writes what they print: python record_recurrent_tf1.py"""

import contextlib
import io
import json
import os
import sys

os.environ["CUDA_VISIBLE_DEVICES"] = "-1"
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import tensorflow as tf  # noqa: E402
from tensorflow.python.ops import init_ops  # noqa: E402

here = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, here)

from recurrent_programs import PROGRAMS, kernel  # noqa: E402


def constant(*args, **kwargs):
    return lambda shape, dtype=None, partition_info=None: tf.constant(kernel([int(n) for n in shape]))


init_ops.GlorotUniform.__call__ = lambda self, shape, dtype=None, partition_info=None: constant()(shape)
recorded = {"tensorflow": tf.__version__, "printed": {}}
for name, text in PROGRAMS.items():
    # contrib's default initializer is another object than the variable scope's
    text = text.replace("activation_fn=None", "activation_fn=None, weights_initializer=KERNEL")
    tf.reset_default_graph()
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(text, {"__name__": "__main__", "KERNEL": constant()})
    recorded["printed"][name] = printed.getvalue().splitlines()
with open(os.path.join(here, "recurrent_tf1.json"), "w") as file:
    json.dump(recorded, file, indent=1)
    file.write("\n")

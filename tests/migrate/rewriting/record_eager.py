"""Records what TensorFlow 1.15.5 prints for the programs in eager_programs/, beside them as NAME.expected.txt.

Run it with a Python that has TensorFlow 1.15.5: `python record_eager.py [NAME...]` (no name: all programs). Each
program runs in a process of its own, because eager execution can only be switched on at its beginning.
"""

import os
import subprocess
import sys

FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "eager_programs")
RUNNER = "import runpy, sys, tensorflow as tf; assert tf.__version__.startswith('1.15'); "
# read as an attribute first, else 1.15 has an empty package of that name
RUNNER += (
    "tf.contrib.eager; tf.compat.v1.logging.set_verbosity('ERROR'); runpy.run_path(sys.argv[1], run_name='__main__')"
)


def main(names):
    environment = dict(os.environ, CUDA_VISIBLE_DEVICES="-1", TF_CPP_MIN_LOG_LEVEL="3", PYTHONWARNINGS="ignore")
    for name in names or sorted(n[:-3] for n in os.listdir(FOLDER) if n.endswith(".py")):
        path = os.path.join(FOLDER, name + ".py")
        output = subprocess.run(
            [sys.executable, "-c", RUNNER, path], check=True, stdout=subprocess.PIPE, env=environment, timeout=300
        ).stdout
        with open(os.path.join(FOLDER, name + ".expected.txt"), "wb") as file:
            file.write(output)


if __name__ == "__main__":
    main(sys.argv[1:])

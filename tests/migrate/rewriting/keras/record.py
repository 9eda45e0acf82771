"""Records what programs/*.py print under TensorFlow 1.15.5 and Keras 2.3.1: run with a Python 3.7 that has both."""

import contextlib
import io
import json
import os
import pathlib
import runpy
import sys

os.environ["CUDA_VISIBLE_DEVICES"] = "-1"
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"


def run(path):
    """What a program prints, as a list of lines."""
    import tensorflow as tf

    tf.keras.backend.clear_session()
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        runpy.run_path(str(path), run_name="__main__")
    return out.getvalue().splitlines()


if __name__ == "__main__":
    target = pathlib.Path(sys.argv[1])
    result = {}
    for path in sorted(pathlib.Path(sys.argv[2]).glob("*.py")):
        try:
            result[path.stem] = run(path)
        except Exception as error:
            result[path.stem] = [type(error).__name__ + ": " + str(error)]
            print(path.stem, result[path.stem], file=sys.stderr)
    target.write_text(json.dumps(result, indent=1) + "\n")

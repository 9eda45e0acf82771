"""``python -m compat run``: an unmodified script is what it would be under ``python``."""

import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture
def run(tmp_path):
    def run(files, *args, options=(), cwd=None):
        for name, text in files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(textwrap.dedent(text))
        env = dict(os.environ, CUDA_VISIBLE_DEVICES="-1", TF_CPP_MIN_LOG_LEVEL="3", PYTHONPATH=str(ROOT))
        env.pop("COMPAT_DEADLINE", None)
        command = [sys.executable, "-m", "compat", "run", *options, str(tmp_path / "main.py"), *args]
        return subprocess.run(command, capture_output=True, text=True, env=env, cwd=cwd or tmp_path, timeout=120)

    return run


def test_script_keeps_its_exit_code_output_arguments_and_place(run, tmp_path):
    helper = """
    import tensorflow as tf
    def double(x):
        return tf.multiply(x, tf.constant(2.0))
    """
    main = """
    import os, sys
    import tensorflow as tf
    import helper
    from tensorflow.contrib import rnn
    import tensorflow.contrib.layers as layers
    from tensorflow.python.framework import ops
    from tensorflow.examples.tutorials.mnist import input_data
    from keras.models import Sequential
    import numpy.linalg
    print(__name__, sys.argv[1:], os.path.realpath(sys.path[0]) == os.path.dirname(os.path.realpath(__file__)))
    print(tf.__version__, __file__ == sys.argv[0])
    x = tf.placeholder(tf.float32, [None, 2])
    with tf.Session() as sess:
        print(sess.run(helper.double(x), {x: [[1, 2]]}))
    sys.exit(7)
    """
    r = run({"main.py": main, "helper.py": helper}, "--flag", "x", "-y")
    assert r.stdout.splitlines()[0] == "__main__ ['--flag', 'x', '-y'] True", r.stderr[-2000:]
    assert r.stdout.splitlines()[1] == "1.15.5 True"
    assert r.stdout.splitlines()[2] == "[[2. 4.]]"
    assert r.returncode == 7


def test_uncaught_errors_show_the_scripts_own_traceback(run):
    r = run({"main.py": "import tensorflow as tf\ntf.nothing_like_this\n"})
    assert r.returncode == 1
    assert "main.py" in r.stderr and "tf.nothing_like_this" in r.stderr
    assert "MissingSymbol" in r.stderr


def test_deadline_option(run):
    main = """
    import tensorflow as tf
    with tf.Session() as sess:
        sess.run(tf.FIFOQueue(2, [tf.float32]).dequeue())
    """
    r = run({"main.py": main}, options=("--deadline", "1"))
    assert r.returncode == 1 and "DeadlineExceeded" in r.stderr


def test_installed_packages_still_see_tensorflow_2(run):
    main = """
    import tensorflow as tf
    import sys
    import tf_keras
    real = sys.modules["tensorflow"]
    print(real.__version__ != tf.__version__, tf_keras.layers.Dense.__module__)
    try:
        import tensorflow.contrib.tpu
    except ImportError as error:
        print(type(error).__name__)
    print(hasattr(tf.contrib, "tpu"), hasattr(tf.contrib, "layers"))
    """
    r = run({"main.py": main})
    lines = r.stdout.splitlines()
    assert lines[0].startswith("True tf_keras"), r.stderr[-2000:]
    assert lines[1:] == ["MissingModule", "False True"]


def test_numpy_is_as_it_was_for_the_program_only(run, tmp_path):
    main = """
    import numpy as np
    import tensorflow as tf
    pairs = np.array(list(zip([np.arange(3)] * 2, [np.arange(2)] * 2)))
    print(pairs.shape, pairs.dtype, np.asarray([[1, 2], [3]]).dtype, np.array([1, 2]).dtype)
    print(np.ones(2, np.float).dtype, np.zeros(1, dtype=np.object).dtype, np.product([2, 3]), np.Inf)
    try:
        np.array([[1, 2], [3]], dtype=np.float32)
    except ValueError as error:
        print("still refused")
    try:
        np.testing.assert_allclose([[1, 2], [3]], 1.0)
    except ValueError as error:
        print("numpy's own code refuses")
    """
    r = run({"main.py": main})
    assert r.returncode == 0, r.stderr[-2000:]
    assert r.stdout.splitlines() == [
        "(2, 2) object object int64",
        "float64 object 6 inf",
        "still refused",
        "numpy's own code refuses",
    ]


def test_a_subplot_takes_the_place_of_the_axes_below(run):
    pytest.importorskip("matplotlib")
    main = """
    import tensorflow as tf
    import matplotlib
    matplotlib.use("Agg")
    import matplotlib.pyplot as plt
    plt.figure(1)
    plt.title("whole")
    for i in range(4):
        plt.subplot(2, 2, i + 1)
    plt.subplot(2, 2, 1)
    print(len(plt.gcf().axes))
    plt.figure(2)
    plt.subplots(2, 2)
    plt.subplot2grid((2, 2), (0, 0), colspan=2)
    print(len(plt.gcf().axes))
    """
    r = run({"main.py": main})
    assert r.stdout.split() == ["4", "3"], r.stderr[-2000:]

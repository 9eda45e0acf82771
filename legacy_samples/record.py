"""Records what real TensorFlow 1.15.5 does with each sample: NAME.expected.json beside the sample.

    python3.7 legacy_samples/record.py [NAME...]

NAME is a sample's file name without .py or .ipynb (the cells of a notebook run in their order); without a name all
samples are recorded. Needs Python 3.7 with
tensorflow==1.15.5, a CPU and a POSIX system. Random draws come from _injection/sitecustomize.py. Each sample runs
`--runs` times (3): a sample whose output or final variables move between the runs is refused.

A record holds the lines of stdout, the exit status, the type and the text of the exception that ended the program
(null when there was none), the summaries in the event files that it wrote, and the final values of the variables of
the session that was used last. `still_running` is true for a program that had not ended after `--limit` seconds and
was stopped. Variables of more than 400 numbers are kept as sums and 16 evenly spaced values.
"""

import argparse
import importlib.util
import json
import os
import platform
import runpy
import shutil
import signal
import sys
import tempfile
import time
import traceback

HERE = os.path.dirname(os.path.abspath(__file__))
FOLDERS = ("seeds", "idioms", "notebooks")
SUFFIXES = (".py", ".ipynb")
NOTEBOOKS = os.path.join(os.path.dirname(HERE), "migrate", "verifying", "tf1recorder", "notebooks.py")
WHOLE_VARIABLE = 400


def sample_paths(names=()):
    """Paths of the named samples (all without names), sorted; KeyError for an unknown name."""
    found = {}
    for folder in FOLDERS:
        for file in sorted(os.listdir(os.path.join(HERE, folder))):
            name, suffix = os.path.splitext(file)
            if suffix in SUFFIXES and not name.endswith((".migrated", ".fit")):
                found[name] = os.path.join(HERE, folder, file)
    return [found[name] for name in names or found]


def load_injection():
    return load_module("random_injection", os.path.join(HERE, "_injection", "sitecustomize.py"))


def load_module(name, path):
    spec = importlib.util.spec_from_file_location(name, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def script_of(path, folder):
    """The path of what is to be run: of a notebook it is a script with its cells, in `folder`."""
    if not path.endswith(".ipynb"):
        return path
    notebooks = load_module("notebooks", NOTEBOOKS)
    copy = os.path.join(folder, os.path.basename(path))
    shutil.copyfile(path, copy)
    return notebooks.script_beside(copy)


class LastSession:
    """Watches sessions, and reads the variables of the one used last: before it closes, or at the end."""

    def __init__(self, session_class):
        self.session = None
        self.variables = {}
        self._run = session_class.run
        close, watcher = session_class.close, self

        def watched_run(session, *args, **kwargs):
            watcher.session = session
            return watcher._run(session, *args, **kwargs)

        def watched_close(session):
            if session is watcher.session:
                watcher.read()
                watcher.session = None
            return close(session)

        session_class.run = watched_run
        session_class.close = watched_close

    def read(self):
        if self.session is None:
            return
        import tensorflow as tf

        self.variables = {}
        with self.session.graph.as_default():
            variables = tf.compat.v1.global_variables()
        for variable in variables:
            try:
                value = self._run(self.session, variable)
            except (tf.errors.FailedPreconditionError, tf.errors.NotFoundError):
                continue  # never initialized
            self.variables[variable.name] = describe(value)


def describe(value):
    """dtype, shape and values (or sums and a few values) of one variable, ready for JSON."""
    import numpy as np

    value = np.asarray(value)
    entry = {"dtype": value.dtype.name, "shape": list(value.shape)}
    if value.dtype.kind not in "fiub":
        entry["values"] = [str(v) for v in value.reshape(-1)[:WHOLE_VARIABLE]]
        return entry
    flat = value.reshape(-1).astype(np.float64)
    if flat.size <= WHOLE_VARIABLE:
        entry["values"] = [rounded(v) for v in flat]
    else:
        entry["sum"] = rounded(flat.sum())
        entry["absolute_sum"] = rounded(np.abs(flat).sum())
        places = np.linspace(0, flat.size - 1, 16).astype(int)
        entry["some_values"] = {str(i): rounded(flat[i]) for i in places}
    return entry


def read_events(folder):
    """{folder of the event files: {tag: [[step, scalar or null], ...]}} below `folder`; null for histograms and images.

    Reads what either version wrote: TF 1 keeps a scalar in `simple_value`, TF 2 in a tensor.
    """
    import tensorflow as tf

    found = {}
    for place, _, files in sorted(os.walk(folder)):
        for name in sorted(f for f in files if ".tfevents." in f):
            tags = found.setdefault(os.path.relpath(place, folder), {})
            for event in tf.compat.v1.train.summary_iterator(os.path.join(place, name)):
                for value in event.summary.value:
                    number = None
                    if value.WhichOneof("value") == "simple_value":
                        number = rounded(value.simple_value)
                    elif value.HasField("tensor") and not value.tensor.tensor_shape.dim:
                        number = rounded(tf.make_ndarray(value.tensor))
                    tags.setdefault(value.tag, []).append([event.step, number])
    return found


def rounded(number):
    """9 significant digits: all that a float32 holds."""
    return float(f"{number:.9g}")


def run_in_child(path, folder, injection, watch):
    """Never returns: becomes the program, writes stdout, stderr and result.json into `folder`."""
    for descriptor, name in ((1, "stdout"), (2, "stderr")):
        file = os.open(os.path.join(folder, name), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
        os.dup2(file, descriptor)
    work = os.path.join(folder, "work")
    os.mkdir(work)
    os.chdir(work)
    sys.argv = [os.path.basename(path)]
    sys.path.insert(0, os.path.dirname(path))
    injection.restart()
    result = {"exit": 0, "exception": None, "variables": {}}
    last = None
    if watch:
        from tensorflow.python.client import session as session_module

        last = LastSession(session_module.BaseSession)
    try:
        runpy.run_path(script_of(path, folder), run_name="__main__")
    except SystemExit as end:
        result["exit"] = end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException as error:
        traceback.print_exc()
        result.update(exit=1, exception=[type(error).__name__, str(error).split("\n")[0][:200]])
    try:
        if last:
            last.read()
            result["variables"] = last.variables
        result["events"] = read_events(work)
        with open(os.path.join(folder, "result.json"), "w") as file:
            json.dump(result, file)
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(0)


def run_once(path, injection, limit, watch=True):
    """One run of one sample: the record without the versions; variables only with `watch`."""
    folder = tempfile.mkdtemp(prefix="record-")
    try:
        sys.stdout.flush()
        pid = os.fork()
        if pid == 0:
            run_in_child(path, folder, injection, watch)
        deadline = time.time() + limit
        ended = 0
        while not ended and time.time() < deadline:
            ended, _ = os.waitpid(pid, os.WNOHANG)
            time.sleep(0.02)
        result = {"exit": None, "exception": None, "events": {}, "variables": {}}
        if not ended:
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
        elif os.path.exists(os.path.join(folder, "result.json")):
            with open(os.path.join(folder, "result.json")) as file:
                result = json.load(file)
        with open(os.path.join(folder, "stdout")) as file:
            result["stdout"] = file.read().splitlines()
        with open(os.path.join(folder, "stderr")) as file:
            result["stderr"] = file.read()
        result["still_running"] = not ended
        return result
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def differences(first, second):
    """What moved between two runs of one sample."""
    parts = [key for key in ("stdout", "exit", "exception", "events") if first[key] != second[key]]
    for name in sorted(set(first["variables"]) | set(second["variables"])):
        if first["variables"].get(name) != second["variables"].get(name):
            parts.append(name)
    return parts


def write_record(path, record):
    """One line of output and one variable per line, so that a changed record is a readable diff."""
    variables = record.pop("variables")
    events = record.pop("events")
    head = json.dumps(record, indent=1)[:-2]
    if events:
        head += ',\n "events": ' + json.dumps(events, sort_keys=True)
    lines = [f"  {json.dumps(name)}: {json.dumps(variables[name])}" for name in sorted(variables)]
    text = head + ',\n "variables": {' + ("\n" + ",\n".join(lines) + "\n }" if lines else "}") + "\n}\n"
    json.loads(text)
    with open(path, "w") as file:
        file.write(text)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("names", nargs="*", metavar="NAME")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--limit", type=float, default=60, help="seconds a run may take")
    options = parser.parse_args()

    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    os.environ["CUDA_VISIBLE_DEVICES"] = "-1"
    injection = load_injection()
    injection.install()
    import numpy
    import tensorflow as tf
    import tensorflow.keras  # noqa: F401  imported once here, then shared by all children

    if not tf.__version__.startswith("1.15."):
        parser.error(f"this records TensorFlow 1.15.5, found {tf.__version__}")
    versions = {"tensorflow": tf.__version__, "numpy": numpy.__version__, "python": platform.python_version()}

    refused = 0
    for path in sample_paths(options.names):
        name = os.path.splitext(os.path.basename(path))[0]
        with open(path) as file:
            endless = "\n# record: endless\n" in file.read()
        limit = 15 if endless else options.limit
        first = run_once(path, injection, limit)
        others = [] if first["still_running"] else [run_once(path, injection, limit) for _ in range(options.runs - 1)]
        moved = sorted({part for other in others for part in differences(first, other)})
        if moved:
            refused += 1
            print(f"MOVES {name}: {', '.join(moved)}")
            continue
        if first["still_running"] and not endless:
            refused += 1
            print(f"STOPPED {name} after {limit:g} s")
            continue
        stderr = first.pop("stderr")
        if first["exit"] != 0 and not endless:
            print(f"  {name} ends with {first['exit']}: {first['exception'] or stderr[-300:]}")
        record = dict(versions)
        record.update(
            (key, first[key]) for key in ("exit", "exception", "still_running", "stdout", "events", "variables")
        )
        write_record(os.path.splitext(path)[0] + ".expected.json", record)
        print(f"recorded {name}: {len(record['stdout'])} lines, {len(first['variables'])} variables")
    return 1 if refused else 0


if __name__ == "__main__":
    sys.exit(main())

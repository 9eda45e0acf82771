"""The command: one process imports TensorFlow, and each recording is made in a fork of it.

    python tf1recorder --out recording.zip [--float64] [--steps N] -- train.py arguments...

With --serve it reads requests from stdin instead, one JSON object a line, and answers each with one.
"""

import argparse
import importlib
import json
import os
import platform
import runpy
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import traceback
import zipfile

import numpy as np

FORMAT = 1
LARGE_FILE = 64 << 20
_LEFT_OUT = (".git", ".migrate", "__pycache__", ".venv", "node_modules")


def main(argv=None):
    options = _options(sys.argv[1:] if argv is None else argv)
    if not hasattr(os, "fork"):
        print("recording needs a POSIX system", file=sys.stderr)
        return 2
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    if options.device == "cpu":
        os.environ["CUDA_VISIBLE_DEVICES"] = "-1"
    else:
        os.environ["TF_DETERMINISTIC_OPS"] = "1"
        os.environ["TF_CUDNN_DETERMINISTIC"] = "1"
    answers = None
    if options.serve:
        answers = os.fdopen(os.dup(1), "w")
        os.dup2(2, 1)  # what an import prints must not end between the answers
    if options.compat:
        os.environ.setdefault("TF_USE_LEGACY_KERAS", "1")
    importlib.import_module("tensorflow")
    for module in ("session", "optimizer"):  # loaded once, for all forks
        place = {"session": "client", "optimizer": "training"}[module]
        importlib.import_module("tensorflow.python.%s.%s" % (place, module))
    for module in options.preload.split(",") if options.preload else ():
        try:
            importlib.import_module(module)
        except ImportError:  # the program will tell, if it needs it
            continue
    if options.serve:
        return _serve(options, answers)
    return _record(options)


def _options(argv):
    parser = argparse.ArgumentParser(prog="tf1recorder", description="Records what a TensorFlow program computes.")
    parser.add_argument("--out", help="the recording, a .zip file")
    parser.add_argument("--tree", help="folder of the program; it runs in a copy (default: the current folder)")
    parser.add_argument("--inside", default=".", help="folder in the tree from which the program is started")
    parser.add_argument("--in-place", action="store_true", help="run in the folder itself, not in a copy")
    parser.add_argument("--float64", action="store_true", help="record a second run in which float32 means float64")
    parser.add_argument("--noise", action="store_true", help="record each run again with one number moved by one ulp")
    parser.add_argument("--steps", type=int, help="end after this many updates")
    parser.add_argument("--deadline", type=float, default=600.0, help="seconds that one run may take")
    parser.add_argument("--memory", type=int, help="MiB that the program may hold")
    parser.add_argument("--device", choices=("cpu", "gpu"), default="cpu")
    parser.add_argument("--compat", metavar="DIR", help="run as `python -m compat run` would; DIR holds the package")
    parser.add_argument("--preload", default="", help=argparse.SUPPRESS)
    parser.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("program", nargs=argparse.REMAINDER, help="-- script.py arguments...")
    options = parser.parse_args(argv)
    if options.program[:1] == ["--"]:
        del options.program[0]
    if not options.serve and not (options.program and options.out):
        parser.error("a program and --out are needed")
    options.tree = os.path.realpath(options.tree or os.getcwd())
    return options


def _record(options):
    folder = tempfile.mkdtemp(prefix="tf1recorder-")
    passes = [{"name": "float32"}]
    if options.float64:
        passes.append({"name": "float64", "precision": "float64"})
    if options.noise:
        passes.append({"name": "noise", "disturb": True, "threads": 1})
    if options.noise and options.float64:
        passes.append({"name": "noise64", "disturb": True, "threads": 1, "precision": "float64"})
    try:
        for request in passes:
            result = run_pass(options, request, os.path.join(folder, request["name"]), echo=request is passes[0])
            print("%s: %s, %d updates" % (request["name"], result["ended"], result.get("updates", 0)), file=sys.stderr)
        with zipfile.ZipFile(options.out, "w", zipfile.ZIP_DEFLATED) as archive:
            for place, _, files in sorted(os.walk(folder)):
                for name in sorted(files):
                    path = os.path.join(place, name)
                    archive.write(path, os.path.relpath(path, folder))
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return 0


def _serve(options, answers):
    answers.write("ready\n")
    answers.flush()
    for line in sys.stdin:
        request = json.loads(line)
        for name in ("tree", "inside", "program", "steps"):
            setattr(options, name, request[name])
        answer = run_pass(options, request, request["folder"])
        answers.write(json.dumps(answer) + "\n")
        answers.flush()
    return 0


# ---------------------------------------------------------------------- one pass


def run_pass(options, request, folder, echo=False):
    """Runs the program once in a fork, into `folder`; gives its meta data."""
    os.makedirs(folder)
    tree = options.tree
    if not options.in_place:
        tree = os.path.join(tempfile.mkdtemp(prefix="tf1recorder-"), os.path.basename(options.tree) or "tree")
        copy_tree(options.tree, tree)
    started = time.time()
    sys.stdout.flush()
    sys.stderr.flush()
    pid = os.fork()
    if pid == 0:
        _become(options, request, folder, tree)
    ended = _watch(pid, options, folder, started, echo)
    meta = {"ended": ended, "updates": 0}
    path = os.path.join(folder, "meta.json")
    if os.path.exists(path):
        with open(path) as file:
            meta = json.load(file)
    else:
        meta.update(_versions(options, request))
    if ended in ("deadline", "memory", "crash"):
        meta["ended"] = ended
    meta.update(name=request["name"], seconds=time.time() - started, format=FORMAT)
    with open(path, "w") as file:
        json.dump(meta, file)
    if not options.in_place:
        shutil.rmtree(os.path.dirname(tree), ignore_errors=True)
    return meta


def copy_tree(source, target):
    """A copy of a folder; files above 64 MiB become links, since data is read and not written."""
    os.makedirs(target)
    for entry in os.scandir(source):
        to = os.path.join(target, entry.name)
        if entry.name in _LEFT_OUT:
            continue
        if entry.is_symlink():
            os.symlink(os.path.realpath(entry.path), to)
        elif entry.is_dir():
            copy_tree(entry.path, to)
        elif entry.is_file():
            if entry.stat().st_size > LARGE_FILE:
                os.symlink(os.path.realpath(entry.path), to)
            else:
                shutil.copy2(entry.path, to)


def _watch(pid, options, folder, started, echo):
    """Waits for the program; "exit", "deadline", "memory" or "crash"."""
    shown = 0
    pause = 0.005
    while True:
        done, status = os.waitpid(pid, os.WNOHANG)
        if echo:
            shown = _pass_on(os.path.join(folder, "stdout"), shown)
        if done:
            return "exit" if os.path.exists(os.path.join(folder, "meta.json")) else "crash"
        reason = None
        if time.time() - started > options.deadline:
            reason = "deadline"
        elif options.memory and _resident(pid) > options.memory << 20:
            reason = "memory"
        if reason:
            try:
                os.killpg(pid, signal.SIGKILL)
            except OSError:
                os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
            return reason
        time.sleep(pause)
        pause = min(pause * 1.5, 0.1)


def _pass_on(path, shown):
    try:
        with open(path, "rb") as file:
            file.seek(shown)
            data = file.read()
    except OSError:
        return shown
    sys.stdout.buffer.write(data)
    sys.stdout.flush()
    return shown + len(data)


def _resident(pid):
    try:
        with open("/proc/%d/statm" % pid) as file:
            return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, IndexError):
        return 0


def _become(options, request, folder, tree):
    """Never returns: the fork becomes the program."""
    code = 1
    try:
        os.setpgid(0, 0)
        for descriptor, name in ((1, "stdout"), (2, "stderr")):
            file = os.open(os.path.join(folder, name), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
            os.dup2(file, descriptor)
            os.close(file)
        null = os.open(os.devnull, os.O_RDONLY)
        os.dup2(null, 0)
        code = _run(options, request, folder, tree)
    except BaseException:
        traceback.print_exc()
    finally:
        try:
            sys.stdout.flush()
            sys.stderr.flush()
        finally:
            os._exit(code)


def _run(options, request, folder, tree):
    from tf1recorder import draws, hooks, keeping, notebooks, outputs, sites
    from tf1recorder.functions import Functions
    from tf1recorder.keras_training import KerasTraining
    from tf1recorder.sessions import Sessions
    from tf1recorder.timeline import Done, Timeline

    script, arguments = options.program[0], options.program[1:]
    if int(np.__version__.split(".")[0]) >= 2:
        np.set_printoptions(legacy="1.21")  # lists of scalars are printed as numpy 1 did
    if request.get("threads"):
        os.environ["TF_NUM_INTRAOP_THREADS"] = str(request["threads"])
    sites.set_root(tree)
    os.chdir(os.path.join(tree, options.inside))
    if notebooks.is_notebook(script):
        script = notebooks.script_beside(script)
    timeline = Timeline(folder, options.steps)
    _determinism(options)
    hooks.install()
    draws.install(timeline)
    double = None
    if request.get("precision") == "float64":
        from tf1recorder import double, literals

        double.install()
        literals.install()
    inject = _arrays(request.get("inject"))
    kept = keeping.Graphs(folder) if request["name"] == "float32" else None
    sessions = Sessions(timeline, double, inject, request.get("disturb", False), kept)
    sessions.install()
    functions = None
    tf = sys.modules["tensorflow"]
    if int(tf.__version__.split(".")[0]) >= 2:
        functions = Functions(timeline, sessions.optimizers, inject, kept)
        functions.install()
        hooks.after_import(functions.keras_variable, "keras.src.backend.tensorflow.core")
        hooks.after_import(functions.keras_optimizer, "keras.src.optimizers.base_optimizer")
    KerasTraining(timeline, functions).install()
    before = outputs.snapshot(tree)
    draws.restart()
    result = {"exit": 0, "exception": None, "ended": "exit"}
    try:
        if options.compat:
            sys.path.append(options.compat)
            sites.add_library(os.path.join(options.compat, "compat"))
            from compat import running

            running.run_script(os.path.abspath(script), arguments)
        else:
            if options.compat is None and request.get("beside"):
                sys.path.append(request["beside"])
                sites.add_library(os.path.join(request["beside"], "compat"))
            path = os.path.abspath(script)
            sys.argv = [script] + arguments
            sys.path.insert(0, os.path.dirname(path))
            runpy.run_path(path, run_name="__main__")
    except Done:
        result["ended"] = "steps"
    except SystemExit as end:
        result["exit"] = end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException as error:
        traceback.print_exc()
        last = traceback.extract_tb(error.__traceback__)
        where = [frame for frame in last if sites.is_user_file(frame.filename)]
        result.update(exit=1, exception=[type(error).__name__, str(error).split("\n")[0][:300]])
        own = last and os.path.dirname(os.path.abspath(last[-1].filename)) == os.path.dirname(os.path.abspath(__file__))
        if own and not timeline.from_tensorflow(error):
            result["recorder"] = True  # an error of our own, not of the program
        if where:
            result["where"] = "%s:%d" % (os.path.relpath(os.path.realpath(where[-1].filename), tree), where[-1].lineno)
    sys.stdout.flush()
    with timeline.working:
        if functions is not None:
            functions.finish()
        sessions.finish()
        result.update(_versions(options, request))
        if functions is not None and functions.variables:
            functions.refresh()
        with open(os.path.join(folder, "files.json"), "w") as file:
            json.dump(outputs.written(tree, before), file)
        timeline.finish(result)
    return 0


def _determinism(options):
    if options.device != "gpu":
        return
    tf = sys.modules["tensorflow"]
    try:
        tf.config.experimental.enable_tensor_float_32_execution(False)
        tf.config.experimental.enable_op_determinism()
    except AttributeError:  # TensorFlow 1.15 has environment variables only
        pass


def _arrays(path):
    if not path:
        return {}
    with np.load(path) as file:
        names = json.loads(str(file["_names"]))
        return {name: file["a%d" % number] for number, name in enumerate(names)}


def _versions(options, request):
    tf = sys.modules["tensorflow"]
    device, driver = "cpu", None
    if options.device == "gpu":
        device, driver = _gpu(tf)
    return {
        "tensorflow": getattr(tf, "__version__", "?"),
        "python": platform.python_version(),
        "numpy": np.__version__,
        "precision": request.get("precision", "float32"),
        "device": device,
        "driver": driver,
        "cpu_seconds": time.process_time(),
    }


def _gpu(tf):
    """Name and driver of the first GPU that TensorFlow uses, ("cpu", None) where it sees none."""
    try:
        found = tf.config.experimental.list_physical_devices("GPU")
    except AttributeError:
        found = []
    if not found:
        return "cpu", None
    try:
        line = subprocess.check_output(
            ["nvidia-smi", "--query-gpu=name,driver_version", "--format=csv,noheader"], universal_newlines=True
        )
        name, driver = line.splitlines()[0].split(", ")
        return name, driver
    except (OSError, ValueError, IndexError, subprocess.CalledProcessError):
        return "gpu", None

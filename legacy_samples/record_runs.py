"""Records every run, batch and variable of each sample on real TensorFlow 1.15.5: recordings/NAME.zip.

    python3.7 legacy_samples/record_runs.py [NAME...]

NAME is a sample's file name without .py; without a name all samples are recorded. Needs Python 3.7 with
tensorflow==1.15.5, a CPU and a POSIX system. The recorder is the one of `migrate record`: in float32, in float64, and
both once more with one number of each variable moved by one unit in the last place. verify.py compares with these files
what `migrate` makes of the samples, so that nobody needs TensorFlow 1.15 for that.

The files are kept small: numbers of float32 runs have nine digits and those of float64 runs fourteen, arrays are the
initial values alone.
"""

import argparse
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile

HERE = os.path.dirname(os.path.abspath(__file__))
RECORDER = os.path.join(os.path.dirname(HERE), "migrate", "verifying", "tf1recorder")
FOLDER = os.path.join(HERE, "recordings")
PASSES = (
    {"name": "float32"},
    {"name": "float64", "precision": "float64"},
    {"name": "noise", "disturb": True, "threads": 1},
    {"name": "noise64", "disturb": True, "threads": 1, "precision": "float64"},
)
DIGITS = {"float32": 9, "float64": 14, "noise": 9, "noise64": 14}
# Of a run, what differs from machine to machine and says nothing about the program.
MEASURED = ("cpu_seconds", "driver")
EVENT_FILE = re.compile(r"(events\.out\.tfevents)\.\d+\.[^/]*")


class Recorder:
    """A process that has imported TensorFlow 1.15, and forks for each run."""

    def __init__(self, deadline):
        command = [sys.executable, RECORDER, "--serve", "--deadline", str(deadline), "--preload", "tensorflow.keras"]
        environment = dict(os.environ, TF_CPP_MIN_LOG_LEVEL="3", PYTHONHASHSEED="0", MPLBACKEND="Agg")
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment)
        self.process.stdout.readline()

    def run(self, sample, request, folder):
        """One run into `folder`, which must not exist; gives its meta data."""
        tree = tempfile.mkdtemp(prefix="record-")
        try:
            shutil.copy(sample, tree)
            program = [os.path.basename(sample)]
            message = dict(request, folder=folder, tree=tree, inside=".", program=program, steps=None)
            self.process.stdin.write(json.dumps(message).encode("utf-8") + b"\n")
            self.process.stdin.flush()
            return json.loads(self.process.stdout.readline().decode("utf-8"))
        finally:
            shutil.rmtree(tree)

    def stop(self):
        self.process.stdin.close()
        self.process.wait()


def record(recorder, sample, target):
    """All runs of one sample into the file `target`; one line that says how they ended."""
    folder = tempfile.mkdtemp(prefix="record-")
    try:
        ends = []
        for request in PASSES:
            meta = recorder.run(sample, request, os.path.join(folder, request["name"]))
            ends.append(meta["ended"] if not meta.get("exception") else meta["exception"][0])
            if ends[-1] not in ("exit", "steps"):
                break  # the others would end in the same way
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in sorted(compact(folder, sample)):
                # The same content makes the same file: no time of writing.
                entry = zipfile.ZipInfo(name)
                entry.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(entry, data)
        return ", ".join(ends)
    finally:
        shutil.rmtree(folder)


def compact(folder, sample):
    """(name, bytes) of what is kept of a recording of the program `sample`; its hash tells which text was recorded."""
    with open(sample, "rb") as source:
        program = hashlib.sha256(source.read()).hexdigest()
    for place, _, files in os.walk(folder):
        for file in files:
            path = os.path.join(place, file)
            name = os.path.relpath(path, folder).replace(os.sep, "/")
            run = name.split("/")[0]
            with open(path, "rb") as source:
                data = source.read()
            if file == "stderr" or (file.endswith(".npz") and not (run == "float32" and file.startswith("initial"))):
                continue
            if file == "events.jsonl":
                lines = data.decode("utf-8").split("\n")
                events = [without_trace(json.loads(line)) for line in lines if line]
                data = "\n".join(short(event, DIGITS[run]) for event in events).encode("utf-8")
            elif file == "meta.json":
                meta = json.loads(data.decode("utf-8"))
                ended = meta["ended"] == "deadline"
                meta = {key: value for key, value in meta.items() if key not in MEASURED}
                meta["seconds"] = round(meta["seconds"]) if ended else 0
                meta["program"] = program
                data = short(meta, 17).encode("utf-8")
            elif file == "files.json":
                entries = json.loads(data.decode("utf-8"))
                for entry in entries:
                    entry["name"] = EVENT_FILE.sub(r"\1", entry["name"])
                data = short(entries, DIGITS[run]).encode("utf-8")
            elif file.endswith(".json"):
                data = short(json.loads(data.decode("utf-8")), 17).encode("utf-8")
            yield name, data


def without_trace(event):
    """An event without the lines of this machine's files that TensorFlow 1.15 adds to the text of an error."""
    if event["kind"] == "error" and "[[node" in event["text"]:
        event["text"] = event["text"].split("\n")[0]
    return event


def short(value, digits):
    """JSON without spaces; numbers that are not whole have so many digits."""
    return json.dumps(rounded(value, digits), separators=(",", ":"))


def rounded(value, digits):
    if isinstance(value, dict):
        return {key: rounded(item, digits) for key, item in value.items()}
    if isinstance(value, list):
        return [rounded(item, digits) for item in value]
    if isinstance(value, float) and not value.is_integer():
        return float(f"{value:.{digits}g}")
    return value


def sample_paths(names):
    sys.path.insert(0, HERE)
    from record import sample_paths

    return sample_paths(names)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("names", nargs="*", metavar="NAME")
    parser.add_argument("--deadline", type=float, default=300, help="seconds a run may take")
    options = parser.parse_args()
    if not os.path.isdir(FOLDER):
        os.mkdir(FOLDER)
    recorders = {}
    try:
        for path in sample_paths(options.names):
            name = os.path.splitext(os.path.basename(path))[0]
            with open(path) as file:
                deadline = 10 if "\n# record: endless\n" in file.read() else options.deadline
            if deadline not in recorders:
                recorders[deadline] = Recorder(deadline)
            target = os.path.join(FOLDER, name + ".zip")
            ends = record(recorders[deadline], path, target)
            print(f"{name}: {ends}, {os.path.getsize(target)} bytes", flush=True)
    finally:
        for recorder in recorders.values():
            recorder.stop()


if __name__ == "__main__":
    main()

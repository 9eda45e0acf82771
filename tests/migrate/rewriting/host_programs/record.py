"""Records what TF 1.15.5 prints and writes for the programs beside: `python record.py`, in Python 3.7.

`savers.py` is run twice in one folder; the checkpoints of its first run are kept in `model/`.
"""

import glob
import json
import os
import shutil
import subprocess
import sys
import tempfile

import tensorflow as tf

HERE = os.path.dirname(os.path.abspath(__file__))
RUNS = {"summaries": [[]], "savers": [[], []], "flags": [["--max_steps=6", "--verbose"]]}


def events(folder):
    """(writer's folder, step, tag, value) of everything in the event files below a folder."""
    rows = []
    for path in sorted(glob.glob(os.path.join(folder, "**", "*tfevents*"), recursive=True)):
        where = os.path.relpath(os.path.dirname(path), folder)
        for event in tf.compat.v1.train.summary_iterator(path):
            for value in event.summary.value:
                if value.HasField("histo"):
                    number = [value.histo.sum, value.histo.num, list(value.histo.bucket)]
                elif value.HasField("image"):
                    number = [value.image.height, value.image.width]
                else:
                    number = value.simple_value
                rows.append([where, event.step, value.tag, number])
    return rows


def main():
    recorded = {}
    for name, runs in RUNS.items():
        folder = tempfile.mkdtemp()
        printed = []
        for number, arguments in enumerate(runs):
            command = [sys.executable, os.path.join(HERE, name + ".py")] + arguments
            printed.append(subprocess.check_output(command, cwd=folder, universal_newlines=True))
            if name == "savers" and number == 0:
                kept = os.path.join(HERE, "model")
                shutil.rmtree(kept, ignore_errors=True)
                shutil.copytree(os.path.join(folder, "model"), kept, ignore=shutil.ignore_patterns("*.meta"))
        recorded[name] = {"printed": printed, "events": events(folder)}
    with open(os.path.join(HERE, "recorded.json"), "w") as file:
        json.dump(recorded, file, indent=1)
        file.write("\n")


if __name__ == "__main__":
    main()

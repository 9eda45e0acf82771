"""Runs programs on TensorFlow 2 in forks of one process that has imported it: half a second a program instead of six.

The arguments name what it imports. Speaks JSON lines: {"run": path, "limit": seconds} is answered by the result that
legacy_samples/record.py describes, {"events": folder} by the summaries in its event files. The parent never uses
TensorFlow, so that no thread or device of TensorFlow exists when it forks.
"""

from __future__ import annotations

import importlib
import json
import os
import sys
import traceback

from legacy_samples import record


def main() -> None:
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # what an import prints must not end between the answers
    injection = record.load_injection()
    injection.install()
    for module in sys.argv[1:]:
        importlib.import_module(module)
    for line in sys.stdin:
        request = json.loads(line)
        if "run" in request:
            answer = record.run_once(request["run"], injection, request["limit"], watch=False)
        else:
            answer = _events_in_child(request["events"])
        answers.write(json.dumps(answer) + "\n")
        answers.flush()


def _events_in_child(folder: str) -> dict:
    reader, writer = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            os.close(reader)
            with os.fdopen(writer, "w") as out:
                json.dump(record.read_events(folder), out)
            os._exit(0)
        except BaseException:
            traceback.print_exc()
            os._exit(1)
    os.close(writer)
    with os.fdopen(reader) as source:
        text = source.read()
    os.waitpid(pid, 0)
    return json.loads(text) if text else {"error": "the event files cannot be read"}


if __name__ == "__main__":
    main()

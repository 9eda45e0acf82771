"""Imports TensorFlow and Keras once and forks a process for each scenario; no op ever runs in this process."""

import json
import os
import sys


def child(job):
    os.setsid()
    out = os.open(os.path.join(job["folder"], "out"), os.O_WRONLY)
    err = os.open(os.path.join(job["folder"], "err"), os.O_WRONLY | os.O_CREAT)
    os.dup2(out, 1)
    os.dup2(err, 2)
    os.close(out)
    os.close(err)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.environ.update(job["env"])
    os.chdir(job["folder"])
    sys.stdout = open(1, "w", encoding="utf-8", closefd=False)
    sys.stderr = open(2, "w", encoding="utf-8", buffering=1, closefd=False)
    sys.argv = [job["script"], *job["args"]]
    sys.path[0] = job["folder"]
    import runpy

    runpy.run_path(job["script"], run_name="__main__")


def serve():
    answers = os.fdopen(os.dup(1), "w")
    jobs = os.fdopen(os.dup(0))
    import keras  # noqa: F401
    import tensorflow  # noqa: F401

    answers.write("ready\n")
    answers.flush()
    while True:
        line = jobs.readline()
        if not line:
            os._exit(0)
        pid = os.fork()
        if pid == 0:
            return json.loads(line)
        answers.write(json.dumps({"pid": pid}) + "\n")
        answers.flush()
        _, status = os.waitpid(pid, 0)
        answers.write(json.dumps({"rc": os.waitstatus_to_exitcode(status)}) + "\n")
        answers.flush()


if __name__ == "__main__":
    # the child runs its scenario at the top level, as a script would, and ends as a script does
    child(serve())

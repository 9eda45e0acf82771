"""A stand-in for `migrate.engine`, steered by words in the sources, for tests of everything around it.

It renames `tf.log` to `tf.math.log`. A source may hold: `BOOM` (the engine raises), `DIE` (the process dies),
`BROKEN` (a result that does not parse), `KEEP` (a compat program), `PERSON` (by hand), `SNOWMAN` (a text that latin-1
lacks), `HELPER` (asks for a new module), `DEEP` (recursion without end). Sources that hold the same `# group NAME`
belong together.
"""

from __future__ import annotations

import os
import re
import signal

from migrate.engine import FileResult, GroupResult, ProgramResult
from migrate.findings import Finding

HELPER_TEXT = "def helper():\n    return 1\n"


def uses_tensorflow(data):
    return b"tensorflow" in data or b"keras" in data


def group(files):
    groups = {}
    for file in files:
        match = re.search(r"# group (\w+)", file.text)
        groups.setdefault(match[1] if match else file.name, []).append(file)
    return list(groups.values())


def migrate_group(files, options):
    result = GroupResult()
    for file in files:
        result.files += _migrate(file)
    first = files[0]
    form, reason = "native", None
    if any("KEEP" in file.text for file in files):
        form, reason = "compat", _finding("TF201", first, "KEEP", "cannot be certain")
        result.files[0].findings.append(reason)
    if any("PERSON" in file.text for file in files):
        form, reason = "by hand", _finding("TF901", first, "PERSON", "nothing serves this")
        result.files[0].findings.append(reason)
    result.programs.append(ProgramResult(first.name, form, reason))
    return result


def _migrate(file):
    if "BOOM" in file.text:
        raise KeyError("boom\nand more")
    if "DIE" in file.text:
        os.kill(os.getpid(), signal.SIGKILL)
    if "DEEP" in file.text:
        _deep()
    text = file.text.replace("tf.log", "tf.math.log").replace("SNOWMAN", "\u2603")
    if "BROKEN" in file.text:
        text = "def ("
    findings = [
        Finding("TF102", file.name, number, line.index("tf.log") + 1, "tf.log becomes tf.math.log", True)
        for number, line in enumerate(file.text.split("\n"), 1)
        if "tf.log" in line
    ]
    results = [FileResult(file.name, None if text == file.text else text, findings)]
    if "HELPER" in file.text:
        results.append(FileResult("helper_module.py", HELPER_TEXT))
    return results


def _deep():
    return _deep()


def _finding(code, file, word, message):
    line = next(n for n, text in enumerate(file.text.split("\n"), 1) if word in text)
    return Finding(code, file.name, line, 1, message)

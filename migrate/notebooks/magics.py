"""Lines that only IPython understands: they become Python that does nothing, and come back from it.

`%matplotlib inline` is a `pass` with the line in a comment; `files = !ls` assigns a call that nobody knows; the
statement of `%time f(x)` is part of the program, and that of `%timeit f(x)` the body of a loop.
"""

from __future__ import annotations

import ast
import re
import warnings

MASK = "# %% IPython: "
_LINE = re.compile(r"^(\s*)pass  # %% IPython: (.*)$")
_WHOLE_LINE = re.compile(r"^\s*pass  # %% IPython line: (.*)$")
_ASSIGNED = "get_ipython()  # %% IPython: "
_ONCE = re.compile(r"^(\s*)(.*)  # %% IPython once: (%.*)$")
_REPEATED = re.compile(r"^(\s*)for _ in get_ipython\(\): (.*)  # %% IPython loop: (%.*)$")
_ANY = re.compile(r"  # %% IPython(?: line| once| loop)?: ([^\n]*)")

_MAGIC = re.compile(r"^(\s*)([%!?].*|[\w.]+(?:\[[^\]]*\])?\?\??\s*)$")
_ASSIGNMENT = re.compile(r"^(\s*[\w., ()\[\]]+=\s*)([!%](?!=).*)$")
_TIME = re.compile(r"^(%time\s+)(\S.*)$")
_TIMEIT = re.compile(r"^(%timeit\s+(?:-(?:[nrp]\s*\d+|[tcqov]+)\s+)*)([^\s-].*)$")
_PYTHON_CELL = re.compile(r"^%%(?:time|capture)\b")
_TENSORFLOW_1 = re.compile(
    r"^%tensorflow_version\s+1|\binstall\b.*\btensorflow(?:[-_]gpu)?\s*['\"]?\s*(?:(?:==|~=|<=?)\s*1\b|<\s*2\b)"
)
# IPython takes these words for magics without the `%` where the line is no Python
_AUTOMATIC = re.compile(r"^(?:cat|cd|conda|cp|ls|ll|mkdir|mv|pip|rm|rmdir)(?:\s+[^=\s].*)?$")

# Magics that neither run Python of the notebook nor give it names.
_HARMLESS = frozenset(
    "alias alias_magic aimport autoreload autosave bookmark cat cd clear colors conda config connect_info cp dirs "
    "doctest_mode env gui hist history html javascript js killbgscripts latex ldir less lf lk ll load_ext logoff logon "
    "logstart logstate logstop ls lsmagic lx magic man markdown matplotlib mkdir more mv notebook page pdb pdef pdoc "
    "pfile pinfo pinfo2 pip popd pprint precision profile psearch psource pushd pwd pycat pylint qtconsole quickref "
    "reload_ext rep rm rmdir save set_env svg sx system tensorboard tensorflow_version unalias unload_ext "
    "watermark who who_ls whos xmode".split()
)
_HARMLESS_CELLS = frozenset(
    "! bash bigquery capture cmd file html HTML javascript js latex markdown perl pypy python python2 python3 ruby "
    "script sh svg SVG sql sx system time writefile".split()
)


def mask(code: str) -> list[str]:
    """The lines of a cell for Python's parser, as many as the cell has.

    IPython takes the indentation of the first line off all lines, and so does this.
    """
    lines = _without_indentation(code.split("\n"))
    code = "\n".join(lines)
    first = next((i for i, line in enumerate(lines) if line.strip()), 0)
    if lines[first].startswith("%%") and not _PYTHON_CELL.match(lines[first]):
        return [_whole(line) for line in lines]
    if _parses(code):
        return lines
    masked = _masked(lines, first, False)
    return masked if _parses("\n".join(masked)) else _masked(lines, first, True)


def unmask(code: str) -> str:
    """The cell's code with IPython's lines in it again."""
    return "\n".join(_unmasked(line) for line in code.split("\n")) if "# %% IPython" in code else code


def masks(code: str) -> list[str]:
    """The texts of IPython's lines in the masked code of a cell."""
    return _ANY.findall(code)


def torn(code: str) -> str | None:
    """The magic of a statement that no longer is one line; such a line would not run in IPython."""
    for line in code.split("\n"):
        match = _ONCE.match(line) or _REPEATED.match(line)
        if match and not _parses(match[2]):
            return match[3].split()[0]
    return None


def opaque(line: str) -> str | None:
    """The name of the magic in a line of masked code that may run Python unseen, or give names to the program."""
    found = _ANY.search(line)
    if found is None or _ONCE.match(line) or _REPEATED.match(line):
        return None
    text = found[1]
    if text.startswith("%%"):
        name = (text[2:].split() or [""])[0]
        return None if name in _HARMLESS_CELLS else f"%%{name}"
    match = re.match(r"^%\s*(\w+)\s*(.*)", text)
    if match is None or match[1] in _HARMLESS:
        return None
    return None if match[1] in ("time", "timeit") and not match[2] else f"%{match[1]}"


def only_magic(code: str) -> bool:
    """Whether a cell of masked code holds nothing that is Python."""
    return all(not line.strip() or _WHOLE_LINE.match(line) for line in code.split("\n"))


def begins_with_magic(code: str) -> bool:
    """Whether the first line of masked code is the magic of a whole cell, before which nothing may stand."""
    match = _WHOLE_LINE.match(code.lstrip("\n").split("\n")[0])
    return match is not None and match[1].startswith("%%")


def names_tensorflow_1(line: str) -> bool:
    """Whether a masked line installs TensorFlow 1 or selects it."""
    return _TENSORFLOW_1.search(line) is not None


def names(line: str) -> set[str]:
    """The names of the program that the shell reads in a masked line: `!ls {folder}` and `$folder`."""
    found = re.findall(r"(?<!\$)\$(\w+)", line)
    for expression in re.findall(r"\{([^{}]+)\}", line):
        found += re.findall(r"\b[A-Za-z_]\w*", expression)
    return set(found)


def _without_indentation(lines: list[str]) -> list[str]:
    first = next((line for line in lines if line.strip()), "")
    indent = first[: len(first) - len(first.lstrip())]
    return [line.removeprefix(indent) for line in lines]


def _whole(line: str) -> str:
    return f"pass  # %% IPython line: {line}"


def _masked(lines: list[str], first: int, automatic: bool) -> list[str]:
    masked: list[str] = []
    inside = _Inside()
    continued: str | None = None  # the indentation of a magic that goes on
    for number, line in enumerate(lines):
        if continued is not None:
            masked.append(f"{continued}pass  # %% IPython line: {line}")
            continued = continued if line.endswith("\\") else None
        elif inside.open:
            masked.append(line)
            inside.read(line)
        elif number == first and line.startswith("%%"):
            masked.append(_whole(line))
        elif (magic := _MAGIC.match(line)) or (automatic and _AUTOMATIC.match(line)):
            indent, text = (magic[1], magic[2]) if magic else ("", line)
            masked.append(_statement(indent, text))
            continued = indent if line.endswith("\\") else None
        elif assigned := _ASSIGNMENT.match(line):
            masked.append(f"{assigned[1]}{_ASSIGNED}{assigned[2]}")
        else:
            masked.append(line)
            inside.read(line)
    return masked


def _statement(indent: str, text: str) -> str:
    if (once := _TIME.match(text)) and _parses(once[2]):
        return f"{indent}{once[2]}  # %% IPython once: {once[1]}"
    if (loop := _TIMEIT.match(text)) and _parses(loop[2]):
        return f"{indent}for _ in get_ipython(): {loop[2]}  # %% IPython loop: {loop[1]}"
    return f"{indent}pass  {MASK}{text}"


def _unmasked(line: str) -> str:
    if match := _WHOLE_LINE.match(line):
        return match[1]
    if match := _LINE.match(line):
        return match[1] + match[2]
    if match := _REPEATED.match(line) or _ONCE.match(line):
        return match[1] + match[3] + match[2]
    return line.replace(_ASSIGNED, "") if _ASSIGNED in line else line


class _Inside:
    """Whether a line begins inside brackets, a string of three quotes or after a backslash."""

    _TOKEN = re.compile(r"'''|\"\"\"|'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"|#.*|[\[({]|[\])}]|\\$")

    def __init__(self) -> None:
        self.quotes = ""
        self.depth = 0
        self.continued = False

    @property
    def open(self) -> bool:
        return bool(self.quotes) or self.depth > 0 or self.continued

    def read(self, line: str) -> None:
        at, self.continued = 0, False
        while at < len(line):
            if self.quotes:
                end = re.compile(rf"(?:[^\\]|\\.)*?{self.quotes}").match(line, at)
                if end is None:
                    return
                self.quotes, at = "", end.end()
                continue
            match = self._TOKEN.search(line, at)
            if match is None:
                return
            token, at = match[0], match.end()
            if token in ("'''", '"""'):
                self.quotes = token
            elif token in ("(", "[", "{"):
                self.depth += 1
            elif token in (")", "]", "}"):
                self.depth = max(0, self.depth - 1)
            elif token == "\\":
                self.continued = True


def _parses(code: str) -> bool:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            ast.parse(code)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True

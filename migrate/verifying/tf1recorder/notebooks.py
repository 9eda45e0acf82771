"""The code cells of a notebook as a script: what Restart & Run All does, without Jupyter.

The value of a cell's last expression is printed, as the notebook would show it, numpy's scalars as Python's. Magics and
shell lines do nothing.
"""

import ast
import io
import json
import re
import tokenize

_DISPLAY = "__display__"
_PRELUDE = """def %s(value):
    def plain(part):
        if type(part) in (list, tuple):
            return type(part)(plain(inner) for inner in part)
        if type(part) is dict:
            return {key: plain(inner) for key, inner in part.items()}
        scalar = type(part).__module__ == "numpy" and getattr(part, "ndim", None) == 0
        return part.item() if scalar else part

    if value is not None:
        print(plain(value))
"""
_MAGIC = re.compile(r"^(\s*)(?:[%!?].*|[\w.]+\?\??\s*)$")
_ASSIGNED = re.compile(r"^(\s*[\w., ()\[\]]+=\s*)[!%](?!=).*$")
_TIMED = re.compile(r"^%time(?:it)?\s+(?:-\S+\s*\d*\s+)*(\S.*)$")
_FUTURE = re.compile(r"^from __future__ import [^\n]*", re.M)


def is_notebook(path):
    return path.endswith(".ipynb")


def script_beside(path):
    """Writes the script of a notebook beside it and gives its path: `train.ipynb` -> `train.ipynb.py`."""
    target = path + ".py"
    with io.open(path, encoding="utf-8") as file:
        text = script(file.read())
    with io.open(target, "w", encoding="utf-8") as file:
        file.write(text)
    return target


def script(json_text):
    """The source of a script that runs the cells in their order; `json_text` is the notebook (format 3 or 4)."""
    content = json.loads(json_text)
    sheets = content.get("worksheets")
    cells = content["cells"] if sheets is None else [cell for sheet in sheets for cell in sheet["cells"]]
    parts, future = [], []
    for number, cell in enumerate(cells, 1):
        if cell["cell_type"] != "code":
            continue
        source = cell["source"] if "source" in cell else cell["input"]
        code = source if isinstance(source, str) else "".join(source)
        code = _displayed(_plain(code))
        future += _FUTURE.findall(code)
        parts.append("# cell %d\n%s\n" % (number, _FUTURE.sub("pass", code)))
    return "\n".join(future + [_PRELUDE % _DISPLAY] + parts)


def _plain(code):
    """A cell without what only IPython understands, and without the indentation of its first line."""
    first = next((line for line in code.split("\n") if line.strip()), "")
    indent = first[: len(first) - len(first.lstrip())]
    code = "\n".join(line[len(indent) :] if line.startswith(indent) else line for line in code.split("\n"))
    if _parses(code):
        return code
    lines = code.split("\n")
    if lines[0].startswith("%%"):
        if not re.match(r"%%(?:time|capture)\b", lines[0]):
            return ""
        lines[0] = ""
    for number, line in enumerate(lines):
        timed = _TIMED.match(line)
        if timed:
            lines[number] = timed.group(1)
        elif _MAGIC.match(line):
            lines[number] = _MAGIC.match(line).group(1) + "pass"
        elif _ASSIGNED.match(line):
            lines[number] = _ASSIGNED.match(line).group(1) + "[]"
    return "\n".join(lines)


def _displayed(code):
    """The code with its last expression, if it ends with one and no semicolon, handed to what prints it."""
    body = ast.parse(code).body
    if not body or not isinstance(body[-1], ast.Expr) or _last_token(code) == ";":
        return code
    lines = code.split("\n")
    first, column = body[-1].lineno - 1, 0
    if len(body) > 1 and getattr(body[-2], "end_lineno", body[-2].lineno) == first + 1:
        column = len(lines[first].encode("utf-8")[: body[-1].col_offset].decode("utf-8"))
    before, last = lines[:first], "\n".join([lines[first][column:]] + lines[first + 1 :])
    shown = "\n".join(before + ["%s%s(\n%s\n)" % (lines[first][:column], _DISPLAY, last)])
    return shown if _parses(shown) else code


def _last_token(code):
    found = ""
    skipped = (tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.ENDMARKER, tokenize.DEDENT, tokenize.INDENT)
    for token in tokenize.generate_tokens(io.StringIO(code).readline):
        if token.type not in skipped:
            found = token.string
    return found


def _parses(code):
    try:
        ast.parse(code)
    except (SyntaxError, ValueError):
        return False
    return True

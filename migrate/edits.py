"""Text edits at positions of `ast` nodes.

Only what changes is touched, so comments and formatting of everything else stay as they were. Edits nest: an outer
replacement wins over those inside it, and a part that moves elsewhere is rendered with the edits inside it.
"""

from __future__ import annotations

import ast
import io
import tokenize
from dataclasses import dataclass


@dataclass(frozen=True)
class Edit:
    start: int
    end: int
    text: str

    @property
    def is_line(self) -> bool:
        """Whether it inserts whole lines."""
        return self.start == self.end and self.text.rstrip(" \t").endswith("\n")


class Source:
    """A source text with offsets for `ast` nodes (whose columns count UTF-8 bytes) and the edits made to it."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lines = text.split("\n")
        self.starts = [0]
        for line in self.lines:
            self.starts.append(self.starts[-1] + len(line) + 1)
        self._ascii = [line.isascii() for line in self.lines]
        self.edits: dict[tuple[int, int], Edit] = {}
        self.dedents: dict[int, int] = {}
        self._string_lines: set[int] | None = None

    # -------------------------------------------------------------- positions
    def offset(self, line: int, column: int) -> int:
        """Offset of an `ast` position: line from 1, column in UTF-8 bytes."""
        if not self._ascii[line - 1]:
            column = len(self.lines[line - 1].encode()[:column].decode())
        return self.starts[line - 1] + column

    def span(self, node: ast.AST) -> tuple[int, int]:
        start_line, start_column = node.lineno, node.col_offset  # type: ignore[attr-defined]
        decorators = getattr(node, "decorator_list", None)
        if decorators:  # a decorated def starts at its first decorator's @
            first = decorators[0]
            start = self.offset(first.lineno, first.col_offset)
            start = self.text.rindex("@", 0, start)
        else:
            start = self.offset(start_line, start_column)
        return start, self.offset(node.end_lineno, node.end_col_offset)  # type: ignore[attr-defined]

    def segment(self, node: ast.AST) -> str:
        start, end = self.span(node)
        return self.text[start:end]

    def indent_of(self, node: ast.AST) -> str:
        line = self.lines[node.lineno - 1]  # type: ignore[attr-defined]
        return line[: len(line) - len(line.lstrip())]

    def line_end(self, offset: int) -> int:
        """Offset just after the newline that ends the line of `offset`."""
        found = self.text.find("\n", offset)
        return len(self.text) if found < 0 else found + 1

    def line_start(self, offset: int) -> int:
        return self.text.rfind("\n", 0, offset) + 1

    def begins_line(self, offset: int) -> bool:
        """Whether nothing but white space stands before an offset on its line."""
        return not self.text[self.line_start(offset) : offset].strip()

    def alone(self, node: ast.stmt) -> bool:
        """Whether nothing but a comment shares the lines of a statement."""
        start, end = self.span(node)
        after = self.text[end : self.line_end(end)].strip()
        return self.begins_line(start) and (not after or after.startswith("#"))

    @property
    def string_lines(self) -> set[int]:
        """Lines (from 1) that begin inside a string; their indentation is content."""
        if self._string_lines is None:
            inside: set[int] = set()
            opened: list[int] = []
            try:
                for token in tokenize.generate_tokens(io.StringIO(self.text).readline):
                    name = tokenize.tok_name[token.type]
                    if name == "FSTRING_START":
                        opened.append(token.start[0])
                    elif name == "FSTRING_END":
                        inside.update(range(opened.pop() + 1, token.end[0] + 1))
                    elif token.type == tokenize.STRING:
                        inside.update(range(token.start[0] + 1, token.end[0] + 1))
            except (tokenize.TokenError, IndentationError):
                inside = set(range(1, len(self.lines) + 1))
            self._string_lines = inside
        return self._string_lines

    # -------------------------------------------------------------- editing
    def replace(self, node: ast.AST, text: str) -> None:
        self.replace_span(*self.span(node), text)

    def replace_span(self, start: int, end: int, text: str) -> None:
        self.edits[start, end] = Edit(start, end, text)

    def insert(self, offset: int, text: str) -> None:
        """Adds text at a point; several insertions at one point stay in the order in which they were made."""
        old = self.edits.get((offset, offset))
        self.edits[offset, offset] = Edit(offset, offset, (old.text if old else "") + text)

    def insert_lines(self, lines: dict[int, list[str]]) -> list[int]:
        """Whole lines before those that start at the offsets (none the text's first); the numbers they get."""
        added: list[int] = []
        for offset, new in sorted(lines.items()):
            number = self.text.count("\n", 0, offset) + 1
            for line in new:
                self.insert(offset - 1, "\n" + line)
                added.append(number + len(added))
        return added

    def dedent(self, first_line: int, last_line: int, width: int) -> None:
        """Takes `width` columns off the indentation of lines (from 1, inclusive), those inside strings excepted."""
        for line in range(first_line, last_line + 1):
            if line not in self.string_lines:
                self.dedents[line] = self.dedents.get(line, 0) + width

    def unwrap(self, node: ast.stmt, kept: list[ast.stmt]) -> bool:
        """Puts some statements of a compound one in its place.

        False where they share lines with the others, or where something of the compound one is taken out already.
        """
        start, end = self.span(node)
        first, last = self.span(kept[0])[0], self.span(kept[-1])[1]
        after = [self.text[at : self.line_end(at)].partition("#")[0] for at in (last, end)]
        if not self.begins_line(start) or not self.begins_line(first) or any(text.strip() for text in after):
            return False
        if any(start < edit.end and edit.start < end for edit in self.edits.values()):
            return False
        self.replace_span(self.line_start(start), self.line_start(first), "")
        self.replace_span(self.line_end(last), self.line_end(end), "")
        width = len(self.indent_of(kept[0])) - len(self.indent_of(node))
        self.dedent(kept[0].lineno, kept[-1].end_lineno or kept[-1].lineno, width)
        return True

    def render(self, start: int, end: int, *, dedent: bool = False) -> str:
        """The text of a range with the edits inside it applied; a replacement of the range itself counts too.

        A line that is inserted before what begins at one place with it stays before it, whatever becomes of that.
        """
        chosen: list[Edit] = []
        lines: list[Edit] = []
        whole = start == 0 and end == len(self.text)
        inside = [
            e
            for e in self.edits.values()
            if start <= e.start and e.end <= end and (whole or e.start > start or not e.is_line)
        ]
        if dedent:
            for line, width in self.dedents.items():
                at = self.starts[line - 1]
                text = self.lines[line - 1]
                width = min(width, len(text) - len(text.lstrip()))
                if start <= at and at + width <= end and width:
                    inside.append(Edit(at, at + width, ""))
        # an outer edit first, so that those inside it are dropped
        for edit in sorted(inside, key=lambda e: (e.start, -(e.end - e.start) if e.end > e.start else 1 << 60)):
            if chosen and edit.start < chosen[-1].end:
                if edit.end <= chosen[-1].end:
                    if edit.is_line and edit.start == chosen[-1].start:
                        lines.append(edit)
                    continue
                raise ValueError(f"edits overlap at {edit.start}")
            chosen.append(edit)
        # an insertion at the start of a replacement comes before it
        chosen += lines
        chosen.sort(key=lambda e: (e.start, e.end))
        parts: list[str] = []
        at = start
        for edit in chosen:
            parts += [self.text[at : edit.start], edit.text]
            at = edit.end
        parts.append(self.text[at:end])
        return "".join(parts)

    def expression(self, node: ast.AST) -> str:
        """The source of an expression with the edits inside it, fit to stand in parentheses or as an argument."""
        return self.render(*self.span(node))

    def result(self) -> str:
        return self.render(0, len(self.text), dedent=True)

    def statement(self, node: ast.stmt, indent: str) -> str:
        """The source of a whole statement at another indentation, with its trailing comment, without a newline."""
        start, end = self.span(node)
        line_end = self.line_end(end) - (1 if self.text[self.line_end(end) - 1 : self.line_end(end)] == "\n" else 0)
        tail = self.text[end:line_end]
        text = self.render(start, end) + (tail if tail.strip().startswith("#") else "")
        return reindent(text, len(self.indent_of(node)), indent)


def reindent(text: str, old_width: int, indent: str) -> str:
    """Moves a statement's text from one indentation to another; its first line carries none of its own yet."""
    lines = text.split("\n")
    # with the indentation that the first line had: without it the `else` of an `if` would be no Python
    before = (line[:old_width] for line in lines[1:] if line.strip() and not line[:old_width].strip())
    inside = Source(next(before, "") + text).string_lines if len(lines) > 1 else set()
    out = [indent + lines[0]]
    for number, line in enumerate(lines[1:], 2):
        if number in inside or not line.strip():
            out.append(line if number in inside else "")
            continue
        width = len(line) - len(line.lstrip())
        shift = max(0, width - old_width)
        out.append(indent + " " * shift + line.lstrip())
    return "\n".join(out)

"""JSON texts with the place of every value, so that one value can change and all else stays byte for byte."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from json.decoder import scanstring  # type: ignore[attr-defined]
from typing import Any

_SPACE = re.compile(r"[ \t\n\r]*")
_SCALAR = re.compile(r"[^\s,\]}]+")
_ESCAPED = re.compile(r"\\u(?!00[0-7])[0-9a-fA-F]{4}")
_LINE = re.compile(r"[^\n]*\n|[^\n]+")


@dataclass
class Node:
    """A value of a JSON text: `value` is a dict or list of nodes, or what the scalar stands for."""

    value: Any
    start: int
    end: int

    def get(self, *path: str) -> Any:
        """The plain value under keys, None where one is missing."""
        node: Node = self
        for key in path:
            if not isinstance(node.value, dict) or key not in node.value:
                return None
            node = node.value[key]
        return node.plain()

    def plain(self) -> Any:
        if isinstance(self.value, dict):
            return {key: node.plain() for key, node in self.value.items()}
        if isinstance(self.value, list):
            return [node.plain() for node in self.value]
        return self.value


def parse(text: str) -> Node:
    """The tree of a JSON text; raises ValueError where it is none."""
    json.loads(text)
    return _value(text, _SPACE.match(text).end())  # type: ignore[union-attr]


def _value(text: str, at: int) -> Node:
    if text[at] == '"':
        value, end = scanstring(text, at + 1, True)
        return Node(value, at, end)
    if text[at] not in "[{":
        match = _SCALAR.match(text, at)
        assert match is not None
        return Node(json.loads(match[0]), at, match.end())
    start, is_dict = at, text[at] == "{"
    members: dict[str, Node] = {}
    items: list[Node] = []
    at = _SPACE.match(text, at + 1).end()  # type: ignore[union-attr]
    while text[at] not in "]}":
        if is_dict:
            key, at = scanstring(text, at + 1, True)
            at = _SPACE.match(text, at).end() + 1  # type: ignore[union-attr]
            at = _SPACE.match(text, at).end()  # type: ignore[union-attr]
            members[key] = node = _value(text, at)
        else:
            node = _value(text, at)
            items.append(node)
        at = _SPACE.match(text, node.end).end()  # type: ignore[union-attr]
        if text[at] == ",":
            at = _SPACE.match(text, at + 1).end()  # type: ignore[union-attr]
    return Node(members if is_dict else items, start, at + 1)


def with_text(json_text: str, node: Node, new: str, model: Node | None = None) -> str:
    """The JSON of `new` in place of a string or a list of lines, laid out and escaped as the old value.

    `model` is a list of lines of the same text, for an old list that is too short to tell its layout. Lines that the
    old list has too keep its spelling.
    """
    plain = json_text.isascii() and _ESCAPED.search(json_text) is not None
    if not isinstance(node.value, list):
        return json.dumps(new, ensure_ascii=plain)
    spelled = {item.value: json_text[item.start : item.end] for item in node.value}
    items = [spelled.get(line) or json.dumps(line, ensure_ascii=plain) for line in _LINE.findall(new)]
    if not items:
        return "[]"
    opening, between, closing = _layout(json_text, node if node.value else model or node)
    return f"[{opening}{between.join(items)}{closing}]"


def _layout(text: str, node: Node) -> tuple[str, str, str]:
    if not node.value:
        return "", ", ", ""
    opening = text[node.start + 1 : node.value[0].start]
    closing = text[node.value[-1].end : node.end - 1]
    if len(node.value) > 1:
        return opening, text[node.value[0].end : node.value[1].start], closing
    return opening, f",{opening}" if opening else ", ", closing

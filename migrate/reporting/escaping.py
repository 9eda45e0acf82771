"""Text that means nothing to the format that it stands in."""

from __future__ import annotations

import re


def markdown_text(text: str) -> str:
    """Text that stays in its table cell and means nothing to Markdown or HTML."""
    text = re.sub(r"([\\*_\[\]|#~])", r"\\\1", text.replace("\n", " "))
    return text.replace("<", "&lt;")


def markdown_code(text: str) -> str:
    """A code span; one that holds backquotes gets a longer fence."""
    text = text.replace("\n", " ").replace("|", "\\|")
    if "`" not in text:
        return f"`{text}`"
    fence = "`" * (max(len(run) for run in re.findall("`+", text)) + 1)
    return f"{fence} {text} {fence}"

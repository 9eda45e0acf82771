"""The frame of the pages that reports come as: they need nothing else and read well in light and in dark."""

from __future__ import annotations

from html import escape

_STYLE = """
:root {
  color-scheme: light dark;
  --ink: #1c1e21; --paper: #ffffff; --soft: #555b63; --rule: #d9dce1; --good: #176f2c; --fair: #8a5a00; --bad: #b3261e;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ink: #e6e8eb; --paper: #16181c; --soft: #a7adb6; --rule: #3a3f47;
    --good: #6cc983; --fair: #e0a84a; --bad: #ff8a80;
  }
}
body {
  font: 15px/1.5 system-ui, sans-serif; max-width: 75rem; margin: 2rem auto; padding: 0 1rem;
  color: var(--ink); background: var(--paper);
}
table { border-collapse: collapse; width: 100%; margin-bottom: 2rem; }
th, td { text-align: left; vertical-align: top; padding: .35rem .6rem; border-bottom: 1px solid var(--rule); }
pre, code { font-family: ui-monospace, monospace; font-size: 13px; }
pre { margin: .3rem 0 0; white-space: pre-wrap; color: var(--soft); }
"""


def page(title: str, style: str, body: str) -> str:
    """A whole page; `title` is text, `body` is HTML, `style` comes after the common rules."""
    name = escape(title, quote=True)
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{name}</title>\n<style>{_STYLE}{style}</style>\n</head>\n<body>\n<h1>{name}</h1>\n{body}"
        "</body>\n</html>\n"
    )

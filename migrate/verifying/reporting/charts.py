"""A picture of one curve as SVG: old and new overlaid, and below them their relative difference on a log scale."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from html import escape

from migrate.verifying.reporting import curves
from migrate.verifying.reporting.wording import number
from migrate.verifying.verdicts import Curve

# Two colours that the common kinds of colour blindness keep apart; the lines differ in width and dashes too.
STYLE = """
.chart { --old: #0072b2; --new: #c44e00; --ink: #1c1e21; --soft: #555b63; --rule: #d9dce1; --paper: #ffffff; }
@media (prefers-color-scheme: dark) {
  .chart { --old: #56b4e9; --new: #f0a030; --ink: #e6e8eb; --soft: #a7adb6; --rule: #3a3f47; --paper: #16181c; }
}
.chart text {
  font: 12px system-ui, sans-serif; fill: var(--soft);
  paint-order: stroke; stroke: var(--paper); stroke-width: 3px;
}
.chart .name { font-weight: 600; fill: var(--ink); }
.chart .end { text-anchor: end; } .chart .middle { text-anchor: middle; }
.chart .grid { stroke: var(--rule); stroke-width: 1; }
.chart .axis { stroke: var(--soft); stroke-width: 1; }
.chart .old { stroke: var(--old); stroke-width: 4; stroke-opacity: .55; fill: none; stroke-linejoin: round; }
.chart .new { stroke: var(--new); stroke-width: 1.75; stroke-dasharray: 6 3; fill: none; stroke-linejoin: round; }
.chart .apart { stroke: var(--ink); stroke-width: 1; stroke-opacity: .3; fill: none; stroke-linejoin: round; }
.chart circle.old { fill: var(--paper); stroke-width: 2.5; } .chart circle.apart { fill: var(--ink); stroke: none; }
.chart path.new-point { stroke: var(--new); stroke-width: 1.75; fill: none; }
.chart .rounding { stroke: var(--soft); stroke-width: 1; stroke-dasharray: 2 3; }
.chart .fault { stroke: var(--ink); stroke-width: 1; stroke-dasharray: 8 4; }
"""

WIDTH, HEIGHT = 720, 430
_LEFT, _RIGHT = 78, 704
_TOP, _MIDDLE = 48, 232
_APART_TOP, _APART_BOTTOM = 276, 384
# Below the decades there is a lane for differences of exactly 0, above them one for values that are not finite.
_LANE = 20
_POINTS = 60  # up to so many steps get a mark each
_BUCKETS = 300  # longer curves are drawn by the smallest and largest value of so many stretches
_ROUNDING = {"float64": 2.0**-53, "float32": 2.0**-24, "float16": 2.0**-11, "bfloat16": 2.0**-8}

_Points = list[tuple[int, float]]


def chart(curve: Curve, key: str, fault: int | None = None, standalone: bool = False) -> str:
    """An <svg> element with a title and a description for those who do not see it.

    `key` makes its ids unique in a page; `fault` is the step of the first difference. A `standalone` picture is a file
    of its own with its style inside; otherwise the page holds STYLE.
    """
    count = max(len(curve.old), len(curve.new))
    across = _scale(0, max(1, count - 1), _LEFT + 6, _RIGHT - 6)
    parts = [
        f'<svg class="chart" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        f'aria-labelledby="{key}-title {key}-text">\n',
        f'<title id="{key}-title">{_text(curve.name)}, old and new</title>\n',
        f'<desc id="{key}-text">{_text(curves.sentence(curve))}</desc>\n',
    ]
    if standalone:
        parts.append(f'<style>{STYLE}</style>\n<rect width="{WIDTH}" height="{HEIGHT}" style="fill: var(--paper)"/>\n')
    parts += _legend(curve)
    parts += _values(curve, across)
    parts += _apart(curve, across, count)
    if fault is not None and 0 <= fault < count:
        parts += _fault(fault, across)
    return "".join([*parts, "</svg>\n"])


def _legend(curve: Curve) -> list[str]:
    return [
        _label(_LEFT, 22, f"{_short(curve.name)} ({curve.dtype})", "name"),
        f'<line class="old" x1="{_RIGHT - 150}" y1="18" x2="{_RIGHT - 114}" y2="18"/>\n',
        _label(_RIGHT - 108, 22, "old"),
        f'<line class="new" x1="{_RIGHT - 70}" y1="18" x2="{_RIGHT - 34}" y2="18"/>\n',
        _label(_RIGHT - 28, 22, "new"),
    ]


def _values(curve: Curve, across: Callable[[float], float]) -> list[str]:
    finite = [value for values in (curve.old, curve.new) for value in values if math.isfinite(value)]
    if not finite:
        return [_label((_LEFT + _RIGHT) / 2, (_TOP + _MIDDLE) / 2, "no finite value", "middle")]
    low, high = min(finite), max(finite)
    # A loss that falls by orders of magnitude would be a flat line but for its first steps.
    by_decades = low > 0 and high / low > 1000
    if by_decades:
        marks = [10.0**power for power in _decades(math.log10(low), math.log10(high))]
        upward = _scale(math.log10(low), math.log10(high), _MIDDLE - 6, _TOP + 6)
        place: Callable[[float], float] = lambda value: upward(math.log10(value))  # noqa: E731
    else:
        marks = _ticks(low, high)
        place = _scale(low, high, _MIDDLE - 6, _TOP + 6)
    parts = []
    for mark in marks:
        y = _number(place(mark))
        parts.append(f'<line class="grid" x1="{_LEFT}" y1="{y}" x2="{_RIGHT}" y2="{y}"/>\n')
        parts.append(_label(_LEFT - 8, place(mark) + 4, number(mark), "end"))
    parts.append(f'<path class="axis" fill="none" d="M{_LEFT} {_TOP}V{_MIDDLE}H{_RIGHT}"/>\n')
    for name, values in (("old", curve.old), ("new", curve.new)):
        stretches = _stretches(values)
        parts += [_line(name, stretch, across, place) for stretch in stretches]
        if len(values) <= _POINTS:
            parts += [_point(name, across(step), place(value)) for stretch in stretches for step, value in stretch]
        if 0 < len(values) < max(len(curve.old), len(curve.new)):
            x = across(len(values) - 1)
            parts.append(_label(min(x, _RIGHT - 50), _TOP - 6, f"{name} side ends", "middle"))
    return parts


def _apart(curve: Curve, across: Callable[[float], float], count: int) -> list[str]:
    values = curves.differences(curve)
    known = [math.log10(value) for value in values if 0 < value < math.inf]
    rounding = _ROUNDING.get(curve.dtype)
    levels = known + ([math.log10(rounding)] if rounding else [])
    low, high = (math.floor(min(levels)), math.ceil(max(levels))) if levels else (-16, 0)
    high = max(high, low + 1)
    upward = _scale(low, high, _APART_BOTTOM - _LANE, _APART_TOP + _LANE)

    def place(value: float) -> float:
        if value == 0:
            return float(_APART_BOTTOM)
        return float(_APART_TOP) if math.isinf(value) else upward(math.log10(value))

    parts = [_label(_LEFT, _APART_TOP - 10, "relative difference of new from old, log scale", "name")]
    for power in _decades(low, high):
        y = _number(upward(power))
        parts.append(f'<line class="grid" x1="{_LEFT}" y1="{y}" x2="{_RIGHT}" y2="{y}"/>\n')
        parts.append(_label(_LEFT - 8, upward(power) + 4, f"1e{power}", "end"))
    parts.append(_label(_LEFT - 8, _APART_BOTTOM + 4, "0", "end"))
    if any(math.isinf(value) for value in values):
        parts.append(_label(_LEFT - 8, _APART_TOP + 4, "not finite", "end"))
    if rounding:
        y = _number(place(rounding))
        parts.append(f'<line class="rounding" x1="{_LEFT}" y1="{y}" x2="{_RIGHT}" y2="{y}"/>\n')
        parts.append(_label(_RIGHT, place(rounding) - 4, f"rounding of {curve.dtype}", "end"))
    parts.append(f'<path class="axis" fill="none" d="M{_LEFT} {_APART_TOP}V{_APART_BOTTOM}H{_RIGHT}"/>\n')
    for tick in sorted({round(mark) for mark in _ticks(0, max(1, count - 1)) if mark <= max(0, count - 1)}):
        parts.append(_label(across(tick), _APART_BOTTOM + 18, str(tick), "middle"))
    parts.append(_label((_LEFT + _RIGHT) / 2, _APART_BOTTOM + 36, "step", "middle"))
    if values and not any(values):
        same = "the same at every step" if len(values) == count else "the same at every step that both have"
        parts.append(_label((_LEFT + _RIGHT) / 2, _APART_BOTTOM - 6, same, "middle"))
    points = _thinned(list(enumerate(values)))
    parts.append(_line("apart", points, across, place))
    return parts + [_point("apart", across(step), place(value)) for step, value in points]


def _fault(step: int, across: Callable[[float], float]) -> list[str]:
    x = across(step)
    side, shift = ("", 5) if x < (_LEFT + _RIGHT) / 2 else ("end", -5)
    return [
        f'<line class="fault" x1="{_number(x)}" y1="{_TOP}" x2="{_number(x)}" y2="{_APART_BOTTOM}"/>\n',
        _label(x + shift, _TOP + 12, f"first difference: step {step}", side),
    ]


def _stretches(values: Sequence[float]) -> list[_Points]:
    """The points of finite values, parted where one is not; few enough points to draw."""
    found: list[_Points] = [[]]
    for step, value in enumerate(values):
        if math.isfinite(value):
            found[-1].append((step, value))
        elif found[-1]:
            found.append([])
    return [_thinned(stretch) for stretch in found if stretch]


def _thinned(points: _Points) -> _Points:
    """At most two points a bucket, the smallest and the largest: no spike is lost."""
    if len(points) <= 2 * _BUCKETS:
        return points
    kept = []
    for bucket in range(_BUCKETS):
        part = points[bucket * len(points) // _BUCKETS : (bucket + 1) * len(points) // _BUCKETS]
        ends = {min(part, key=lambda point: point[1]), max(part, key=lambda point: point[1])}
        kept += sorted(ends)
    return kept


def _line(name: str, points: _Points, across: Callable[[float], float], place: Callable[[float], float]) -> str:
    if len(points) < 2:
        return ""
    joined = " ".join(f"{_number(across(step))},{_number(place(value))}" for step, value in points)
    return f'<polyline class="{name}" points="{joined}"/>\n'


def _point(name: str, x: float, y: float) -> str:
    if name == "new":
        return f'<path class="new-point" d="M{_number(x - 3)} {_number(y - 3)}l6 6m0 -6l-6 6"/>\n'
    return f'<circle class="{name}" cx="{_number(x)}" cy="{_number(y)}" r="{4 if name == "old" else 2}"/>\n'


def _label(x: float, y: float, text: str, kind: str = "") -> str:
    name = f' class="{kind}"' if kind else ""
    return f'<text{name} x="{_number(x)}" y="{_number(y)}">{_text(text)}</text>\n'


def _scale(low: float, high: float, begin: float, end: float) -> Callable[[float], float]:
    """Maps low..high onto begin..end; a single value goes to the middle. Halves: the span may not fit a float."""
    span = high / 2 - low / 2
    if span == 0:
        return lambda value: (begin + end) / 2
    return lambda value: begin + (value / 2 - low / 2) / span * (end - begin)


def _ticks(low: float, high: float) -> list[float]:
    """Up to six round numbers from `low` to `high`."""
    span = high - low
    if span == 0 or not math.isfinite(span):
        return sorted({low, high})
    magnitude = 10.0 ** math.floor(math.log10(span / 5))
    step = next(size * magnitude for size in (1, 2, 5, 10) if size * magnitude * 5 >= span * (1 - 1e-9))
    first = math.ceil(low / step - 1e-9)
    last = math.floor(high / step + 1e-9)
    # Steps below the spacing of floats would repeat a tick.
    return sorted({index * step for index in range(first, last + 1)}) if last - first < 20 else [low, high]


def _decades(low: float, high: float) -> list[int]:
    """Up to six powers of ten."""
    first, last = math.ceil(low - 1e-9), math.floor(high + 1e-9)
    return list(range(first, last + 1, max(1, math.ceil((last - first) / 5))))


def _short(name: str) -> str:
    return name if len(name) <= 56 else name[:40] + "..." + name[-13:]


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def _text(text: str) -> str:
    return escape(text, quote=True)

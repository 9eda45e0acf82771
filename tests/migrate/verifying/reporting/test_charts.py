"""Pictures of curves: what is drawn where, and that they are files of their own."""

from __future__ import annotations

import math
import re
import xml.etree.ElementTree as ElementTree

import pytest

from migrate.verifying.reporting.charts import HEIGHT, WIDTH, chart
from migrate.verifying.reporting.curves import differences, relative, sentence, worst
from migrate.verifying.verdicts import Curve

SVG = "{http://www.w3.org/2000/svg}"


def drawn(curve: Curve, **options: object) -> ElementTree.Element:
    return ElementTree.fromstring(chart(curve, "c", **options))


def lines(picture: ElementTree.Element, name: str) -> list[list[tuple[float, float]]]:
    found = picture.findall(f"{SVG}polyline[@class='{name}']")
    return [[tuple(map(float, pair.split(","))) for pair in line.get("points").split()] for line in found]


def texts(picture: ElementTree.Element) -> list[str]:
    return [element.text for element in picture.iter(f"{SVG}text")]


def dots(picture: ElementTree.Element, name: str = "apart") -> list[tuple[float, float]]:
    return [(float(dot.get("cx")), float(dot.get("cy"))) for dot in picture.findall(f"{SVG}circle[@class='{name}']")]


def test_relative_differences():
    assert (
        relative(1.0, 1.0) == relative(math.nan, math.nan) == relative(math.inf, math.inf) == relative(0.0, -0.0) == 0
    )
    assert relative(1.0, 0.5) == relative(0.5, 1.0) == 0.5
    assert relative(1e308, -1e308) == 2.0
    assert relative(1e-320, 0.0) == 1.0
    assert relative(1.0, math.nan) == relative(math.inf, 1.0) == math.inf
    curve = Curve("loss", (1.0, 2.0, 3.0), (1.0, 1.0, 1.5, 9.0), "float32")
    assert differences(curve) == [0.0, 0.5, 0.5]
    assert worst(curve) == (1, 0.5)
    assert worst(Curve("loss", (), (1.0,), "float32")) is None


def test_old_and_new_lie_over_each_other():
    picture = drawn(Curve("loss", (1.0, 2.0, 3.0), (1.0, 2.0, 4.0), "float64"))
    ((old,), (new,)) = lines(picture, "old"), lines(picture, "new")
    assert old[:2] == new[:2] and old[2][0] == new[2][0]
    assert new[2][1] < old[2][1]  # upwards is smaller
    assert {"old", "new", "loss (float64)", "step"} <= set(texts(picture))


def test_the_difference_is_on_a_log_scale_with_a_lane_for_zero():
    old = (1.0, 1.0, 1.0, 1.0, 1.0)
    picture = drawn(Curve("loss", old, (1.0, 1 + 1e-12, 1 + 1e-8, 1 + 1e-4, 2.0), "float64"))
    heights = [y for _, y in dots(picture)]
    assert heights[0] > heights[1] > heights[2] > heights[3] > heights[4]
    # Four decades are the same distance everywhere.
    assert heights[1] - heights[2] == pytest.approx(heights[2] - heights[3], abs=0.3)
    # 0 lies clearly below the smallest decade.
    assert heights[0] - heights[1] > 15
    assert "rounding of float64" in texts(picture) and "0" in texts(picture)


def test_curves_that_are_the_same_say_so():
    same = drawn(Curve("loss", (1.0, 2.0), (1.0, 2.0), "float32"))
    assert "the same at every step" in texts(same)
    shorter = Curve("loss", (1.0, 2.0, 3.0), (1.0, 2.0), "float32")
    assert "the same at every step" not in texts(drawn(shorter))
    assert "new side ends" in texts(drawn(shorter))
    assert "3 old, 2 new steps" in sentence(shorter) and "every step that both have" in sentence(shorter)


def test_a_value_that_is_not_finite_parts_the_line_and_is_marked():
    picture = drawn(Curve("loss", (1.0, 2.0, math.nan, 3.0, 4.0), (1.0, 2.0, 2.5, 3.0, 4.0), "float32"))
    assert [len(line) for line in lines(picture, "old")] == [2, 2]
    assert [len(line) for line in lines(picture, "new")] == [5]
    assert "not finite" in texts(picture)
    heights = [y for _, y in dots(picture)]
    assert min(heights) == heights[2]
    assert "no finite value" in texts(drawn(Curve("loss", (math.nan,), (math.inf,), "float32")))


def test_the_fault_is_marked_at_its_step():
    curve = Curve("loss", tuple(range(11)), tuple(range(11)), "float32")
    picture = drawn(curve, fault=5)
    (mark,) = picture.findall(f"{SVG}line[@class='fault']")
    assert float(mark.get("x1")) == lines(picture, "old")[0][5][0]
    assert "first difference: step 5" in texts(picture)
    assert not drawn(curve, fault=400).findall(f"{SVG}line[@class='fault']")


def test_long_curves_stay_small_and_keep_their_spikes():
    old = [1.0] * 100_000
    new = list(old)
    new[77_777] = 5.0
    text = chart(Curve("loss", tuple(old), tuple(new), "float32"), "c")
    assert len(text) < 100_000
    picture = ElementTree.fromstring(text)
    ((new_line,), (old_line,)) = lines(picture, "new"), lines(picture, "old")
    assert min(y for _, y in new_line) < min(y for _, y in old_line) - 50
    assert min(y for _, y in dots(picture)) < max(y for _, y in dots(picture)) - 50


@pytest.mark.parametrize(
    "values",
    [
        (),
        (0.0,),
        (1e-320, 5e-324),
        (1.7e308, -1.7e308),
        (3.0, 3.0000000000000004),
        (-5.0, -5.0),
        (1e-9, 1e3, 1.0),
        (0.0, 1e9),
        (math.inf, -math.inf),
    ],
)
@pytest.mark.parametrize("other", [(), (0.0, 1.0), (math.nan, 2.0, 3.0)])
def test_any_numbers_are_drawn_within_the_picture(values, other):
    text = chart(Curve("v", values, other, "bfloat16"), "c", fault=0, standalone=True)
    picture = ElementTree.fromstring(text)
    joined = [point for name in ("old", "new", "apart") for line in lines(picture, name) for point in line]
    for x, y in [*dots(picture), *dots(picture, "old"), *joined]:
        assert 0 <= x <= WIDTH and 0 <= y <= HEIGHT
    assert not re.search(r'="[^"]*(nan|inf)[^"]*"', text)


def test_a_standalone_picture_brings_its_style_and_its_words():
    curve = Curve("loss & <more>", (1.0, 0.5), (1.0, 0.25), "float32")
    picture = drawn(curve, standalone=True)
    assert "prefers-color-scheme: dark" in picture.find(f"{SVG}style").text
    assert picture.get("role") == "img"
    assert picture.find(f"{SVG}title").text == "loss & <more>, old and new"
    assert "largest relative difference 0.5 at step 1" in picture.find(f"{SVG}desc").text
    assert drawn(curve).find(f"{SVG}style") is None

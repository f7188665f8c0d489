"""What branch and bound is made of, each piece by itself: boxes cover every point, and what is said of a box holds at each of its points.

Whole runs of the engine hide a fault of one piece behind another, which confirms exactly what this one has found.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator
from fractions import Fraction

import numpy as np
import numpy.typing as npt
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from conformance.engine import batch, look
from conformance.engine.axes import Axis
from conformance.engine.boxes import Boxes
from conformance.engine.cutting import Cutter, margin_lows
from conformance.engine.grid import grid_bounds
from conformance.engine.problem import Point, Problem
from conformance.expressions import number, one_range
from conformance.expressions.outcomes import Truth, Undefined
from tests.engine import oracle
from tests.property.engine_strategies import boxes as axes_of_a_box
from tests.property.engine_strategies import texts

_MOST_POINTS = 18
"""Points of a box that are evaluated exactly."""
_MOST_BOXES = 8
"""Boxes whose points are."""


def values(axis: Axis, low: float, high: float) -> list[Fraction]:
    """Values of an axis within a box, which holds whole steps by index: both ends, and a mark or what lies between."""
    if axis.indexed:
        return [axis.value(index) for index in sorted({int(low), int(high), int(low + high) // 2})]
    first, last = max(Fraction(low), axis.low), min(Fraction(high), axis.high)
    marks = [value for value in (*axis.marks, axis.nominal, Fraction(0), Fraction(1)) if first < value < last]
    return sorted({first, last, marks[0] if marks else (first + 2 * last) / 3})


def points(found: Boxes, row: int) -> Iterator[Point]:
    """Points of one box."""
    ends = zip(found.axes, found.low[row], found.high[row], strict=True)
    choices = [values(axis, float(low), float(high)) for axis, low, high in ends]
    rows = list(itertools.product(*choices))
    for chosen in rows[:: len(rows) // _MOST_POINTS + 1]:
        yield {axis.name: value for axis, value in zip(found.axes, chosen, strict=True)}


def holders(found: Boxes, point: Point) -> npt.NDArray[np.bool_]:
    """Which boxes hold a point, by what they tell the readings of their bounds."""
    held = np.ones(len(found), dtype=bool)
    for name, (low, high) in found.bounds().items():
        below, above = one_range.tightest(point[name])
        held &= (low <= below) & (above <= high)
    return held


@st.composite
def pieces(draw: st.DrawFn, axes: tuple[Axis, ...]) -> Boxes:
    """The whole box, cut some times."""
    found = Boxes.whole(axes)
    for column in draw(st.lists(st.integers(0, len(axes) - 1), max_size=4)):
        further = found.cut(np.full(len(found), column, dtype=np.intp), draw(st.sampled_from((0, 0, 16))))
        if not 0 < len(further) <= 64:
            break
        found = further
    return found


@settings(max_examples=60)
@given(st.data())
def test_boxes_that_are_cut_lose_no_point(data: st.DataObject) -> None:
    axes = data.draw(axes_of_a_box())
    for point in itertools.islice(oracle.points(axes), 50):
        assert holders(Boxes.whole(axes), point)[0]
    found = data.draw(pieces(axes))
    rest = found.take(~found.single)
    columns = data.draw(st.lists(st.integers(0, len(axes) - 1), min_size=len(rest), max_size=len(rest)))
    cut = rest.cut(np.array(columns, dtype=np.intp), data.draw(st.sampled_from((0, 3, 8))) * len(rest))
    for row in range(min(len(rest), _MOST_BOXES)):
        assert all(np.any(holders(cut, point)) for point in points(rest, row))
    for low, high in zip(cut.low, cut.high, strict=True):
        around = np.all((rest.low <= low) & (high <= rest.high), axis=1)
        assert np.any(around & np.any((rest.low < low) | (high < rest.high), axis=1)), (
            "a part is smaller than its whole"
        )


@settings(max_examples=60)
@given(st.data())
def test_centres_and_corners_are_points_of_their_box(data: st.DataObject) -> None:
    found = data.draw(pieces(data.draw(axes_of_a_box())))
    middles, corners = found.middles(), [found.corner(low=True), found.corner(low=False), found.middle_points()]
    for row in range(min(len(found), _MOST_BOXES)):
        centre = found.centre(row)
        for point in (centre, *(one.centre(row) for one in corners)):
            assert holders(found, point)[row]
            assert all(axis.low <= point[axis.name] <= axis.high for axis in found.axes)
            assert all(axis.step is None or axis.holds(point[axis.name]) for axis in found.axes)
        for name, value in centre.items():
            assert math.isclose(middles[name][row], value, rel_tol=1e-12, abs_tol=1e-12)


def demand(one: Problem, point: Point, *, passes: bool, fails: bool, margin: float) -> None:
    """What is said of a box, that it passes or that it fails, and the bound of its margin, hold at one of its points."""
    exact, failing = one.exact(point), one.fails(point)
    assert not (passes and failing)
    assert failing or not fails
    assert exact is None or margin < math.inf
    if one.margin is not None and isinstance(exact, Truth) and margin > -math.inf:
        value = number.run(one.margin, point)
        assert isinstance(value, int | Fraction)
        assert value >= Fraction(margin)


@st.composite
def problems(draw: st.DrawFn) -> tuple[Problem, Boxes]:
    """A problem, and boxes of its axes."""
    one = draw(texts(breaking=draw(st.booleans()))).problem()
    assume(one.axes)
    return one, draw(pieces(one.axes))


@settings(max_examples=80)
@given(problems())
def test_what_is_said_of_boxes_holds_at_every_point(drawn: tuple[Problem, Boxes]) -> None:
    one, found = drawn
    bounds, count = found.bounds(), len(found)
    passes, fails = batch.verdicts(one, bounds, count)
    excluded, undefined = batch.excluded(one, bounds, count), batch.undefined(one, bounds, count)
    margins = np.full(count, -np.inf) if one.margin is None else margin_lows(one, found)
    for row in range(min(count, _MOST_BOXES)):
        for point in points(found, row):
            exact = one.exact(point)
            assert exact is None or not excluded[row]
            assert undefined[row] or not isinstance(exact, Undefined)
            demand(one, point, passes=bool(passes[row]), fails=bool(fails[row]), margin=float(margins[row]))


@settings(max_examples=50)
@given(problems())
def test_one_look_says_what_many_say(drawn: tuple[Problem, Boxes]) -> None:
    one, found = drawn
    ends = {name: (low[0], high[0]) for name, (low, high) in Boxes.whole(one.axes).bounds().items()}
    assert look.whole(one.axes) == ends
    for row in range(min(len(found), _MOST_BOXES)):
        twice = found.take([row, row])
        seen = look.look(one, batch.only(twice.bounds()))
        passes, fails = batch.verdicts(one, twice.bounds(), 2)
        assert (seen.passes, seen.fails) == (passes[0], fails[0])
        if one.margin is not None:
            low = seen.margin_low(one)
            assert low == margin_lows(one, found.take([row]))[0]
            assert low == margin_lows(one, twice)[0] or math.isclose(low, margin_lows(one, twice)[0], rel_tol=1e-13)


@settings(max_examples=30)
@given(problems())
def test_the_cutter_loses_no_point(drawn: tuple[Problem, Boxes]) -> None:
    one, rest = drawn
    cutter = Cutter(one)
    for _ in range(2):
        rest = rest.take(~(rest.single | rest.stuck))
        cut = cutter.cut(rest)
        for row in range(min(len(rest), 3)):
            assert all(np.any(holders(cut, point)) for point in points(rest, row))
        if len(cut) > 500:
            break
        rest = cut


@given(st.data())
def test_bounds_of_whole_steps_hold_them_in_both_ways(data: st.DataObject) -> None:
    low, step = data.draw(st.fractions(-400, 400)), data.draw(st.fractions("0.001", 20))
    count = data.draw(st.sampled_from((1, 2, 7, 1_000, 10**6)))
    axis = Axis("n", low, low + step * (count - 1), step, low)
    first, last = sorted(data.draw(st.integers(0, count - 1)) for _ in range(2))
    ends = look._of_steps(axis, first, last)
    assert Fraction(ends[0]) <= axis.value(first) <= axis.value(last) <= Fraction(ends[1])
    many = grid_bounds(axis, np.array([first]), np.array([last]))
    assert ends == (many[0][0], many[1][0])

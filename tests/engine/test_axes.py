"""The grid of a number: ends, steps, significant digits, marks, origin and unit."""

from __future__ import annotations

import bisect
from fractions import Fraction as F  # noqa: N817

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conformance.engine.axes import Axis, total_count
from conformance.engine.boxes import Boxes
from conformance.engine.grid import grid_bounds, grid_values
from conformance.engine.round_numbers import RoundNumbers, decade, round_step
from tests.engine.problems import axis


def values(one: Axis) -> list[F]:
    return [one.value(index) for index in range(one.count)]


AXES = [
    axis("x", 1, 9, step=1),
    axis("x", -3, 12, step=5),
    axis("x", "0.3", "2.05", resolution="0.25"),
    axis("x", "273.2", "318.15", resolution="5", origin=F("273.15")),
    axis("x", "0.3", 250, resolution=2),
    axis("x", "0.0001", "0.1", scale="log"),
    axis("x", -50, 400, resolution="1"),
    axis("x", "0.1", "0.10001"),
    axis("x", F(1, 60000), F(30, 60000), unit=F(1, 60000), resolution=F(1, 60000)),
    axis("x", 5, 5),
    axis("x", 1, 2**70, step=1),
]


@pytest.mark.parametrize("one", AXES, ids=str)
def test_grid_values_ascend_from_end_to_end(one: Axis) -> None:
    indices = range(one.count) if one.count < 10_000 else [0, 1, 2, one.count // 2, one.count - 2, one.count - 1]
    listed = [one.value(index) for index in indices]
    assert listed == sorted(set(listed))
    assert listed[0] == one.low
    assert one.high - listed[-1] < (one.step or 1)
    assert one.step is not None or listed[-1] == one.high


@pytest.mark.parametrize("one", AXES, ids=str)
def test_bounds_hold_the_exact_grid_values_and_are_tight(one: Axis) -> None:
    indices = np.unique(np.linspace(0, min(one.count - 1, 10**15), 200).astype(np.int64))
    low, high = grid_bounds(one, indices, indices)
    near = grid_values(one, indices)
    for row, index in enumerate(indices):
        exact = one.value(int(index))
        assert F(float(low[row])) <= exact <= F(float(high[row]))
        assert high[row] - low[row] <= 1e-14 * max(abs(low[row]), abs(float(one.low)), abs(float(one.origin)), 1e-12)
        assert one.low <= F(float(near[row])) + F(1, 10**9) * abs(exact)


def test_steps_are_counted_on_the_written_scale() -> None:
    warm = axis("t", "293.15", "318.15", resolution="10", origin=F("273.15"))
    assert [value - F("273.15") for value in values(warm)] == [20, 30, 40, 45]
    flow = axis("flow", F(1, 60000), F(12, 60000), unit=F(1, 60000), resolution=F(1, 60000))
    assert [value * 60000 for value in values(flow)] == [*range(1, 13)]
    undeclared = axis("flow", 0, F(12, 60000), unit=F(1, 60000))
    assert undeclared.grid_step * 60000 == F(2, 100)


def test_an_undeclared_resolution_is_a_round_step_that_gives_some_hundred_cells() -> None:
    assert axis("x", 0, 7).grid_step == F(1, 100)
    assert axis("x", 0, 100).grid_step == F(1, 10)
    assert axis("x", 0, "0.004").grid_step == F(5, 10**6)


def test_a_range_over_decades_has_round_numbers_of_two_digits() -> None:
    grid = values(axis("x", "0.95", 12, scale="log"))
    assert grid[:4] == [F("0.95"), F("0.96"), F("0.97"), F("0.98")]
    assert grid[-3:] == [10, 11, 12]


def test_digits_reach_through_zero() -> None:
    grid = values(axis("x", -20, 3, resolution=1))
    assert 0 in grid
    assert grid[:2] == [-20, -10]
    assert [value for value in grid if value >= 1] == [1, 2, 3]
    assert {F(1, 1000), -F(1, 1000)} <= set(grid)


def test_finer_grids_contain_the_coarse_one() -> None:
    for one in AXES:
        if one.count < 10_000:
            assert set(values(one)) <= set(values(one.finer(10)))


def test_a_grid_of_six_digits_is_not_listed() -> None:
    fine = axis("x", "0.00001", 10**6, resolution=1).finer(100_000)
    assert fine.count > 9_000_000
    assert fine.value(fine.nearest_index(F("123.4567"))) == F("123.457")


def test_special_values_are_ends_then_marks_without_nominal() -> None:
    one = axis("x", 0, 10, 5, marks=(F(7), F(3), F(5)))
    assert one.special == (0, 10, 3, 7)


@given(st.fractions(min_value="0.001", max_value=1000, max_denominator=10**6))
def test_decades(value: F) -> None:
    assert F(10) ** decade(value) <= value < F(10) ** (decade(value) + 1)


@settings(max_examples=30)
@given(st.fractions(-100, 100), st.fractions(-100, 100), st.integers(1, 2))
def test_round_numbers_are_those_of_so_many_digits(a: F, b: F, digits: int) -> None:
    low, high = min(a, b), max(a, b)
    found = RoundNumbers(low, high, digits)
    listed = [found[index] for index in range(len(found))]
    assert listed == sorted(listed)
    assert all(low < value < high for value in listed)
    top = max(abs(low), abs(high))
    for tenths in range(-1000, 1001, 7):
        value = F(tenths, 10)
        short = float(value) == float(f"{float(value):.{digits - 1}e}")
        if low < value < high and short and abs(value) > top / 10**5:
            assert value in listed


@given(st.fractions("0.000001", 10**6), st.integers(1, 2000))
def test_round_steps(span: F, cells: int) -> None:
    step = round_step(span, cells)
    assert span / step <= cells
    assert span / step > F(cells, 3)
    assert f"{float(step):e}"[0] in "125"


def test_total_count_of_a_range_is_not_finite() -> None:
    assert total_count([axis("x", 1, 4, step=1), axis("y", 0, 9, step=3)]) == 16
    assert total_count([axis("x", 1, 4, step=1), axis("y", 0, 9)]) == 10**18


@pytest.mark.parametrize("one", AXES, ids=str)
@pytest.mark.parametrize("wanted", [0, 64])
def test_cutting_loses_no_value(one: Axis, wanted: int) -> None:
    boxes = Boxes.whole([one])
    marks = [
        one.value(index)
        for index in sorted({0, 1, one.count // 3, one.count // 2, max(0, one.count - 2), one.count - 1})
    ]
    for _ in range(4):
        rest = boxes.cut(np.zeros(len(boxes), dtype=int), wanted)
        single = boxes.take(boxes.single)
        boxes = Boxes.union([rest, single])
        low, high = boxes.bounds()["x"]
        for value in marks:
            assert any(F(float(left)) <= value <= F(float(right)) for left, right in zip(low, high, strict=True))
        for row in range(len(boxes)):
            assert one.low <= boxes.centre(row)["x"] <= one.high


def test_a_box_without_width_on_the_chosen_axis_is_cut_elsewhere() -> None:
    boxes = Boxes.whole([axis("x", 5, 5), axis("y", 0, 1)])
    assert len(boxes.cut(np.zeros(1, dtype=int))) == 2


@pytest.mark.parametrize("one", AXES, ids=str)
def test_the_index_below_is_that_of_the_last_grid_value_not_above(one: Axis) -> None:
    count = min(one.count, 5_000)
    grid = [one.value(index) for index in range(count)]
    some = grid[:: max(1, count // 50)] + grid[-1:]
    off_grid = [near + shift for near in some for shift in (F(1, 10**9), F(-1, 10**9), F(1, 3))]
    for value in (value for value in some + off_grid if count == one.count or value < grid[-1]):
        assert one.index_below(value) == max(0, bisect.bisect_right(grid, value) - 1)


def test_a_number_that_no_grid_holds_is_spelt_in_ever_more_digits() -> None:
    one = axis("x", 0, 1, unit=F(1, 1000), origin=F(1, 10))
    value = F(1, 10) + F("0.0123456789")
    found = list(one.spelt_shorter(value))
    assert found[:2] == [F("0.1123457"), F("0.1123456")]  # 12.3457 and 12.3456 of its unit
    assert all(
        abs(value - later) <= abs(value - sooner) for sooner, later in zip(found[::2], found[2::2], strict=False)
    )
    assert not list(one.spelt_shorter(F("0.1123")))
    assert not list(axis("x", 0, 1, nominal=F(1, 3)).spelt_shorter(F(1, 3)))
    assert not list(axis("x", 0, 100, step=1).spelt_shorter(F(7)))

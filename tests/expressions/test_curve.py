"""Curves: between their points by each law, at their points, and beyond their ends."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from conformance.expressions.outcomes import Undefined
from conformance.expressions.values import Curve, Points
from tests.expressions.readings import at, curve, element, limits, program

PUMP = ((10, 320), (20, 300), (40, 0))
BER = ((1, "1e-3"), (10, "1e-15"))


def reading(which, **point):
    return at(program("curve(c, x)", "x", c=which), **point)


@pytest.mark.parametrize(
    ("law", "x", "wanted"),
    [
        ("linear", 10, 320),
        ("linear", 15, 310),
        ("linear", 20, 300),
        ("linear", 30, 150),
        ("linear", 40, 0),
        ("step", 10, 320),
        ("step", "19.999", 320),
        ("step", 20, 300),
        ("step", "39.999", 300),
        ("step", 40, 0),
        ("step-up-to", 10, 320),
        ("step-up-to", "10.001", 300),
        ("step-up-to", 20, 300),
        ("step-up-to", "20.001", 0),
        ("step-up-to", 40, 0),
    ],
)
def test_between_and_at_the_points(law, x, wanted):
    assert reading(curve(*PUMP, law=law), x=x) == wanted


def test_a_power_law_is_straight_on_logarithmic_axes():
    found = reading(curve((1, 5), (100, 500), law="log-log"), x=7)
    assert abs(found - 35) < Fraction("1e-40")


@pytest.mark.parametrize("law", ["linear", "step", "step-up-to", "log-log"])
@pytest.mark.parametrize("beyond", ["refuse", "hold"])
def test_an_end_is_reached_within_the_slack_only(law, beyond):
    which = curve((10, 320), (20, 300), law=law, beyond=beyond)
    for x, wanted in (("9.99999999", 320), ("20.00000001", 300)):
        assert reading(which, x=x) == wanted
    for x, wanted in (("9.9999999", 320), ("20.0000001", 300)):
        found = reading(which, x=x)
        assert found == wanted if beyond == "hold" else isinstance(found, Undefined) and found.reason == "beyond-curve"


@pytest.mark.parametrize("law", ["linear", "step", "step-up-to", "log-log"])
def test_a_curve_of_one_point_has_one_value(law):
    assert reading(curve((3, 5), law=law), x=3) == 5
    assert reading(curve((3, 5), law=law, beyond="hold"), x=8) == 5
    assert isinstance(reading(curve((3, 5), law=law), x=8), Undefined)


def test_a_power_law_through_zero_is_undefined_inside():
    which = curve((0, 1), (10, 5), law="log-log")
    assert isinstance(reading(which, x=3), Undefined)
    assert limits(program("curve(c, x)", "x", c=which), x=(3, 4))[2]


def test_the_array_reading_leaves_an_undefined_argument_undefined():
    for law in ("linear", "step", "step-up-to"):
        for beyond in ("refuse", "hold"):
            found = program("curve(c, sqrt(x))", "x", c=curve(*PUMP, law=law, beyond=beyond))
            assert np.isnan(element(found, x=-1))


def test_the_interval_reading_of_a_whole_curve_is_not_undefined_at_its_ends():
    which = program("curve(c, x)", "x", c=curve(("0.1", 1), ("0.7", 2)))
    low, high, undefined = limits(which, x=(0.1 - 1e-17, 0.7 + 1e-16))
    assert not undefined
    assert low == pytest.approx(1)
    assert high == pytest.approx(2)
    assert limits(which, x=(0.1 - 1e-9, 0.7))[2]


def test_the_interval_reading_holds_where_a_steep_curve_crosses_zero():
    which = curve(("1000000000.1", "-1000.3"), ("1000000000.7", "1000.1"))
    found = program("curve(c, x)", "x", c=which)
    for x in np.linspace(1000000000.1, 1000000000.7, 50):
        low, high, _ = limits(found, x=(x, x))
        exact = at(found, x=Fraction(float(x)))
        assert low <= exact <= high


def test_the_interval_reading_holds_over_many_decades():
    found = program("curve(c, x)", "x", c=curve(*BER, law="log-log"))
    for x in np.geomspace(1, 10, 60):
        low, high, _ = limits(found, x=(x, x))
        exact = at(found, x=Fraction(float(x)))
        assert low <= exact <= high
        assert high <= low * (1 + 1e-11)


@pytest.mark.parametrize(("law", "box", "value"), [("step", (180, 200), 5), ("step-up-to", (150, 180), 5)])
def test_a_box_that_ends_at_the_edge_of_a_step_has_one_value(law, box, value):
    which = curve((90, 2), (180, 5), (305, 7 if law == "step-up-to" else 5), law=law)
    low, high, undefined = limits(program("curve(c, x)", "x", c=which), x=box)
    assert (low, high, bool(undefined)) == (value, value, False)


@pytest.mark.parametrize(("law", "sides"), [("step", (1, 2)), ("step-up-to", (2, 5))])
def test_both_sides_of_a_step_belong_to_a_box_over_its_edge(law, sides):
    which = curve(("0.3", 1), ("0.7", 2), ("0.9", 5), law=law)
    low, high, _ = limits(program("curve(c, x)", "x", c=which), x=(0.7, np.nextafter(0.7, 1)))
    assert (low, high) == sides


@given(
    st.lists(st.integers(1, 40), min_size=2, max_size=6, unique=True).map(sorted),
    st.lists(st.integers(1, 90), min_size=6, max_size=6),
    st.sampled_from(["linear", "step", "step-up-to", "log-log"]),
    st.booleans(),
    st.tuples(st.floats(0, 0.99), st.floats(0, 0.99)).map(sorted),
)
def test_a_curve_that_only_rises_or_falls_is_read_as_one_that_turns_elsewhere(xs, levels, law, falls, part):
    """What a box holds of a curve is told by its ends where the curve keeps one direction, else by all points inside."""
    ys = sorted(levels, reverse=falls)[: len(xs)]
    points = list(zip(xs, ys, strict=True))
    turned = [*points, (50, 100), (60, 50), (70, 100)]
    box = tuple(xs[0] + share * (xs[-1] - xs[0]) for share in part)
    plain, other = (limits(program("curve(c, x)", "x", c=curve(*some, law=law)), x=box) for some in (points, turned))
    assert plain == other


def test_points_that_are_read_late_are_read_once() -> None:
    reads: list[int] = []

    def read() -> Points:
        reads.append(1)
        return (Fraction(1), Fraction(2)), (Fraction(3), Fraction(4))

    late = Curve.late(read, "linear", "hold")
    assert not reads
    assert late == Curve((Fraction(1), Fraction(2)), (Fraction(3), Fraction(4)), "linear", "hold")
    assert late.ys == (3, 4)
    assert reads == [1]
    with pytest.raises(AttributeError):
        _ = late.zs

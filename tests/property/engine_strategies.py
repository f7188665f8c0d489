"""Random small problems: one to three numbers on grids of a few points, and a clause whose every point can be evaluated.

Clauses are texts, so that a failing example can be read, copied into a rule, and run again.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from fractions import Fraction
from functools import cache
from typing import NamedTuple

from hypothesis import strategies as st

from conformance.engine.axes import Axis
from conformance.engine.problem import Point, Problem
from tests.engine import problems

NAMES = ("a", "b", "c")
# What makes a cube that can be evaluated whole, point by point; a single axis may have more.
MOST_POINTS = {1: 20, 2: 8, 3: 5}
MOST_FINER = 2_000


class Text(NamedTuple):
    """A problem as it is written: axes, clause, conditions, and the value of a discrete choice."""

    axes: tuple[Axis, ...]
    clause: str
    where: tuple[str, ...] = ()
    choice: Fraction = Fraction(1)

    def problem(self) -> Problem:
        """The problem; of the axes, those that it depends on."""
        return problems.problem(self.clause, self.axes, where=self.where, names={"k": self.choice})


@cache
def decimals(low: int, high: int, places: int = 1) -> st.SearchStrategy[Fraction]:
    """Short decimals."""
    scale = 10**places
    return st.integers(low * scale, high * scale).map(lambda digits: Fraction(digits, scale))


@st.composite
def whole_axes(draw: st.DrawFn, name: str, most: int) -> Axis:
    """Whole steps from a short decimal, nominal on one of them."""
    step, count = draw(st.sampled_from((1, 1, 2, 5, Fraction(1, 2)))), draw(st.integers(1, most))
    low = draw(st.sampled_from((0, 1, -3, 10, Fraction(5, 2))))
    nominal = low + step * draw(st.integers(0, count - 1))
    return Axis(name, Fraction(low), Fraction(low + step * (count - 1)), Fraction(step), Fraction(nominal))


@st.composite
def ranges(draw: st.DrawFn, name: str, most: int) -> Axis:
    """A continuous axis: ends off the grid, zero of the written scale elsewhere, written in another unit, break points."""
    step = draw(st.sampled_from((Fraction(1), Fraction(1, 2), Fraction(1, 10), Fraction(5), Fraction(1, 3))))
    low = draw(decimals(-3, 3)) * step
    high = low + step * draw(decimals(1, most - 3))
    nominal = low + (high - low) * draw(st.sampled_from((0, 1, Fraction(1, 2), Fraction(2, 7), Fraction(9, 10))))
    if draw(st.booleans()):
        nominal = min(high, max(low, round(nominal / step) * step))
    marks = draw(st.lists(decimals(0, 1, 2), max_size=2, unique=True))
    inside = tuple(sorted(low + share * (high - low) for share in marks if 0 < share < 1))
    origin = draw(st.sampled_from((Fraction(0), Fraction(0), Fraction("273.15"))))
    return Axis(name, low, high, None, nominal, resolution=step, origin=origin, marks=inside)


@st.composite
def digit_axes(draw: st.DrawFn, name: str) -> Axis:
    """An axis over a decade or less, on round numbers of one digit."""
    low = draw(decimals(0, 9)) + Fraction(1, 2)
    high = low * draw(st.sampled_from((2, 4, Fraction(15, 2))))
    nominal = draw(st.sampled_from((low, high, low + (high - low) / 3)))
    return Axis(name, low, high, None, nominal, scale=draw(st.sampled_from(("linear", "log"))), resolution=1)


@st.composite
def boxes(draw: st.DrawFn) -> tuple[Axis, ...]:
    """One to three axes in the order of declaration."""
    count = draw(st.sampled_from((1, 2, 2, 3)))
    most = MOST_POINTS[count]
    found = []
    for name in draw(st.permutations(NAMES))[:count]:
        forms = [whole_axes(name, most), ranges(name, most), ranges(name, most)]
        forms += [digit_axes(name)] if count < 3 else []
        found.append(draw(st.one_of(forms)))
    return tuple(found)


@cache
def _numbers(names: tuple[str, ...]) -> st.SearchStrategy[str]:
    """Formulas that yield a number."""
    plain = st.one_of(st.sampled_from(names), st.sampled_from(names), _constants(), st.just("k"))

    def larger(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
        return st.one_of(
            st.builds("({} {} {})".format, inner, st.sampled_from("++--*"), inner),
            st.builds("({} / {})".format, inner, inner),
            st.builds("{}({}, {})".format, st.sampled_from(("min", "max")), inner, inner),
            st.builds("{}({})".format, st.sampled_from(("floor", "ceil", "abs", "round")), inner),
            st.builds("({} if {} else {})".format, inner, st.builds("{} <= {}".format, inner, inner), inner),
        )

    return st.recursive(plain, larger, max_leaves=6)


@cache
def _constants() -> st.SearchStrategy[str]:
    return st.one_of(st.integers(-3, 12).map(str), decimals(-2, 9, 2).map(lambda value: f"{float(value):g}"))


@cache
def _truths(names: tuple[str, ...]) -> st.SearchStrategy[str]:
    """Formulas that yield a truth value."""
    numbers, relations = _numbers(names), ("<=", "<=", ">=", "<", ">", "!=", "==")
    compared = st.builds("{} {} {}".format, numbers, st.sampled_from(relations), numbers)

    def larger(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
        return st.one_of(
            st.builds("({}) {} ({})".format, inner, st.sampled_from(("and", "or")), inner),
            st.builds("not ({})".format, inner),
        )

    return st.recursive(compared, larger, max_leaves=3)


@cache
def clauses(names: tuple[str, ...]) -> st.SearchStrategy[str]:
    """Any small clause; and the shapes that rules have: sums, products, saw-teeth, alternatives, narrow places."""
    name, limit = st.sampled_from(names), _constants()
    shapes = (
        st.builds("{} + {} * {} <= {}".format, name, limit, name, limit),
        st.builds("{} * {} <= {}".format, name, name, limit),
        st.builds("floor({} / {}) * {} >= {}".format, name, st.integers(1, 4), name, limit),
        st.builds("ceil({} * {}) - {} <= {}".format, name, st.sampled_from(("0.3", "1.7", "2")), name, limit),
        st.builds("min({}, {}) + max({}, {}) <= {}".format, name, limit, name, limit, limit),
        st.builds("{} <= {} or {} >= {}".format, name, limit, name, limit),
        st.builds(
            "abs({} - {}) + abs({} - {}) >= {}".format, name, limit, name, limit, st.sampled_from(("0.1", "0.5", "2"))
        ),
        st.builds("1 / ({} - {}) <= {}".format, name, limit, st.integers(0, 9)),
    )
    return st.one_of(_truths(names), _truths(names), *shapes)


@cache
@st.composite
def _breaking(draw: st.DrawFn, names: tuple[str, ...]) -> str:
    """A clause that has no value where some number meets another, alone or beside what may make it unneeded."""
    part = draw(
        st.sampled_from(("{} / ({} - {})", "sqrt({1} - {2}) + {0}", "log(abs({1} - {2})) + {0}", "{} % ({} - {})"))
    )
    on = draw(st.sampled_from(names)), draw(st.one_of(_constants(), st.sampled_from(names)))
    broken = f"{part.format(draw(_numbers(names)), *on)} {draw(st.sampled_from(('<=', '>=')))} {draw(_constants())}"
    beside = draw(st.sampled_from(("{}", "{}", "{} and {}", "{1} and {0}", "{1} or {0}", "not {1} and {0}")))
    return beside.format(f"({broken})", f"({draw(_truths(names))})")


@st.composite
def texts(draw: st.DrawFn, *, breaking: bool = False) -> Text:
    """A small problem, often with a condition."""
    axes = draw(boxes())
    names = tuple(axis.name for axis in axes)
    where = draw(st.one_of(st.just(()), st.just(()), st.tuples(_truths(names))))
    clause = draw(_breaking(names) if breaking else clauses(names))
    return Text(axes, clause, where, draw(st.sampled_from((Fraction(1), Fraction(2), Fraction(-1, 2)))))


def finer(one: Problem) -> Iterator[Point]:
    """Every point of a grid ten times as fine of one number; of more numbers, an even pick of a few thousand of them."""
    axes = one.finer(10).axes
    every = math.prod(axis.count for axis in axes)
    for place in range(0, every, max(1, every // MOST_FINER) | 1):
        point, rest = {}, place
        for axis in axes:
            rest, index = divmod(rest, axis.count)
            point[axis.name] = axis.value(index)
        yield point

"""Where an argument of a formula takes a value on the line along one variable: by secants and halving, in fractions.

Exact after one step wherever the argument is linear in that variable, and after a few to far more digits than a verdict asks for where it
is smooth. Once two places are known between which it comes to the value, a secant that does not halve their distance is followed by
a step to their middle: what is steep, flat or kinked comes to an end too.
"""

from __future__ import annotations

import math
from fractions import Fraction

from conformance.engine.axes import Axis
from conformance.engine.problem import Point
from conformance.engine.work import Work
from conformance.expressions import number
from conformance.expressions.program import Program
from conformance.findings.named import NamedTuple

_MOST_DIGITS = 10**60
_NEAR = Fraction(1, 10**30)
"""Share of a range below which two places of a line are one."""
_SHARE = Fraction(1, 1_000_000)
"""Share of a range by which the second place of a line stands beside the first."""
_STEPS = 64
_SECANTS = 6
"""Secants at most that come no nearer than to half of what was missing."""

Place = tuple[Fraction, Fraction]
"""The value of a variable, and by how much the argument is above its level there."""

Pair = tuple[Place, Place]


class Held(NamedTuple):
    """An argument that stays at a level, and the variable that moves along for it."""

    argument: Program
    level: Fraction
    axis: Axis


class Line(NamedTuple):
    """The points that one variable leads through, and others that follow it.

    Attributes:
        start: where it begins; what neither moves nor follows stays as it is there.
        axis: the variable that is moved.
        work: what is done is added to it.
        held: what the points keep to, each by a variable of its own.
    """

    start: Point
    axis: Axis
    work: Work
    held: tuple[Held, ...] = ()

    def at(self, value: Fraction) -> Point | None:
        """The point with the variable at a value; None where one that follows would leave its range."""
        return _settled({**self.start, self.axis.name: value}, self.held, self.work)

    def above(self, argument: Program, level: Fraction | int, value: Fraction) -> Fraction | None:
        """By how much an argument is above a level at a place of the line; None where it has no value there."""
        point = self.at(value)
        if point is None:
            return None
        self.work.step(len(argument.instructions))
        found = number.run(argument, point)
        return Fraction(found) - level if isinstance(found, int | Fraction) else None

    def crossing(self, argument: Program, level: Fraction | int, other: Fraction | None = None) -> Fraction | None:
        """The value at which an argument comes to a level, or nearest to it; None where that lies outside of the range.

        Args:
            argument: what is worked out.
            level: the value that it is to have, in base units.
            other: a second place of the line; the first is where it begins. If there is none, one just beside.
        """
        here = self.start[self.axis.name]
        if other is None or other == here:
            other = _beside(self.axis, here)
        below, above = self.above(argument, level, here), self.above(argument, level, other)
        if not below or not above:
            return here if below == 0 else other if above == 0 else None
        found = _sought(self, argument, level, ((here, below), (other, above)))
        return found and (self._in_few_digits(argument, level, *found) if found[1] else found[0])

    def _in_few_digits(self, argument: Program, level: Fraction | int, found: Fraction, missed: Fraction) -> Fraction:
        """The simplest fraction near what was found, where the argument is exactly at the level there."""
        simple = found.limit_denominator(max(1, math.isqrt(math.floor(1 / missed)) // 2))
        within = self.axis.low <= simple <= self.axis.high
        return simple if within and self.above(argument, level, simple) == 0 else found


def _settled(point: Point, held: tuple[Held, ...], work: Work) -> Point | None:
    """The point with the variables that follow where all that is held is at its level."""
    if not held:
        return point
    last = held[-1]
    line = Line(point, last.axis, work, held[:-1])
    value = line.crossing(last.argument, last.level)
    return None if value is None else line.at(value)


def _beside(axis: Axis, value: Fraction) -> Fraction:
    """A second place of a line: teeth of a saw may lie close together."""
    reach = (axis.high - axis.low) * _SHARE if axis.step is None else axis.step
    return value + reach if value + reach <= axis.high else value - reach


def _sought(line: Line, argument: Program, level: Fraction | int, pair: Pair) -> tuple[Fraction, Fraction] | None:
    """The place at which least is missing, and by how much it was moved last; None where the way leads out of the range."""
    around = pair if _opposite(*pair) else None
    halve, left, moved = False, _SECANTS, Fraction(0)
    for _ in range(_STEPS):
        value = _next(pair, around, halve=halve)
        if value is not None and not line.axis.low <= value <= line.axis.high:
            value = _end(line.axis, value, pair)
        above = None if value is None else line.above(argument, level, value)
        if value is None or above is None:
            return None
        best, new = min(pair, key=_size), (value, above)
        moved = abs(value - best[0])
        if moved <= _NEAR * (line.axis.high - line.axis.low) or not above:
            return value, moved if above else Fraction(0)
        narrower = _narrowed(around or pair, new)
        halve = around is not None and narrower is not None and 2 * _width(narrower) > _width(around)
        left -= narrower is None and 2 * _size(new) > _size(best)
        pair, around = (best, new), narrower
        if not left:
            return None
    return min(pair, key=_size)[0], moved


def _end(axis: Axis, value: Fraction, pair: Pair) -> Fraction | None:
    """The end of the range beyond which a secant leads, as the argument may come to its level before; None where it does not."""
    end = axis.low if value < axis.low else axis.high
    return None if any(place == end for place, _ in pair) else end


def _next(pair: Pair, around: Pair | None, *, halve: bool) -> Fraction | None:
    """Where the secant through two places is zero, or the middle of what is left; None where the secant is level."""
    (here, below), (there, above) = pair
    value = None if below == above else here - below * (there - here) / (above - below)
    if around is not None:
        left, right = sorted(place[0] for place in around)
        value = (left + right) / 2 if halve or value is None or not left < value < right else value
    return None if value is None else _rounded(value)


def _rounded(value: Fraction) -> Fraction:
    """What takes no more digits than anybody wrote as it is: roots have no end of them."""
    return value if value.denominator <= _MOST_DIGITS else Fraction(round(value * _MOST_DIGITS), _MOST_DIGITS)


def _narrowed(pair: Pair, new: Place) -> Pair | None:
    """The new place and one of two beyond the level, None where there is none."""
    return next(((place, new) for place in pair if _opposite(place, new)), None)


def _opposite(one: Place, other: Place) -> bool:
    return (one[1] < 0) != (other[1] < 0)


def _size(place: Place) -> Fraction:
    return abs(place[1])


def _width(pair: Pair) -> Fraction:
    return abs(pair[0][0] - pair[1][0])

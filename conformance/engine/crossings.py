"""Where an argument of a formula takes a value on the line along one variable: by secants, in fractions.

Exact after one step wherever the argument is linear in that variable, and after a few to far more digits than a verdict asks for where it is smooth.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from conformance.engine.axes import Axis
from conformance.engine.problem import Point
from conformance.expressions import number
from conformance.expressions.program import Program

_MOST_DIGITS = 10**60


def crossings(
    argument: Program, start: Point, axis: Axis, other: Fraction, *, level: Fraction | int = 0, steps: int = 3
) -> Iterator[Fraction]:
    """Values of one variable at which the argument comes to ``level``, each nearer than the one before; none outside of its range.

    Args:
        argument: what is worked out.
        start: where the line begins; the other variables stay as they are there.
        axis: the variable that is moved.
        other: its value at a second point of the line.
        level: the value that the argument is to have, in base units.
        steps: secants at most.
    """
    here, there = start[axis.name], other
    below, above = _above(argument, start, axis, here, level), _above(argument, start, axis, there, level)
    for _ in range(steps):
        if below is None or above is None or below == above:
            return
        zero = (here - below * (there - here) / (above - below)).limit_denominator(_MOST_DIGITS)
        if not axis.low <= zero <= axis.high:
            return
        yield zero
        rest = _above(argument, start, axis, zero, level)
        if not rest:
            return
        here, below, there, above = (
            (here, below, zero, rest) if abs(below) <= abs(above) else (there, above, zero, rest)
        )


def _above(argument: Program, start: Point, axis: Axis, place: Fraction, level: Fraction | int) -> Fraction | None:
    """By how much the argument is above the level at a place of the line; None where it has no value there."""
    value = number.run(argument, {**start, axis.name: place})
    return Fraction(value) - level if isinstance(value, int | Fraction) else None

"""The arithmetic of the rule language a second time: exact fractions, written from its definition and from nothing of ``conformance``.

A verdict is held against these few functions, so that an error in the tool's readings cannot excuse itself.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping
from fractions import Fraction
from math import floor
from typing import NamedTuple

SLACK = Fraction(1, 10**9)
"""Relative: what is closer counts as equal in comparisons, and as whole in ``floor`` and ``ceil``."""


class Missing(Exception):
    """A formula has no value here."""


class Absent(Exception):
    """A formula asks for a claim that the descriptor does not make."""


def tied(a: Fraction, b: Fraction) -> bool:
    """Whether two numbers count as equal."""
    return abs(a - b) <= SLACK * max(abs(a), abs(b))


RELATIONS: Mapping[str, Callable[[Fraction, Fraction], bool]] = {
    "<=": lambda a, b: a <= b or tied(a, b),
    ">=": lambda a, b: a >= b or tied(a, b),
    "<": lambda a, b: a < b and not tied(a, b),
    ">": lambda a, b: a > b and not tied(a, b),
    "==": tied,
    "!=": lambda a, b: not tied(a, b),
}
TURNED = {"<=": ">=", ">=": "<=", "<": ">", ">": "<", "==": "==", "!=": "!="}
"""The relation that says the same with its sides exchanged."""


def whole(x: Fraction) -> Fraction:
    """The floor, a value just below a whole number counting as that."""
    above = floor(x) + 1
    return Fraction(above if above - x <= min(SLACK * abs(x), Fraction(1, 1024)) else above - 1)


def rounded_up(x: Fraction) -> Fraction:
    """The ceiling, with the same slack."""
    return -whole(-x)


def quotient(a: Fraction, b: Fraction) -> Fraction:
    """``a / b``.

    Raises:
        Missing: of zero.
    """
    if b == 0:
        raise Missing
    return Fraction(a) / b


def remainder(a: Fraction, b: Fraction) -> Fraction:
    """``a % b``, with the sign of ``b``."""
    return a - b * whole(quotient(a, b))


def near(a: Fraction, b: Fraction, tolerance: Fraction) -> bool:
    """Whether ``a`` is as near to ``b`` as a share of ``b`` says."""
    return abs(a - b) - tolerance * abs(b) <= SLACK * max(abs(a), abs(b))


class Curve(NamedTuple):
    """A curve of a descriptor: its points, how it runs between them, and what lies beyond its ends."""

    points: tuple[tuple[Fraction, Fraction], ...]
    law: str
    beyond: str

    def read(self, x: Fraction) -> Fraction:
        """Its height at ``x``.

        Raises:
            Missing: ``x`` lies beyond its ends and the curve refuses that.
        """
        (first, start), (last, end) = self.points[0], self.points[-1]
        reach = SLACK * max(abs(first), abs(last))
        if self.beyond == "refuse" and not first - reach <= x <= last + reach:
            raise Missing
        if x <= first or x >= last:
            return start if x <= first else end
        return next(
            self._between(x, *stretch) for stretch in itertools.pairwise(self.points) if self._holds(x, *stretch)
        )

    def _holds(self, x: Fraction, low: tuple[Fraction, Fraction], high: tuple[Fraction, Fraction]) -> bool:
        return low[0] < x <= high[0] if self.law == "step-up-to" else low[0] <= x < high[0]

    def _between(self, x: Fraction, low: tuple[Fraction, Fraction], high: tuple[Fraction, Fraction]) -> Fraction:
        if self.law == "linear":
            return low[1] + (high[1] - low[1]) * (x - low[0]) / (high[0] - low[0])
        return high[1] if self.law == "step-up-to" else low[1]

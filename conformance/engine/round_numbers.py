"""Round numbers: the grid of an axis whose resolution is a number of significant digits, and round steps."""

from __future__ import annotations

import bisect
import itertools
import math
from fractions import Fraction
from functools import lru_cache

from conformance.findings.named import NamedTuple

DECADES = 6
"""Where a range reaches zero, its grid of significant digits ends this many decades below its largest magnitude."""


class Run(NamedTuple):
    """Neighbouring round numbers of one decade: ``mantissa * unit``, mantissas from ``first`` in steps of one.

    ``unit`` is positive; mantissas below zero make the numbers below zero.
    """

    first: int
    length: int
    unit: Fraction


class RoundNumbers:
    """All numbers of some significant digits strictly between two ends, ascending; held as runs, never listed."""

    def __init__(self, low: Fraction, high: Fraction, digits: int) -> None:
        """Take the open interval from ``low`` to ``high``."""
        runs = [*_mirrored(_positive(-high, -low, digits)), *_zero(low, high), *_positive(low, high, digits)]
        self.runs = tuple(run for run in runs if run.length > 0)
        self.starts = tuple(itertools.accumulate((run.length for run in self.runs), initial=0))

    def __len__(self) -> int:
        """How many there are."""
        return self.starts[-1]

    def __getitem__(self, index: int) -> Fraction:
        """Number ``index``, ascending."""
        which = bisect.bisect_right(self.starts, index) - 1
        run = self.runs[which]
        return (run.first + index - self.starts[which]) * run.unit

    def up_to(self, value: Fraction) -> int:
        """How many of them are not above ``value``."""
        found = 0
        for run, start in zip(self.runs, self.starts, strict=False):
            inside = math.floor(value / run.unit) - run.first + 1
            if inside <= 0:
                break
            found = start + min(run.length, inside)
        return found


def _zero(low: Fraction, high: Fraction) -> list[Run]:
    return [Run(0, 1, Fraction(1))] if low < 0 < high else []


def _mirrored(runs: list[Run]) -> list[Run]:
    return [Run(-(run.first + run.length - 1), run.length, run.unit) for run in reversed(runs)]


def _positive(low: Fraction, high: Fraction, digits: int) -> list[Run]:
    """The runs of the positive numbers between ``low`` and ``high``, which may be negative."""
    if high <= 0:
        return []
    top = decade(high)
    bottom = decade(low) if low > 0 else top - DECADES
    runs: list[Run] = []
    for exponent in range(bottom, top + 1):
        unit = ten_to(exponent - digits + 1)
        first = max(10 ** (digits - 1), math.floor(low / unit) + 1)
        last = min(10**digits - 1, math.ceil(high / unit) - 1)
        runs.append(Run(first, last - first + 1, unit))
    return runs


def decade(value: Fraction) -> int:
    """The exponent of ten of a positive number: 10**decade <= value < 10**(decade + 1)."""
    return decade_of(value.numerator, value.denominator)


def decade_of(numerator: int, denominator: int) -> int:
    """The same of a quotient of positive integers, which need not be in lowest terms."""
    # The digits of both integers give it to within one.
    exponent = len(str(numerator)) - len(str(denominator))
    reached = 10**exponent * denominator <= numerator if exponent >= 0 else denominator <= numerator * 10**-exponent
    return exponent if reached else exponent - 1


@lru_cache(maxsize=64)
def ten_to(exponent: int) -> Fraction:
    """Ten to a power, exact."""
    return Fraction(10**exponent) if exponent >= 0 else Fraction(1, 10**-exponent)


def round_step(span: Fraction, cells: int) -> Fraction:
    """The smallest step of 1, 2 or 5 times a power of ten that cuts the span into at most ``cells`` cells."""
    if span <= 0:
        return Fraction(1)
    base = ten_to(decade(span / cells))
    return next(base * m for m in (1, 2, 5, 10) if base * m * cells >= span)

"""Curves of descriptors and tables a second time, from the rule language's definition."""

from __future__ import annotations

import itertools
from fractions import Fraction
from typing import NamedTuple

from hunt.exact import SLACK, Missing
from hunt.smooth import along_logarithms


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
        if self.law == "log-log":
            return along_logarithms(low, high, x)
        if self.law == "linear":
            return low[1] + (high[1] - low[1]) * (x - low[0]) / (high[0] - low[0])
        return high[1] if self.law == "step-up-to" else low[1]

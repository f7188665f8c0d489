"""What the number reading yields: a number, a truth value with its margin, or nothing at all at this point."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction

from conformance.expressions.tree import Node
from conformance.expressions.values import Number

SLACK = Fraction(1, 10**9)
"""The one relative slack of all readings, within which two values are a tie."""

WHOLE_SLACK = Fraction(1, 1024)
"""The most that ``floor`` and ``ceil`` take for a tie: beyond a million the relative slack would swallow whole integers."""


@dataclass(frozen=True, slots=True)
class Undefined:
    """A value that does not exist at this point: why (``division-by-zero`` …) and which part of the formula it is."""

    reason: str
    part: Node | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Truth:
    """A truth value with its margin.

    Attributes:
        holds: whether it is true.
        amount: how far from turning, negative where false, in the unit of the comparison; None where there is no margin.
        limit: what a per cent of it refers to (absolute value of the right side); None where that says nothing.
    """

    holds: bool
    amount: Number | None = None
    limit: Number | None = None

    @property
    def relative(self) -> Fraction | None:
        """The margin as a share of the limit."""
        if self.amount is None or not self.limit:
            return None
        return Fraction(self.amount) / Fraction(self.limit)


Scalar = Number | Truth | Undefined

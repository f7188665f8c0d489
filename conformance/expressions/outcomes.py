"""What a part of a formula comes to: a number, a truth value with its margin, or nothing at all at this point.

In a program (``program``) it may also be the result of an earlier instruction, which is not known yet.
"""

from __future__ import annotations

from fractions import Fraction

from conformance.expressions.tree import Node
from conformance.expressions.values import Curve, Number, Value
from conformance.findings.type_hints import Final

SLACK = Fraction(1, 10**9)
"""The one relative slack of all readings, within which two values are a tie."""

ROUNDING = Fraction(1, 10**30)
"""The relative difference below which the number reading cannot tell two irrational values apart (``exact``: 35 digits are
right): ``sqrt(x) * sqrt(x)`` is ``x``. No declared value has so many digits."""

WHOLE_SLACK = Fraction(1, 1024)
"""The most that ``floor`` and ``ceil`` take for a tie: beyond a million the relative slack would swallow whole integers."""


MOST_BITS = 1_000
"""Shares and factors beyond this power of two are none: next to a pole, doubles would end before them."""


def bits(value: Fraction) -> int:
    """About the logarithm of the magnitude, to the base of two."""
    return value.numerator.bit_length() - value.denominator.bit_length()


ENDLESS = "endless"
"""Why a variable has no value whose range grows without end, as ``10 / v`` does with ``v`` toward zero: nothing can be decided."""


class Undefined(Value):
    """A value that does not exist at this point: why (``division-by-zero`` …) and which part of the formula it is."""

    __slots__ = ("part", "reason")
    __match_args__ = ("reason", "part")

    def __init__(self, reason: str, part: Node | None = None) -> None:
        """Keep both; the part does not count in comparisons."""
        self.reason: Final = reason
        self.part: Final = part

    def _key(self) -> tuple[object, ...]:
        return (self.reason,)


class Truth(Value):
    """A truth value with its margin.

    Attributes:
        holds: whether it is true.
        amount: how far from turning, negative where false, in the unit of the comparison; None where there is no margin.
        limit: what a per cent of it refers to (absolute value of the right side); None where that says nothing.
    """

    __slots__ = ("amount", "holds", "limit")
    __match_args__ = ("holds", "amount", "limit")

    def __init__(self, holds: bool, amount: Number | None = None, limit: Number | None = None) -> None:  # noqa: FBT001
        """Keep the truth value with what is known of its margin."""
        self.holds: Final = holds
        self.amount: Final = amount
        self.limit: Final = limit

    def _key(self) -> tuple[object, ...]:
        return self.holds, self.amount, self.limit

    @property
    def leaning(self) -> bool:
        """Whether it holds by the slack of comparisons alone."""
        return self.holds and self.amount is not None and -self.amount > ROUNDING * (self.limit or 0)

    @property
    def relative(self) -> Fraction | None:
        """The margin as a share of the limit; None where there is none, or next to none: beyond what a double holds."""
        amount, limit = self.amount, self.limit
        if amount is None or not limit:
            return None
        if isinstance(amount, Fraction):
            share = amount / limit
        else:
            share = Fraction(amount, limit) if limit.__class__ is int else Fraction(amount) / limit
        return share if bits(share) < MOST_BITS else None


Scalar = Number | Truth | Undefined


class Ref(Value):
    """The result of an earlier instruction."""

    __slots__ = ("index",)
    __match_args__ = ("index",)

    def __init__(self, index: int) -> None:
        """Name the instruction by its place in the list."""
        self.index: Final = index

    def _key(self) -> tuple[object, ...]:
        return (self.index,)

    def __hash__(self) -> int:
        """The place itself, which is quickest."""
        return self.index


Operand = Ref | Number | Truth | Undefined | Curve | bool
"""What an instruction works on: an earlier result or a value that is fixed."""

"""Binary floating-point formats and rounding to nearest, ties to even (IEEE 754-2019, 4.3.1; OCP 8-bit formats 1.0; OCP MX 1.0).

Exact, on fractions. Tests hold it against ml_dtypes.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from conformance.findings.named import NamedTuple


class Format(NamedTuple):
    """A format by its numbers.

    Attributes:
        precision: bits of the significand, the leading one included.
        lowest: exponent of the smallest normal number 2 ** lowest.
        highest: the largest finite number.
        beyond: what a number beyond it becomes: infinity, NaN, or the largest finite number.
    """

    precision: int
    lowest: int
    highest: Fraction
    beyond: str = "infinity"

    @property
    def unit(self) -> Fraction:
        """The unit roundoff: the largest relative error of rounding a normal number."""
        return Fraction(1, 2**self.precision)


def _ieee(precision: int, lowest: int, top: int) -> Format:
    return Format(precision, lowest, Fraction(2**precision - 1, 1) * Fraction(2) ** (top - precision + 1))


FORMATS: Mapping[str, Format] = {
    "f64": _ieee(53, -1022, 1023),
    "f32": _ieee(24, -126, 127),
    "tf32": _ieee(11, -126, 127),
    "f16": _ieee(11, -14, 15),
    "bf16": _ieee(8, -126, 127),
    "f8e5m2": _ieee(3, -14, 15),
    "f8e4m3fn": Format(4, -6, Fraction(448), "nan"),
    "f4e2m1": Format(2, 0, Fraction(6), "largest"),
    # The parts of a complex number are added apart.
    "c64": _ieee(24, -126, 127),
    "c128": _ieee(53, -1022, 1023),
}


def rounded(value: Fraction, format_: Format) -> Fraction | None:
    """``value`` in the format; None where it lies beyond the largest number and the format does not stop there."""
    if value == 0:
        return value
    size = abs(value)
    step = Fraction(2) ** (max(exponent(size), format_.lowest) - format_.precision + 1)
    # Round on a fraction ties to even, as the standard wants it.
    nearest = round(size / step) * step
    if nearest > format_.highest:
        if format_.beyond != "largest":
            return None
        nearest = format_.highest
    return nearest if value > 0 else -nearest


def exponent(size: Fraction) -> int:
    """The largest e with 2 ** e <= size."""
    guess = size.numerator.bit_length() - size.denominator.bit_length()
    return guess if Fraction(2) ** guess <= size else guess - 1

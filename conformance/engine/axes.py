"""The values of one quantified number: its ends, nominal value, break points, and the grid that counterexamples stand on."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import cached_property

from conformance.engine.round_numbers import RoundNumbers, decade, round_step, ten_to
from conformance.expressions.one_range import Ends, tightest
from conformance.expressions.values import Value
from conformance.findings.type_hints import Any, Final, Literal

DEFAULT_CELLS = 1_000
"""About how many grid cells an axis without a declared resolution is cut into, at a round step."""
DEFAULT_DIGITS = 2
"""Significant digits of the grid of an axis that spreads over decades and declares no resolution."""
EXACT_INDICES = 2**49
"""Up to here indices, and what is computed of them while boxes are cut, are exact as doubles."""
MOST_DIGITS = 6
"""Grids of significant digits are not refined beyond."""
_DOUBLE_DIGITS = 17
"""With so many digits every double is told from its neighbours."""
_ZERO, _ONE = Fraction(0), Fraction(1)


class Axis(Value):
    """One quantified number.

    Attributes:
        name: the variable.
        low: smallest value, in base units.
        high: largest value.
        step: distance of neighbouring values of a whole-number variable; None for a continuous one.
        nominal: where the part is meant to work; counterexamples stay as near to it as they can.
        scale: ``log`` where values spread over decades.
        resolution: grid of a continuous variable: a step in base units, or a number of significant digits.
        origin: base value of zero on the written scale (273.15 K for degC), on which round values are counted.
        marks: break points and listed values, which counterexamples prefer to grid points.
        unit: base value of one written unit (1/60000 m3/s for L/min), in which values are round.
    """

    __match_args__ = ("name", "low", "high", "step", "nominal", "scale", "resolution", "origin", "marks", "unit")

    def __init__(  # noqa: PLR0913, PLR0917 - what there is to say of a quantity
        self,
        name: str,
        low: Fraction,
        high: Fraction,
        step: Fraction | None,
        nominal: Fraction,
        scale: Literal["linear", "log"] = "linear",
        resolution: Fraction | int | None = None,
        origin: Fraction = _ZERO,
        marks: tuple[Fraction, ...] = (),
        unit: Fraction = _ONE,
    ) -> None:
        """Keep all of it; a single value counts as a whole step."""
        self.name: Final = name
        self.low: Final = low
        self.high: Final = high
        self.step: Final = _ONE if low == high and step is None else step
        self.nominal: Final = nominal
        self.scale: Final = scale
        self.resolution: Final = resolution
        self.origin: Final = origin
        self.marks: Final = marks
        self.unit: Final = unit

    def __hash__(self) -> int:
        """Of a few whole numbers: axes are part of the keys by which problems are known, and fractions are slow to hash."""
        return hash((self.name, self.low.numerator, self.high.numerator, self.nominal.numerator))

    @property
    def finite(self) -> bool:
        """Whether the variable takes whole steps only."""
        return self.step is not None

    @property
    def indexed(self) -> bool:
        """Whether boxes hold it by index: it takes whole steps, and no more of them than doubles can count."""
        return self.step is not None and self.count <= EXACT_INDICES

    @cached_property
    def nearest_doubles(self) -> tuple[float, float]:
        """The doubles nearest to both ends."""
        return float(self.low), float(self.high)

    @cached_property
    def doubles(self) -> tuple[Ends, Ends]:
        """The tightest doubles around the low and the high end."""
        return tightest(self.low), tightest(self.high)

    @cached_property
    def lattice_doubles(self) -> tuple[Ends, Ends] | None:
        """The same around start and step of ``lattice``."""
        return None if self.lattice is None else (tightest(self.lattice[0]), tightest(self.lattice[1]))

    @cached_property
    def digits(self) -> int | None:
        """Significant digits of the grid, None where it has equal steps."""
        if self.step is not None or isinstance(self.resolution, Fraction):
            return None
        if self.resolution is not None:
            return self.resolution
        return DEFAULT_DIGITS if self.scale == "log" and self.low > 0 else None

    @cached_property
    def grid_step(self) -> Fraction:
        """The step of the grid (of whole-number variables: their own step)."""
        if self.step is not None:
            return self.step
        if isinstance(self.resolution, Fraction) and self.resolution > 0:
            return self.resolution
        return round_step((self.high - self.low) / self.unit, DEFAULT_CELLS) * self.unit

    @cached_property
    def round_numbers(self) -> RoundNumbers | None:
        """The inner grid values on the written scale, where the grid is one of significant digits."""
        if self.digits is None:
            return None
        return RoundNumbers(self._written(self.low), self._written(self.high), self.digits)

    @cached_property
    def count(self) -> int:
        """The number of grid values."""
        if self.low == self.high:
            return 1
        if self.step is not None:
            return (self.high - self.low) // self.step + 1
        if self.round_numbers is not None:
            return len(self.round_numbers) + 2
        return max(0, self._last_inner - self._first_inner + 1) + 2

    def spelt_shorter(self, value: Fraction) -> Iterator[Fraction]:
        """Values beside one that takes more digits than any grid, on the written scale, in ever more digits; the nearer first."""
        written = self._written(value)
        if self.finite or not written or value in {self.low, self.high, self.nominal, *self.marks}:
            return
        for digits in range(MOST_DIGITS, _DOUBLE_DIGITS):
            unit = ten_to(decade(abs(written)) - digits + 1)
            below = math.floor(written / unit)
            if below * unit == written:
                return
            beside = sorted((below, below + 1), key=lambda mantissa: abs(mantissa * unit - written))
            found = (mantissa * unit * self.unit + self.origin for mantissa in beside)
            yield from (one for one in found if self.low <= one <= self.high)

    def value(self, index: int) -> Fraction:
        """Grid value number ``index``, ascending; the ends are always grid values of a continuous variable."""
        if index <= 0 or self.low == self.high:
            return self.low
        if self.step is not None:
            return self.low + index * self.step
        if index >= self.count - 1:
            return self.high
        if self.round_numbers is not None:
            return self.origin + self.round_numbers[index - 1] * self.unit
        return self.origin + (self._first_inner + index - 1) * self.grid_step

    def nearest_index(self, value: Fraction) -> int:
        """The index of the grid value nearest to ``value``, the lower one of two."""
        low = self.index_below(value)
        below = self.value(low)
        if below == value or low == self.count - 1:
            return low
        return low if abs(below - value) <= abs(self.value(low + 1) - value) else low + 1

    def index_below(self, value: Fraction) -> int:
        """The index of the last grid value that is not above ``value``; 0 where all are."""
        if value >= self.value(self.count - 1):
            return self.count - 1
        if self.round_numbers is not None:
            return self.round_numbers.up_to(self._written(value))
        assert self.lattice is not None
        start, step = self.lattice
        return min(max(0, (value - start) // step), max(0, self.count - 2))

    def holds(self, value: Fraction) -> bool:
        """Whether a value of the range is one of the grid."""
        return value in (self.low, self.high) or self.value(self.index_below(value)) == value

    @cached_property
    def special(self) -> tuple[Fraction, ...]:
        """Ends and marks, without the nominal value, in the order in which counterexamples prefer them."""
        found = dict.fromkeys((self.low, self.high, *sorted(self.marks)))
        return tuple(value for value in found if value != self.nominal)

    def pinned(self, value: Fraction | None = None) -> Axis:
        """The same variable held at one value, at its nominal one if none is given."""
        held = self.nominal if value is None else value
        return Axis(self.name, held, held, Fraction(1), held)

    def finer(self, factor: int) -> Axis:
        """The same variable on a grid ``factor`` times as fine; whole-number variables stay as they are."""
        if self.step is not None or factor == 1:
            return self
        if self.digits is None:
            return self._changed(resolution=self.grid_step / factor)
        return self._changed(resolution=max(self.digits, min(MOST_DIGITS, self.digits + len(str(factor)) - 1)))

    def marked(self, marks: tuple[Fraction, ...]) -> Axis:
        """The same variable with these marks."""
        return self._changed(marks=marks)

    def _changed(self, **changes: Any) -> Axis:
        return Axis(**{**dict(zip(self.__match_args__, self._key(), strict=True)), **changes})

    @cached_property
    def lattice(self) -> tuple[Fraction, Fraction] | None:
        """(start, step) with value(i) = start + i * step for all inner indices; None for a grid of significant digits."""
        if self.digits is not None:
            return None
        if self.step is not None:
            return self.low, self.step
        return self.origin + (self._first_inner - 1) * self.grid_step, self.grid_step

    def _written(self, value: Fraction) -> Fraction:
        return (value - self.origin) / self.unit

    @cached_property
    def _first_inner(self) -> int:
        """Multiple of the grid step, counted from the origin, of the first grid value above the low end."""
        return (self.low - self.origin) // self.grid_step + 1

    @cached_property
    def _last_inner(self) -> int:
        return -(-(self.high - self.origin) // self.grid_step) - 1


def total_count(axes: Sequence[Axis]) -> int:
    """How many points the axes span; 10**18 stands for "not finite"."""
    if not all(axis.finite for axis in axes):
        return 10**18
    return math.prod(axis.count for axis in axes)

"""Whole-number variables: the step from one value to the next, and where the values of a range begin and end."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from conformance.documents.quantities import Quantity
from conformance.engine.choices import bounds_of
from conformance.expressions.fold import Folder
from conformance.expressions.outcomes import Ref, Undefined
from conformance.expressions.scalars import not_discrete
from conformance.findings.type_hints import TYPE_CHECKING
from conformance.spec.rule_parts import Variable

if TYPE_CHECKING:
    from conformance.engine.context import Facts


class WholeNumbers:
    """(label, value) of the ``length`` values ``low``, ``low + step`` … in base units; never listed, as there may be billions."""

    def __init__(self, low: Fraction, step: Fraction, length: int) -> None:
        """Keep where they begin, how far apart they are and how many there are."""
        self._low = low
        self._step = step
        self._length = length

    def __len__(self) -> int:
        """How many values there are."""
        return self._length

    def __iter__(self) -> Iterator[tuple[str, object]]:
        """All of them, ascending."""
        return (self[index] for index in range(self._length))

    def __getitem__(self, index: int) -> tuple[str, object]:
        """Number ``index``, as an integer where it is one: tables and lists are looked up by these."""
        value = self._low + index * self._step
        return str(value), value.numerator if value.denominator == 1 else value


def whole_numbers(facts: Facts, folder: Folder, variable: Variable) -> WholeNumbers | Undefined:
    """The values of a whole-number variable whose ends are settled; undefined where its step has no value.

    Raises:
        NotDiscrete: its ends depend on quantified numbers.
    """
    sources = [folder.value(source) for source in variable.source]
    still_open = (part for value, part in zip(sources, variable.source, strict=True) if isinstance(value, Ref))
    if (part := next(still_open, None)) is not None:
        raise not_discrete(part.root)
    low, high = (Fraction(value) for value in bounds_of(sources))
    step = step_of(facts, folder, variable)
    if isinstance(step, Undefined):
        return step
    low, high = on_lattice(low, high, step, declared=variable.step is not None)
    return WholeNumbers(low, step, (high - low) // step + 1 if high >= low else 0)


def step_of(facts: Facts, folder: Folder, variable: Variable) -> Fraction | Undefined:
    """The declared step in base units, else the unit of the dimension that cannot be halved: 8 bit for an amount of information.

    Undefined where the formula of the step is, or where it comes to nothing: no value would follow the first.
    """
    if isinstance(variable.step, Quantity):
        return variable.step.value - variable.step.unit.offset
    if variable.step is not None:
        value = folder.value(variable.step)
        if isinstance(value, Undefined):
            return value
        assert isinstance(value, int | Fraction)
        return Fraction(value) if value > 0 else Undefined("no-step", variable.step.root)
    dimension = facts.dimension_of(variable.name)
    if dimension.is_plain_number:
        return Fraction(1)
    name = facts.specs.units.name_of(dimension)
    unit = None if name is None else facts.specs.units.integer_unit(name)
    return Fraction(1) if unit is None else unit.factor


def on_lattice(low: Fraction, high: Fraction, step: Fraction, *, declared: bool) -> tuple[Fraction, Fraction]:
    """The range without the broken steps at its ends; ``low > high`` where no value is left.

    Whole numbers are counted from zero. Steps that a rule declares are, too, if one of the ends is such a multiple; else from
    ``low``: requests of 6 to 18 B in steps of 4 B are 6, 10, 14 and 18 B long.
    """
    counted_from_low = declared and not is_multiple(high, step)
    if not counted_from_low and not is_multiple(low, step):
        low = -(-low // step) * step
    return low, low + (high - low) // step * step if high >= low else high


def is_multiple(value: Fraction, step: Fraction) -> bool:
    """Whether a value is a whole number of steps: asked in whole numbers, which is quickest."""
    return value.numerator * step.denominator % (value.denominator * step.numerator) == 0

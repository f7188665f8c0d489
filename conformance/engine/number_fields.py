"""Fields that hold a number: how far they may go, in which steps they are offered, how the vendor writes them."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache

from conformance.documents.quantities import ABSOLUTE_ZERO
from conformance.documents.showing import show
from conformance.engine.context import Context
from conformance.engine.fields import Field
from conformance.engine.round_numbers import decade_of, ten_to

_DIGITS = 4
_LEAST_PLACE = -4
"""Of a scale without a zero: steps there do not get smaller the nearer to it a value is."""
_ZERO, _ONE = Fraction(0), Fraction(1)


def whole(field: Field) -> bool:
    """Whether the field counts: its values are whole numbers."""
    return field.schema.get("type") == "integer" or (isinstance(field.value, int) and field.unit is None)


def offset(field: Field) -> Fraction:
    """Base value of zero on the scale in which the vendor writes the field."""
    return field.unit.offset if field.unit is not None else _ZERO


def native(field: Field, value: Fraction) -> int | Fraction:
    """The value as the field holds it: counts as integers."""
    return int(value) if whole(field) else value


def limit(field: Field, *, up: bool) -> Fraction | None:
    """How far the field may go; what is counted or measured does not go below zero, unless it stands there already."""
    bound = field.ends[1 if up else 0]
    return bound if bound is not None or up or _goes_below_zero(field) else Fraction(0)


def _goes_below_zero(field: Field) -> bool:
    if field.unit is not None and field.unit.dimension.point in ABSOLUTE_ZERO:
        return False
    return without_zero(field) or (isinstance(field.value, int | Fraction) and field.value < 0)


def without_zero(field: Field) -> bool:
    """Whether zero is but a place on the scale: degC, dBm, dB, gauge pressure."""
    return bool(offset(field)) or (field.unit is not None and not field.unit.dimension.true_zero)


def narrows(field: Field, *, up: bool) -> bool:
    """Whether a step that way makes a range of the descriptor smaller, so that points at its end are left out."""
    return field.path[-1] == ("min" if up else "max") and field.ends[1 if up else 0] is not None


def allowed(field: Field, value: Fraction) -> bool:
    """Whether the schema lets the field take the value."""
    low, high = limit(field, up=False), limit(field, up=True)
    return (low is None or value >= low) and (high is None or value <= high)


def rounding(field: Field, value: Fraction, digits: int = _DIGITS) -> Fraction:
    """The step of offered values: 1 for counts, the last of some significant digits in the vendor's unit for quantities."""
    if whole(field):
        return _ONE
    # Hundreds of values are rounded for one repair: what follows stays in whole numbers, which are quicker than fractions.
    factor, units = (1, 1) if field.unit is None else field.unit.factor.as_integer_ratio()
    away, parts = _from_zero(field, value).as_integer_ratio()
    place = (decade_of(abs(away) * units, parts * factor) if away else 0) - digits + 1
    step = _step(factor, units, max(place, _LEAST_PLACE) if without_zero(field) else place)
    return step if field.whole_unit is None else max(step, field.whole_unit)


@lru_cache(maxsize=256)
def _step(factor: int, units: int, place: int) -> Fraction:
    """A place of the vendor's unit, of which ``factor / units`` is the base value."""
    return Fraction(factor, units) * ten_to(place)


def rounded(field: Field, value: Fraction, *, up: bool, digits: int = _DIGITS) -> Fraction:
    """The value on a step of the field, rounded up or down."""
    step, away = rounding(field, value, digits), _from_zero(field, value)
    above, below = away.numerator * step.denominator, away.denominator * step.numerator
    steps = -(-above // below) if up else above // below
    on_step = Fraction(steps * step.numerator, step.denominator)
    return on_step + offset(field) if offset(field) else on_step


def _from_zero(field: Field, value: Fraction) -> Fraction:
    return value - offset(field) if offset(field) else value


def shown(context: Context, field: Field, value: Fraction) -> str:
    """The value as the vendor would write it."""
    if field.unit is None:
        return str(int(value)) if whole(field) else f"{float(value):.6g}"
    return show(value, field.unit.dimension, context.specs.units, field.unit, digits=6)

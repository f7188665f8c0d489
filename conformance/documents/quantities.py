"""Quantities as engineers write them: a number, a blank, a unit. Exact, and refused rather than misread.

What is refused is diagnosed in ``misread``, which only a refused text pays for.
"""

from __future__ import annotations

import re
from fractions import Fraction

from conformance.documents.dimensions import Dimension
from conformance.documents.errors import QuantityError
from conformance.documents.units import NO_OFFSET, Unit, UnitTable
from conformance.findings.named import NamedTuple

__all__ = ["MAX_DIGITS", "MAX_EXPONENT", "Quantity", "QuantityError", "parse"]

MAX_DIGITS = 60
MAX_EXPONENT = 60

ABSOLUTE_ZERO = {"temperature": "-273.15 degC", "absolute": "0 Paa"}
"""Of the scales that begin at one: the least there is."""

# Number: sign, digits, decimals, exponent. Then the unit: not `e4…`, which would be an exponent that did not match, and
# `1/h` only after a blank.
_FORM = re.compile(
    r"\s*([-+]?[0-9]*)(?:\.([0-9]*))?(?:[eE]([-+]?[0-9]{1,2}))?"
    r"(?:\s*((?![eE][-+]?[0-9])[^\W\d_]\S*|%\S*)|\s+(1/\S+))?\s*"
)


class Quantity(NamedTuple):
    """A number with its unit.

    Attributes:
        value: in base units of ``unit.dimension``, exact.
        unit: as written.
        text: the whole as written.
    """

    value: Fraction
    unit: Unit
    text: str


def parse(text: str, table: UnitTable, expected: Dimension | None) -> Quantity:
    """Read ``text`` as a quantity of the dimension ``expected``; of any dimension where that is None.

    A plain number needs no unit.

    Raises:
        QuantityError: for whatever is not exactly one number and one unit of the right dimension.
    """
    form = _FORM.fullmatch(text)
    if form is None:
        raise _refusal(text, table, expected)
    whole, decimals, exponent, unit_text, reciprocal = form.groups()
    try:
        unit = _unit(unit_text or reciprocal or "", table, expected)
        number = int(whole + decimals if decimals else whole)
    except ValueError:  # QuantityError is one, and so is what int() says of no digits and of thousands of them
        raise _refusal(text, table, expected) from None
    scale = (int(exponent) if exponent else 0) - (len(decimals) if decimals else 0)
    if len(whole) + len(decimals or "") > MAX_DIGITS or abs(scale) > MAX_EXPONENT:
        raise _refusal(text, table, expected)
    top, bottom = unit.factor.as_integer_ratio()
    if scale < 0:
        value = Fraction(number * top, bottom * 10**-scale)
    elif bottom != 1:
        value = Fraction(number * 10**scale * top, bottom)
    else:
        value = Fraction(number * 10**scale * top)  # nothing to be reduced
    if unit.offset is not NO_OFFSET:
        value += unit.offset
    if number < 0 and value < 0 and (least := ABSOLUTE_ZERO.get(unit.dimension.point)):
        raise QuantityError("QTY-below-zero", {"text": text, "least": least})
    return Quantity(value, unit, text)


def _unit(symbol: str, table: UnitTable, expected: Dimension | None) -> Unit:
    unit = table.unit(symbol)
    if expected is None or unit.dimension is expected or unit.dimension == expected:
        return unit
    other = table.unit_for(symbol, expected)
    if other is None:
        raise QuantityError("QTY-wrong-dimension")
    return other


def _refusal(text: str, table: UnitTable, expected: Dimension | None) -> QuantityError:
    from conformance.documents.misread import diagnose  # only a refused text pays for it

    return diagnose(text, table, expected)

"""What is wrong with a unit that follows a proper number."""

from __future__ import annotations

import re
from fractions import Fraction
from math import inf, log10

from conformance.documents import quantities
from conformance.documents.dimensions import Dimension
from conformance.documents.errors import QuantityError
from conformance.documents.showing import base_symbol
from conformance.documents.showing import number as written
from conformance.documents.unit_spelling import suggestions
from conformance.documents.units import UnitTable

_MOST_UNITS = 8
_WORD = re.compile(r"[\s/,;()]+")


def diagnose_unit(text: str, number: str, unit: str, table: UnitTable, expected: Dimension | None) -> QuantityError:
    """The error for ``text``, a ``number`` with a ``unit`` that is none, or none of the dimension ``expected``."""
    try:
        table.unit(unit)
    except QuantityError as error:
        return _advised(text, unit, table) or _misspelt(text, number, unit, table, expected, error)
    return wrong_dimension(text, number, unit, table, expected)


def wrong_dimension(text: str, number: str, unit: str, table: UnitTable, expected: Dimension | None) -> QuantityError:
    """The unit is known, but measures something else."""
    found = table.unit(unit).dimension
    arguments = {"text": text, "unit": unit, **_named(table, found, "found"), **expectation(table, expected)}
    if expected is None or found.exponents != expected.exponents:
        return QuantityError("QTY-wrong-dimension", arguments)
    slot = _SCALES.get((found.point, expected.point), "QTY-wrong-dimension")
    return QuantityError(slot, {**arguments, "number": number})


# Where only the scale differs: (scale written, scale expected).
_SCALES = {
    ("temperature", ""): "QTY-degrees-for-difference",
    ("", "gauge"): "QTY-pressure-scale",
    ("", "absolute"): "QTY-pressure-scale",
    ("gauge", "absolute"): "QTY-pressure-scale",
    ("absolute", "gauge"): "QTY-pressure-scale",
    ("gauge", ""): "QTY-pressure-for-difference",
    ("absolute", ""): "QTY-pressure-for-difference",
    ("", "dBm"): "QTY-level-scale",
    ("dBm", ""): "QTY-level-scale",
}


def expectation(table: UnitTable, expected: Dimension | None) -> dict[str, str]:
    """What a field takes, as arguments ``dimension`` and ``units``."""
    if expected is None:
        return {"dimension": "a quantity", "dimension_zh": "带单位的数值", "units": "W, ns, Gbit/s, degC, …"}
    name = table.name_of(expected)
    units = _everyday(name, table, expected) if name else [base_symbol(expected)]
    return {**_named(table, expected, "dimension"), "units": ", ".join(units)}


def _everyday(name: str, table: UnitTable, expected: Dimension) -> list[str]:
    """A few accepted units, in their order: those nearest to the base unit."""
    units = table.accepted(name)
    near = sorted(units, key=lambda symbol: abs(_magnitude(symbol, table, expected)))[:_MOST_UNITS]
    return [*(symbol for symbol in units if symbol in near), *(["…"] if len(units) > _MOST_UNITS else [])]


def _magnitude(symbol: str, table: UnitTable, expected: Dimension) -> float:
    unit = table.unit_for(symbol, expected)
    return log10(unit.factor) if unit else inf


def _named(table: UnitTable, dimension: Dimension, argument: str) -> dict[str, str]:
    name = table.name_of(dimension)
    if name is None:
        return {argument: str(dimension)}
    return {argument: table.title(name, "en"), f"{argument}_zh": table.title(name, "zh")}


def _advised(text: str, unit: str, table: UnitTable) -> QuantityError | None:
    advice = table.data["advice"].get(unit.replace(" ", ""))
    if advice is None:
        return None
    return QuantityError("QTY-advice", {"text": text, "unit": unit, "advice": advice["en"], "advice_zh": advice["zh"]})


def _misspelt(
    text: str, number: str, unit: str, table: UnitTable, expected: Dimension | None, error: QuantityError
) -> QuantityError:
    words = _words(text, number, unit, table)
    if words is not None:
        return words
    meant = suggestions(unit, table)
    fitting = [other for other in meant if expected is None or table.unit_for(other, expected) is not None]
    fitting = fitting or _in_another_case(unit, table, expected)
    if meant and not fitting:
        return wrong_dimension(text, number, meant[0], table, expected)
    if len(fitting) == 1 and unit.startswith("M") and (mega := _mega(number, fitting[0], table, expected)):
        return _either("QTY-mega-or-milli", text, unit, [f"{number} {fitting[0]}", mega])
    if len(fitting) == 1:
        return QuantityError("QTY-spelling", {"text": text, "unit": unit, "use": f"{number} {fitting[0]}"})
    if fitting:
        return _either("QTY-ambiguous-unit", text, unit, [f"{number} {other}" for other in fitting])
    return QuantityError(error.code, {"text": text, **expectation(table, expected), **error.arguments, "unit": unit})


def _mega(number: str, milli: str, table: UnitTable, expected: Dimension | None) -> str | None:
    """The quantity with which ``M`` would be a million, where the unit ``milli`` is one with the prefix ``m``."""
    plain = milli.removeprefix("m")
    if plain in ("", milli):
        return None
    use = f"{written(Fraction(number) * 10**6, quantities.MAX_DIGITS)} {plain}"
    try:
        quantities.parse(use, table, expected)
    except QuantityError:
        return None
    return use


def _either(code: str, text: str, unit: str, choices: list[str]) -> QuantityError:
    words = {"choices": " or ".join(choices), "choices_zh": " 或 ".join(choices)}
    return QuantityError(code, {"text": text, "unit": unit, **words})


def _in_another_case(unit: str, table: UnitTable, expected: Dimension | None) -> list[str]:
    """Usual units of the expected dimension that differ in case only, as ``GBIT/S``."""
    name = table.name_of(expected) if expected is not None else None
    return [other for other in table.accepted(name) if other.casefold() == unit.casefold()] if name else []


def _words(text: str, number: str, unit: str, table: UnitTable) -> QuantityError | None:
    parts = [part for part in _WORD.split(unit) if part]
    for slot, words in table.data["words"].items():
        for word in words:
            if word in parts and word != unit:
                rest = _without(unit, word)
                use = f"{number} {rest}" if _reads(rest, table) else f"{number} …"
                return QuantityError(f"QTY-word-{slot}", {"text": text, "word": word, "use": use})
    return None


def _without(unit: str, word: str) -> str:
    before = unit[: unit.index(word)]
    return re.sub(r"(?:\s+(?:per|in|each|of|for))?[\s/,;(]*$", "", before)


def _reads(unit: str, table: UnitTable) -> bool:
    try:
        return bool(unit) and table.unit(unit) is not None
    except QuantityError:
        return False

"""Why a text is no quantity of the expected dimension, and how to write what was probably meant.

Every answer that names a spelling has read it first: a suggestion is never refused in its turn.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from fractions import Fraction

from conformance.documents import quantities
from conformance.documents.dimensions import Dimension
from conformance.documents.errors import QuantityError
from conformance.documents.misread_unit import diagnose_unit, expectation
from conformance.documents.showing import number as written
from conformance.documents.units import UnitTable

_LONGEST = 120
_OWN_SPELLING = "℃℉µΩº˚"  # known to the table as they stand
_BEHIND_A_DIGIT = {"<super>": "^", "<fraction>": " "}  # 10³ is no 103, and 1½ no eleven halves
_PLAIN = str.maketrans({"−": "-", "﹣": "-", "、": ","} | dict.fromkeys("“”‘’\u200b\u200c\u200d\u2060", ""))

_NUMBER = re.compile(r"([-+]?)((?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+))(?:[eE]([-+]?[0-9]+))?\s*")
_N = r"[-+]?[0-9]+(?:\.[0-9]*)?(?:[eE][-+]?[0-9]+)?"
_NOT_FINITE = re.compile(r"[-+]?\.?(?:nan|inf|infinity|infinite|∞)(?![a-z])", re.IGNORECASE)
_RELATION = re.compile(
    r"(?:<=|>=|=<|=>|<|>|=|~|≈|≤|≥|≦|≧|\b(?:about|approx\.?|circa|ca\.|around|up\s+to|at\s+least|at\s+most|less\s+than"
    r"|more\s+than|max\.?|min\.?|typ\.?)(?=[\s0-9])|约|大约|至少|至多|最大|最小|不超过|不低于)\s*",
    re.IGNORECASE,
)
_TOLERANCE = re.compile(r"±|\+/-|\+-")
_RANGE = re.compile(rf"({_N})\s*([^\s0-9.~…-]*)\s*(?:-|–|—|~|～|\.\.\.?|…|to|至|到)\s*({_N})\s*(.*)")
_FRACTION = re.compile(r"([-+]?)(?:([0-9]+)\s+)?([0-9]+)\s*[/⁄]\s*([0-9]+)(.*)")
_POWER_OF_TEN = re.compile(
    r"(?:([-+]?[0-9]+(?:\.[0-9]*)?)\s*[x×*·⋅]\s*|([-+]?))10\s*(?:\^|\*\*)\s*([-+]?[0-9]{1,2})(?![0-9])(.*)"
)
_PRODUCT = re.compile(rf"({_N})\s*[x×*]\s*({_N})\s*(.*)")
_HEX = re.compile(r"[-+]?0[xXoObB][0-9a-fA-F]+")
_COMMA = re.compile(r"([-+]?[0-9]+),([0-9]+)(?![0-9,.])(.*)")
_POINTS = re.compile(r"([-+]?[0-9]{1,3}(?:\.[0-9]{3})+),([0-9]+)(?![0-9,.])(.*)")
_GROUPS = re.compile(r"([-+]?[0-9]{1,3}(?:([,_' ’])[0-9]{3})(?:\2[0-9]{3})*(?:\.[0-9]+)?)(?![0-9,])(.*)")
_UNDERSCORE = re.compile(r"([-+]?[0-9]+(?:_[0-9]+)+(?:\.[0-9]+)?)(.*)")

_Check = Callable[[str, UnitTable, Dimension | None], QuantityError | None]


def diagnose(text: str, table: UnitTable, expected: Dimension | None) -> QuantityError:
    """The error that says best what is wrong with ``text``, which ``quantities.parse`` has refused."""
    if len(text) > _LONGEST:
        return _refuse("QTY-too-long", f"{text[:30]}…", length=str(len(text)), most=str(_LONGEST))
    for check in _CHECKS:
        found = check(text.strip(), table, expected)
        if found is not None:
            return found
    return _refuse("QTY-syntax", text, **expectation(table, expected))


def _empty(text: str, table: UnitTable, expected: Dimension | None) -> QuantityError | None:
    return None if text else _refuse("QTY-empty", text, **expectation(table, expected))


def _foreign_characters(text: str, table: UnitTable, expected: Dimension | None) -> QuantityError | None:
    plain = _in_plain_letters(text)
    if plain == text or len(plain) > _LONGEST:
        return None
    if _reads(plain, table, expected):
        return _refuse("QTY-characters", text, use=plain)
    found = diagnose(plain, table, expected)
    return QuantityError(found.code, {**found.arguments, "text": text})


def _in_plain_letters(text: str) -> str:
    """The same in plain letters and digits: a raised number behind a digit is a power, a fraction behind one is added to it."""
    found, before = "", ""
    for letter in text:
        form = unicodedata.decomposition(letter).partition(" ")[0]
        found += _BEHIND_A_DIGIT.get(form, "") if before.isdecimal() else ""
        found += letter if letter in _OWN_SPELLING else unicodedata.normalize("NFKC", letter)
        before = letter
    return found.translate(_PLAIN)


def _not_finite(text: str, _table: UnitTable, _expected: Dimension | None) -> QuantityError | None:
    return _refuse("QTY-not-finite", text) if _NOT_FINITE.match(text) else None


def _relation(text: str, table: UnitTable, expected: Dimension | None) -> QuantityError | None:
    match = _RELATION.match(text)
    if match is None:
        return None
    return _with_use("QTY-relation", text, text[match.end() :], table, expected)


def _tolerance(text: str, table: UnitTable, expected: Dimension | None) -> QuantityError | None:
    return _refuse("QTY-tolerance", text, **expectation(table, expected)) if _TOLERANCE.search(text) else None


def _range(text: str, table: UnitTable, expected: Dimension | None) -> QuantityError | None:
    match = _RANGE.fullmatch(text)
    if match is None:
        return None
    unit = match[4] or match[2]
    low, high = f"{match[1]} {match[2] or unit}".strip(), f"{match[3]} {unit}".strip()
    if _reads(low, table, expected) and _reads(high, table, expected):
        return _refuse("QTY-range", text, use=f"{{min: {low}, max: {high}}}")
    # A unit that is none may hold the minus sign of an exponent: `5 W*m-2`.
    return None if match[2] else _refuse("QTY-range", text, use="{min: …, max: …}")


def _fraction(text: str, table: UnitTable, expected: Dimension | None) -> QuantityError | None:
    match = _FRACTION.fullmatch(text)
    if match is None or len(text) > quantities.MAX_DIGITS:
        return None
    sign, whole, above, below, unit = match.groups()
    if not int(below) or (whole and (above[0] == "0" or int(above) >= int(below))):  # `1 000/3` is no mixed number
        return None
    value = Fraction(f"{sign}1") * (int(whole or 0) + Fraction(int(above), int(below)))
    return _with_use("QTY-fraction", text, f"{written(value, 6)} {unit.strip()}", table, expected)


def _power_of_ten(text: str, table: UnitTable, expected: Dimension | None) -> QuantityError | None:
    match = _POWER_OF_TEN.fullmatch(text)
    if match is None:
        return None
    number, sign, exponent, unit = match.groups()
    return _with_use(
        "QTY-power-of-ten", text, f"{number or f'{sign}1'}e{int(exponent)} {unit.strip()}", table, expected
    )


def _product(text: str, table: UnitTable, expected: Dimension | None) -> QuantityError | None:
    match = _PRODUCT.fullmatch(text)
    if match is None or "e" in text.lower()[: match.start(3)]:
        return None
    value = Fraction(match[1]) * Fraction(match[2])
    return _with_use("QTY-product", text, f"{written(value, 9)} {match[3].strip()}", table, expected)


def _hexadecimal(text: str, _table: UnitTable, _expected: Dimension | None) -> QuantityError | None:
    return _refuse("QTY-hex", text) if _HEX.match(text) else None


def _comma(text: str, table: UnitTable, expected: Dimension | None) -> QuantityError | None:
    match = _POINTS.fullmatch(text)
    if match is not None:  # 1.234,5: points between thousands, as in much of Europe
        joined = f"{match[1].replace('.', '')}.{match[2]} {match[3].strip()}"
        return _with_use("QTY-decimal-comma", text, joined, table, expected)
    match = _COMMA.fullmatch(text)
    if match is None:
        return None
    whole, decimals, unit = match[1], match[2], match[3].strip()
    if len(decimals) == 3 and len(whole.lstrip("+-")) <= 3 and whole.lstrip("+-") != "0":
        unit = _unit_meant(unit, table, expected)
        either = {"thousands": f"{whole}{decimals} {unit}".strip(), "decimal": f"{whole}.{decimals} {unit}".strip()}
        return _refuse("QTY-comma", text, **either)
    return _with_use("QTY-decimal-comma", text, f"{whole}.{decimals} {unit}", table, expected)


def _unit_meant(unit: str, table: UnitTable, expected: Dimension | None) -> str:
    """The unit as it is to be written; "…" where that is not known: what is wrong with it is said once the number is."""
    try:
        return quantities.parse(f"1 {unit}", table, expected).unit.symbol
    except QuantityError as error:
        return error.arguments.get("use", "1 …").partition(" ")[2] if error.code == "QTY-spelling" else "…"


def _groups(text: str, table: UnitTable, expected: Dimension | None) -> QuantityError | None:
    match = _GROUPS.fullmatch(text) or _UNDERSCORE.fullmatch(text)
    if match is None:
        return None
    joined = re.sub(r"[,_' ’]", "", match[1])
    return _with_use("QTY-grouping", text, f"{joined} {match[match.re.groups].strip()}", table, expected)


def _number(text: str, table: UnitTable, expected: Dimension | None) -> QuantityError | None:
    match = _NUMBER.match(text)
    if match is None:
        return _no_number(text, table, expected)
    if sum(letter.isdigit() for letter in match[2]) > quantities.MAX_DIGITS:
        return _refuse("QTY-too-many-digits", f"{text[:30]}…", most=str(quantities.MAX_DIGITS))
    decimals = len(match[2].partition(".")[2])
    if match[3] and abs(int(match[3][:9]) - decimals) > quantities.MAX_EXPONENT:
        return _refuse("QTY-exponent", text, most=str(quantities.MAX_EXPONENT))
    unit = text[match.end() :]
    if not unit:
        return _refuse("QTY-no-unit", text, **expectation(table, expected))
    return diagnose_unit(text, match[0].strip(), unit, table, expected)


def _no_number(text: str, table: UnitTable, expected: Dimension | None) -> QuantityError | None:
    first, _, rest = text.partition(" ")
    for unit in (text, first):
        if _reads(f"1 {unit}", table, None):
            turned = f"{rest.strip()} {first}"
            use = turned if unit != text and _reads(turned, table, None) else f"… {unit}"
            return _refuse("QTY-no-number", text, unit=unit, use=use)
    return _refuse("QTY-syntax", text, **expectation(table, expected))


def _with_use(code: str, text: str, use: str, table: UnitTable, expected: Dimension | None) -> QuantityError:
    """The error with the spelling to use; where that is not one yet, what is wrong with the rest comes first."""
    use = use.strip()
    try:
        return _refuse(code, text, use=_normal(use, table, expected))
    except QuantityError as error:
        return error


def _normal(text: str, table: UnitTable, expected: Dimension | None) -> str:
    found = quantities.parse(text, table, expected)
    digits = _NUMBER.match(text.strip())
    return text if digits is None else f"{digits[0].strip()} {found.unit.symbol}".strip()


def _reads(text: str, table: UnitTable, expected: Dimension | None) -> bool:
    try:
        quantities.parse(text, table, expected)
    except QuantityError:
        return False
    return True


def _refuse(code: str, text: str, **arguments: str) -> QuantityError:
    return QuantityError(code, {"text": text, **arguments})


_CHECKS: tuple[_Check, ...] = (
    _empty,
    _foreign_characters,
    _not_finite,
    _relation,
    _tolerance,
    _hexadecimal,
    _fraction,
    _power_of_ten,
    _product,
    _range,
    _comma,
    _groups,
    _number,
)

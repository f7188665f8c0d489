"""What a plain scalar is: the core schema of YAML 1.2.2 (section 10.3.2), with exact refusals for what overflows.

``no``, ``12:30``, ``1_000`` and ``2026-11-23`` are strings; ``1e-3`` and ``0x1f`` are numbers. ``017`` is refused, as JSON does:
YAML 1.2 reads 17, but readers of YAML 1.1, which a vendor may use for the same file, read 15.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import isinf

Scalar = str | int | float | bool | None

MAX_DIGITS = 60

CONSTANTS: Mapping[str, bool | None] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_ABOVE_NUMBERS = ":"  # than which every number is less

_OF_NUMBERS = frozenset("0123456789+-.eE")
"""Of these alone, what YAML calls a number and what Python reads as one are the same texts."""
_BASES = {"0x": frozenset("0123456789abcdefABCDEF"), "0o": frozenset("01234567")}
_NONE: frozenset[str] = frozenset()
_NOT_FINITE = frozenset(
    [*(f"{sign}.{inf}" for sign in ("", "+", "-") for inf in ("inf", "Inf", "INF")), ".nan", ".NaN", ".NAN"]
)


class ScalarError(ValueError):
    """A scalar that YAML calls a number, but no number that a computer keeps or all readers agree on.

    Attributes:
        code: key of the catalogue.
        use: how to write the number, "" where that is not known.
    """

    def __init__(self, code: str, use: str = "") -> None:
        """Keep code and spelling."""
        super().__init__(code)
        self.code = code
        self.use = use


def resolve(text: str) -> Scalar:
    """The value of a plain scalar.

    Raises:
        ScalarError: not finite, too large or too small for a float, too many digits, a leading zero.
    """
    if text.isdecimal() and text.isascii() and len(text) <= MAX_DIGITS and (text[0] != "0" or text == "0"):
        return int(text)  # most numbers
    if text in CONSTANTS:
        return CONSTANTS[text]
    if " " in text or text > _ABOVE_NUMBERS:
        return text
    if not _OF_NUMBERS.issuperset(text):
        return _other(text)
    try:
        value = float(text)
    except ValueError:
        return text
    if len(text) > MAX_DIGITS:
        raise ScalarError("DOC-too-many-digits")
    digits = text[1:] if text[0] in "+-" else text
    return _whole(text, digits) if digits.isdecimal() else _float(text, value)


def _other(text: str) -> Scalar:
    """Of what holds other characters: ``0x1f``, ``0o17``, ``.inf`` or a text."""
    if text in _NOT_FINITE:
        raise ScalarError("DOC-not-finite")
    digits = text[2:]
    if not digits or not _BASES.get(text[:2], _NONE).issuperset(digits):
        return text
    if len(text) > MAX_DIGITS:
        raise ScalarError("DOC-too-many-digits")
    return int(text, 0)


def _whole(text: str, digits: str) -> int:
    if len(digits) > 1 and digits[0] == "0":
        raise ScalarError("DOC-leading-zero", use=str(int(text)))
    return int(text)


def _float(text: str, value: float) -> float:
    if isinf(value):
        raise ScalarError("DOC-overflow")
    if value == 0 and text.lower().partition("e")[0].strip("+-0."):
        raise ScalarError("DOC-underflow")
    return value

"""What a text was meant to be where a number or a range is due: for what a finding advises to write."""

from __future__ import annotations

import re
from math import isfinite

# A hyphen parts two ends behind a number or a unit, not behind the e of an exponent.
_TWO_ENDS = re.compile(r"(-?[^\s-].*?)\s*(?:\bto\b|\.\.+|[–—~～至到]|(?<=[0-9A-DF-Za-df-z%])\s?-)\s*(\S.*)")
_PLAIN_NUMBER = r"[-+]?[0-9]*\.?[0-9]*(?:[eE][-+]?[0-9]+)?"


def ends_meant(found: str) -> tuple[str, str]:
    """The ends of ``20 to 45 degC``, the unit at both; of anything else the text as one of them."""
    ends = _TWO_ENDS.fullmatch(found)
    if ends is None:
        return found, "…"
    low, high = ends.groups()
    unit = high.partition(" ")[2]
    return (f"{low} {unit}" if unit and re.fullmatch(_PLAIN_NUMBER, low) else low), high


def number_meant(text: str) -> str | None:
    """The number that a text was meant to be, as YAML 1.2 writes it: ``8`` of ``"8"``, ``1000`` of ``1_000``; else None."""
    try:
        number = float(text)  # reads blanks around, underscores within and the digits of other scripts
    except ValueError:
        return None
    if not isfinite(number):
        return None
    return text if re.fullmatch(_PLAIN_NUMBER, text) else str(int(number) if number.is_integer() else number)

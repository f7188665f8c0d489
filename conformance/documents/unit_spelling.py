"""What a misspelt unit may have been meant to be; only spellings that the table reads are ever suggested."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice, product

from conformance.documents.errors import QuantityError
from conformance.documents.unit_grammar import MAX_LENGTH
from conformance.documents.units import UnitTable

_MOST = 4
_SIGNS = str.maketrans({"·": "*", "⋅": "*", "×": "*", "∙": "*", "^": "", "[": "", "]": ""})
_PER = re.compile(r"\s+per\s+|\s*每\s*", re.IGNORECASE)
_BLANKS = re.compile(r"\s*([*/()])\s*")
_NEGATIVE_POWER = re.compile(r"[*\s]?([^\W\d_]+)-([1-9])")
_ATOM = re.compile(r"([*/()])")
_POWER = re.compile(r"(.*?)([2-9]?)")
_AMBIGUOUS = re.compile(r"([^/*()]+)/([^/*()]+)\*([^/*()]+)")


def suggestions(text: str, table: UnitTable) -> list[str]:
    """Spellings that ``text`` may mean, at most four, best first."""
    if len(text) > MAX_LENGTH:
        return []
    tidy = _tidy(text)
    found = [tidy, *_spelt(tidy, table), *_reordered(tidy), *_by_atoms(tidy, table)]
    read = [unit for unit in dict.fromkeys(found) if unit != text and _reads(unit, table)]
    return (read or _without_blanks(tidy, table))[:_MOST]


def _without_blanks(text: str, table: UnitTable) -> list[str]:
    """``kW h`` and ``° C`` are one unit each."""
    joined = text.replace(" ", "")
    return [unit for unit in (joined, *_spelt(joined, table)) if _reads(unit, table)]


def _tidy(text: str) -> str:
    plain = _BLANKS.sub(r"\1", _PER.sub("/", text.strip().rstrip(".")).translate(_SIGNS))
    tidy = _NEGATIVE_POWER.sub(lambda match: f"/{match[1]}{match[2].replace('1', '')}", plain)
    return f"1{tidy}" if tidy.startswith("/") else tidy


def _reordered(text: str) -> list[str]:
    match = _AMBIGUOUS.fullmatch(text)
    return [f"{match[1]}/({match[2]}*{match[3]})", f"{match[1]}*{match[3]}/{match[2]}"] if match else []


def _by_atoms(text: str, table: UnitTable) -> Iterable[str]:
    parts = [part for part in _ATOM.split(text) if part]
    choices = [[part] if _ATOM.fullmatch(part) else _atom(part, table, first=not at) for at, part in enumerate(parts)]
    if len(parts) > 1:  # `J/°C` is per kelvin; of `degC` itself the parser says why it stands alone
        choices = [
            choice if choice == [part] else _differences(choice) for part, choice in zip(parts, choices, strict=True)
        ]
    return ("".join(pick) for pick in islice(product(*choices), 4 * _MOST))


def _differences(units: list[str]) -> list[str]:
    return ["K" if unit == "degC" else unit for unit in units]


def _atom(part: str, table: UnitTable, *, first: bool) -> list[str]:
    if _reads(part, table) or part == "1":
        return [part]
    match = _POWER.fullmatch(part)
    stem, power = (match[1], match[2]) if match else (part, "")
    found = [f"{unit}{power}" for unit in [*_spelt(stem, table), *_other_case(stem, table)] if first or "/" not in unit]
    return list(dict.fromkeys(found))


def _spelt(text: str, table: UnitTable) -> list[str]:
    """What the list of usual misspellings says, with or without a prefix before it."""
    spellings = table.data["spellings"]
    if text in spellings:
        return list(spellings[text])
    for length in (1, 2):
        if text[length:] in spellings:
            return _prefixed(text[:length], spellings[text[length:]], table)
    return []


def _prefixed(prefix: str, units: list[str], table: UnitTable) -> list[str]:
    """A capital that is a prefix is meant: ``MHZ`` is no millihertz, but ``mw`` may be a megawatt."""
    typed = [f"{prefix}{unit}" for unit in units]
    if prefix.isupper() and any(_reads(unit, table) for unit in typed):
        return typed
    cases = dict.fromkeys((prefix, prefix.upper(), prefix.lower(), prefix.capitalize()))
    return [f"{other}{unit}" for other in cases for unit in units]


def _other_case(text: str, table: UnitTable) -> list[str]:
    same = [symbol for symbol in table.symbols() if symbol.casefold() == text.casefold()]
    return [symbol for symbol in same if symbol[:1] == text[:1]] or same


def _reads(symbol: str, table: UnitTable) -> bool:
    try:
        table.unit(symbol)
    except QuantityError:
        return False
    return bool(symbol)

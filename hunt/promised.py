"""Values that the words of an offer promise to pass, as a vendor would write them."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from conformance.documents.source import Source
from conformance.documents.strict_yaml import load
from conformance.engine.shown import Repair
from hunt.shipped.changes import NUMBER

_UP = [Fraction(part) for part in "1.003 1.03 1.3 2 5 30 1e4 1e7".split()]
_DOWN = [Fraction(part) for part in "0.997 0.97 0.7 0.5 0.2 0.03".split()]
_SHARES = [Fraction(part) for part in "0.0007 0.013 0.1 0.3 0.5 0.7 0.93 0.9991".split()]
_NEXT = 24
"""Whole numbers next to an end of a stretch that are all tried: teeth are narrow."""


def as_typed(text: str) -> object:
    """What a vendor has in the document who copies an offered text into it."""
    (document,), _ = load(Source("offer", f"value: {text}\n"))
    assert isinstance(document.value, dict)
    return document.value["value"]


def of_offer(repair: Repair) -> Iterator[tuple[str, Any]]:
    """Values of an offered stretch: the text of each, and what stands in the document then."""
    # Of a stretch whose ends are whole, one may be that of a count, which takes no other values; the schema knows.
    whole = all(isinstance(typed_as(end, repair), int) for end in repair.values)
    for text in dict.fromkeys(_stretch(repair)):
        typed = typed_as(text, repair)
        yield text, typed
        if whole and isinstance(typed, float):
            yield str(int(typed)), int(typed)


def typed_as(text: str, repair: Repair) -> Any:
    """As the vendor would type it: points of a curve are written without their units."""
    figure = NUMBER.match(text) if "points" in repair.field else None
    return as_typed(text if figure is None else figure[1])


def _stretch(repair: Repair) -> Iterator[str]:
    ends = [NUMBER.match(text) for text in repair.values]
    if not ends or ends[0] is None:
        return
    if repair.direction == "between" and len(ends) == 2 and ends[1] is not None and ends[0][2] == ends[1][2]:
        low, high = (Fraction(end[1]) for end in ends if end is not None)
        if isinstance(repair.exact[0], int):
            near = range(1, min(_NEXT, int(high - low)))
            yield from (
                str(int(end + away)) for end, sign in ((low, 1), (high, -1)) for away in (sign * n for n in near)
            )
        yield from (_text(low + (high - low) * share, ends[0][2]) for share in _SHARES)
    elif repair.direction in ("at-least", "above", "at-most", "below"):
        value = Fraction(ends[0][1])
        if isinstance(repair.exact[0], int):
            sign = 1 if repair.direction == "at-least" else -1
            yield from (str(int(value) + sign * away) for away in range(1, _NEXT))
        up = (repair.direction in ("at-least", "above")) == (value > 0)
        yield from (_text(value * factor, ends[0][2]) for factor in (_UP if up else _DOWN))


def _text(value: Fraction, unit: str | None) -> str:
    return f"{float(value):.9f}".rstrip("0").rstrip(".") + (unit or "")

"""Kirchhoff's first law along a bus bar whose sources share the current.

At a cut between two positions the bar carries what the sources on one side give more than the loads on that side take. Each
load enters once, and with one sign: a load above the cut adds what the sources below send up to it, a load below the cut
takes that away. So over all patterns of loads that are on or off the most power flows when every load of one side is on
and every load of the other side is off; no pattern need be tried.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from conformance.documents.dimensions import of
from conformance.expressions.functions import PythonFunction, Unanswerable
from conformance.expressions.types import ListType, NumberType, RecordType, TextType
from conformance.expressions.values import Number
from conformance.findings.type_hints import Any

_LENGTH = NumberType(of([("m", 1)]))
_POWER = NumberType(of([("kg", 1), ("m", 2), ("s", -3)]))


def cut_power(
    positions: Sequence[Mapping[str, Any]],
    at: Number,
    dead_feeds: Sequence[str],
    dead_sources: Sequence[str],
    share_error: Number,
) -> Number:
    """The most power that flows through the bar just above a height, either way (W).

    Args:
        positions: what sits on the bar: ``id``, ``at`` (m) and ``feed`` for a source, ``power`` (W) for a load.
        at: height of the cut (m); positions there count as below.
        dead_feeds: feeds whose sources give nothing.
        dead_sources: ids of sources that give nothing.
        share_error: by how much a source may give more than its even share.

    Raises:
        Unanswerable: no source is left.
    """
    alive = [
        place["at"]
        for place in positions
        if "feed" in place and place["feed"] not in dead_feeds and place["id"] not in dead_sources
    ]
    if not alive:
        raise Unanswerable("unanswerable")
    below = sum(height <= at for height in alive)
    up, down = (
        min(Fraction(1), Fraction(side) * (1 + share_error) / len(alive)) for side in (below, len(alive) - below)
    )
    loads = [(place["at"], place["power"]) for place in positions if "power" in place]
    above = Fraction(sum(power for height, power in loads if height > at))
    below_cut = Fraction(sum(power for height, power in loads if height <= at))
    return max(up * above, down * below_cut)


CUT_POWER = PythonFunction(
    "cut_power",
    {
        "positions": ListType(RecordType({}, "position")),
        "at": _LENGTH,
        "dead_feeds": ListType(TextType()),
        "dead_sources": ListType(TextType()),
        "share_error": NumberType(),
    },
    _POWER,
    cut_power,
    structural=True,
)

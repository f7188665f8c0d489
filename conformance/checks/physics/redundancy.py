"""Which supplies it hurts most to lose.

Theorem. Among all sets of ``k`` supplies, losing the ``k`` largest leaves the least capacity. Shared in proportion to
their ratings, the capacity is the sum of what is left, and exchanging a lost supply for a larger one lowers it. Shared
alike, it is the number of those left times the smallest of them; losing the largest first keeps a smallest one to the
end. So of each size one set decides for all of them, however many supplies there are;
``tests/checks/test_physics_power.py`` holds it against the enumeration of every set.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from conformance.expressions.functions import PythonFunction
from conformance.expressions.types import Field, ListType, NumberType, RecordType, TextType
from conformance.expressions.values import Number, Record
from conformance.findings.type_hints import Any


def largest_supplies(
    supplies: Sequence[Mapping[str, Any]], most: Number, dead_feeds: Sequence[str], dead_shelves: Sequence[str]
) -> list[Record]:
    """The largest supplies that still run, at most ``most`` of them: groups with their ``id`` and a ``count``.

    Args:
        supplies: groups of equal ones: ``id``, ``count``, ``rated_output`` (W), ``feed`` and ``shelf`` where they are named.
        most: how many may fail.
        dead_feeds: feeds whose supplies are lost already.
        dead_shelves: shelves whose supplies are lost already.
    """
    running = [
        group for group in supplies if group.get("feed") not in dead_feeds and group.get("shelf") not in dead_shelves
    ]
    found: list[Record] = []
    wanted = int(most)
    # Equal ones in the order of the document, so that the counterexample names the first of them.
    for group in sorted(running, key=lambda group: -group["rated_output"]):
        if wanted <= 0:
            break
        taken = min(wanted, int(group["count"]))
        found.append(Record({"id": group["id"], "count": taken}))
        wanted -= taken
    return found


LARGEST_SUPPLIES = PythonFunction(
    "largest_supplies",
    {
        "supplies": ListType(RecordType({}, "supply")),
        "most": NumberType(),
        "dead_feeds": ListType(TextType()),
        "dead_shelves": ListType(TextType()),
    },
    ListType(RecordType({"id": Field(TextType()), "count": Field(NumberType())}, "supply")),
    largest_supplies,
    structural=True,
)

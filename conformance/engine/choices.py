"""What a discrete variable can be: records and their labels, subsets with equal records as one class, ends of ranges."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

from conformance.expressions import discrete
from conformance.expressions.outcomes import Ref, Undefined
from conformance.expressions.scalars import NotDiscrete
from conformance.expressions.values import Claim, Number, Record


def labelled(source: object) -> list[tuple[str, object]]:
    """(label, record) of what ``each`` goes through."""
    if isinstance(source, Undefined):
        return []
    if isinstance(source, Record) and not isinstance(source, Claim):
        return [(str(key), item) for key, item in source.items()]
    return [(label_of(item, index), item) for index, item in enumerate(discrete.members(source))]


def subsets(source: object, most: object) -> Iterator[tuple[object, ...]]:
    """The subsets of a list, smallest first. Equal records are one class; a record's ``count`` says how many there are."""
    items, counts = classes(discrete.members(source))
    largest = sum(counts) if not isinstance(most, int | Fraction) else min(sum(counts), int(most))
    for size in range(largest + 1):
        if len(items) == sum(counts):
            yield from itertools.combinations(items, size)
            continue
        for chosen in _multisets(counts, size):
            yield tuple(item for item, times in zip(items, chosen, strict=True) for _ in range(times))


def classes(members: Iterable[object]) -> tuple[list[object], list[int]]:
    """Distinct items and how many there are of each.

    Raises:
        NotDiscrete: how many there are stands open.
    """
    items: list[object] = []
    counts: list[int] = []
    known: dict[object, int] = {}
    for member in members:
        count = member.get("count") if isinstance(member, Record) else None
        if isinstance(count, Ref):
            raise NotDiscrete("SPEC-not-discrete", {})
        key = _key(member)
        times = int(count) if isinstance(count, int) and not isinstance(count, bool) else 1
        if key in known:
            counts[known[key]] += times
        else:
            known[key] = len(items)
            items.append(member)
            counts.append(times)
    return items, counts


def _key(member: object) -> object:
    """Equal for equal members; what holds an open field is like no other."""
    try:
        return discrete.key_of(member)
    except discrete.Unsettled as found:
        if isinstance(found.value, Ref):
            return id(member)
        raise


def _multisets(counts: list[int], size: int) -> Iterator[tuple[int, ...]]:
    """How many of each class, ``size`` in all, the first classes first."""
    if not counts:
        if size == 0:
            yield ()
        return
    for first in range(min(counts[0], size), max(-1, size - sum(counts[1:]) - 1), -1):
        for rest in _multisets(counts[1:], size - first):
            yield (first, *rest)


def bounds_of(sources: list[object]) -> tuple[Number, Number]:
    """(low, high) of a {min, max} or of two numbers.

    Raises:
        NotDiscrete: one of them stands open.
    """
    pair: list[object] = sources
    if len(sources) == 1 and isinstance(sources[0], Mapping):
        pair = [sources[0]["min"], sources[0]["max"]]
    numbers = [item["value"] if isinstance(item, Claim) else item for item in pair]
    low, high = numbers
    if isinstance(low, Ref) or isinstance(high, Ref):
        raise NotDiscrete("SPEC-not-discrete", {})
    if not isinstance(low, int | Fraction) or not isinstance(high, int | Fraction):
        raise TypeError(f"a range from {low!r} to {high!r}")
    return low, high


def label_of(value: object, index: int | None = None) -> str:
    """A discrete value in a word: the ``id`` or key of a record, the members of a set."""
    if value.__class__ is int or value.__class__ is str:
        return str(value)
    if isinstance(value, Record):
        if "id" in value:
            return str(value["id"])
        last = value.path[-1] if value.path else index
        return str(last if isinstance(last, str) or index is None else index)
    if isinstance(value, list | tuple):
        # Sets of lanes or ports come by the thousands: what is counted needs no call.
        return "{" + ", ".join([str(item) if item.__class__ is int else label_of(item) for item in value]) + "}"
    if isinstance(value, Fraction):
        return str(float(value))
    return str(value)

"""Interface versions: sets with holes, negotiation over every pair of releases, promises over ordered lists, packed numbers.

A release speaks a set of interface versions, written as closed intervals of whole numbers; the order of releases is their
``order_key`` alone, never their version text. Sets are kept as ordered, disjoint intervals: a million versions cost no more
than two. Domain file, section 0 and rules R1, R2, R4, R20.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import reduce
from itertools import combinations

from conformance.findings.named import NamedTuple
from conformance.findings.type_hints import Any

Data = Mapping[str, Any]
Versions = tuple[tuple[int, int], ...]
"""Ordered intervals (lowest, highest) that neither meet nor touch."""


class Release(NamedTuple):
    """A release of a line at one interface.

    Attributes:
        order_key: its place in the line.
        name: as its vendor writes it.
        major: None where the vendor names none.
        speaks: interface versions.
        anchor: the peer's release from which a promise of this one counts; None where it is not said.
    """

    order_key: int
    name: str
    major: int | None
    speaks: Versions
    anchor: int | None = None

    @property
    def text(self) -> str:
        """``7.1.4 (5-9)``."""
        return f"{self.name} ({written(self.speaks)})"


def versions(intervals: Iterable[Data]) -> Versions:
    """The set of a list of ``{min, max}``."""
    found: list[tuple[int, int]] = []
    for low, high in sorted((int(part["min"]), int(part["max"])) for part in intervals):
        if found and low <= found[-1][1] + 1:
            found[-1] = (found[-1][0], max(found[-1][1], high))
        else:
            found.append((low, high))
    return tuple(found)


def common(left: Versions, right: Versions) -> Versions:
    """The versions that both sets hold."""
    found: list[tuple[int, int]] = []
    a = b = 0
    while a < len(left) and b < len(right):
        low, high = max(left[a][0], right[b][0]), min(left[a][1], right[b][1])
        if low <= high:
            found.append((low, high))
        if left[a][1] < right[b][1]:
            a += 1
        else:
            b += 1
    return tuple(found)


def highest(found: Versions) -> int:
    """The highest version of a set that is not empty."""
    return found[-1][1]


def holds(found: Versions, version: int) -> bool:
    """Whether the set holds the version."""
    return any(low <= version <= high for low, high in found)


def written(found: Versions) -> str:
    """``5-7, 9``; a dash for the empty set."""
    return ", ".join(str(low) if low == high else f"{low}-{high}" for low, high in found) or "-"


def choice(strategy: str, server: Versions, client: Versions) -> int:
    """The version that the two sides choose, whether or not both speak it; they have one in common.

    Args:
        strategy: ``highest_common``; ``server_clamps``: the lower of the two highest; ``client_choice``: the client's
            highest; ``exact``: the server's highest, which the client must ask for.
        server: what the server speaks.
        client: what the client speaks.
    """
    if strategy == "server_clamps":
        return min(highest(server), highest(client))
    if strategy == "client_choice":
        return highest(client)
    return highest(server) if strategy == "exact" else highest(common(server, client))


def negotiated(strategy: str, server: Versions, client: Versions) -> int | None:
    """The version on which the two sides agree; None where they have none in common, or choose one that a side lacks."""
    if not common(server, client):
        return None
    chosen = choice(strategy, server, client)
    meant = strategy != "exact" or chosen == highest(client)
    return chosen if meant and holds(server, chosen) and holds(client, chosen) else None


def line(entry: Data, release: Data) -> list[Release]:
    """The releases of one side at an interface, the oldest first: those listed, and the described one with them.

    Of the described release what is said of it counts in both places: where it is listed, it speaks what the list and the
    entry itself agree on.

    Args:
        entry: of ``provides`` or ``requires``.
        release: of the descriptor.
    """
    own = Release(release["order_key"], release["version"], release.get("major"), versions(entry["speaks"]))
    listed = [
        Release(item["order_key"], item["id"], item.get("major"), _spoken(item, own), item.get("shipped_with"))
        for item in entry.get("releases", ())
    ]
    if all(item.order_key != own.order_key for item in listed):
        listed.append(own)
    return sorted(listed, key=lambda item: item.order_key)


def _spoken(item: Data, own: Release) -> Versions:
    """What a listed release speaks."""
    found = versions(item["speaks"])
    return common(found, own.speaks) if item["order_key"] == own.order_key else found


class UncountableError(ValueError):
    """A promise that does not say from which release it counts, or that counts what the descriptors do not tell."""


def promised(promise: Data | None, mine: Release, this: int, theirs: Sequence[Release]) -> list[Release]:
    """The peer's releases that a release promises to work with; all of them where no promise is made.

    Args:
        promise: of the promising side, None where it makes none.
        mine: the promising release.
        this: the order key of the described release, of which alone the promise's own ``anchor`` speaks.
        theirs: the peer's line, the oldest first.

    Raises:
        UncountableError: where the promise cannot be counted.
    """
    if promise is None:
        return list(theirs)
    if promise["unit"] == "interface_versions":
        # A release that contradicts itself speaks nothing: every pair with it stays in, and has nothing in common.
        if not mine.speaks:
            return list(theirs)
        top = highest(mine.speaks)
        low, high = top - promise["backward"], top + promise["forward"]
        return [item for item in theirs if not item.speaks or low <= highest(item.speaks) <= high]
    anchor = mine.anchor if mine.anchor is not None else promise.get("anchor") if mine.order_key == this else None
    if promise["unit"] != "releases" or anchor is None:
        raise UncountableError(promise["id"])
    inside = window([item.order_key for item in theirs], anchor, promise["backward"], promise["forward"])
    major = next((item.major for item in theirs if item.order_key == anchor), None)
    ends = promise.get("within") == "major" and major is not None
    return [item for item in theirs if item.order_key in inside and not (ends and item.major not in (None, major))]


def window(keys: Sequence[int], anchor: int, backward: int, forward: int) -> set[int]:
    """The releases at most so many places before and after the anchor, in the order of the list, whatever its numbers.

    An anchor that is no longer in the list counts as standing between its neighbours.
    """
    at, behind = bisect_left(keys, anchor), bisect_right(keys, anchor)
    return {*keys[max(0, at - backward) : at], *keys[at:behind], *keys[behind : behind + forward]}


def pairs(
    served: Sequence[Release],
    asked: Sequence[Release],
    promises: tuple[Data | None, Data | None],
    this: tuple[int, int],
) -> Iterator[tuple[Release, Release]]:
    """Every (provider's release, client's release) that both sides promise, the oldest provider first, then the oldest client.

    Raises:
        UncountableError: where a promise cannot be counted.
    """
    welcome = {id(item): set(map(id, promised(promises[1], item, this[1], served))) for item in asked}
    for provider in served:
        for client in promised(promises[0], provider, this[0], asked):
            if id(provider) in welcome[id(client)]:
                yield provider, client


def failing(
    strategy: str, every: Iterable[tuple[Release, Release]]
) -> tuple[int, list[tuple[Release, Release]], list[tuple[Release, Release]]]:
    """How many pairs there are, those without a version in common, those that choose a version which a side lacks."""
    count, apart, astray = 0, [], []
    known: dict[tuple[Versions, Versions], bool | None] = {}
    for provider, client in every:
        count += 1
        key = provider.speaks, client.speaks
        if key not in known:
            known[key] = negotiated(strategy, *key) is not None if common(*key) else None
        if known[key] is None:
            apart.append((provider, client))
        elif not known[key]:
            astray.append((provider, client))
    return count, apart, astray


class Step(NamedTuple):
    """An upgrade of one side beside one release of the other, and the versions agreed on before and after."""

    before: Release
    after: Release
    peer: Release
    old: int
    new: int | None


def setbacks(strategy: str, served: Sequence[Release], asked: Sequence[Release], ended: int) -> list[Step]:
    """Upgrades within a major version that lose a pair or lower its version, beside versions that have ``ended``.

    Neighbours in the line are enough: what falls between two releases falls between two neighbours on the way.
    """
    found: list[Step] = []
    for upgraded, peers, turned in ((served, asked, False), (asked, served, True)):
        for before, after in neighbours(upgraded):
            for peer in peers:
                sides = [(peer, item) if turned else (item, peer) for item in (before, after)]
                old, new = (negotiated(strategy, server.speaks, client.speaks) for server, client in sides)
                if old is not None and old > ended and (new is None or new < old):
                    found.append(Step(before, after, peer, old, new))
    return found


def neighbours(releases: Sequence[Release]) -> Iterator[tuple[Release, Release]]:
    """Releases that follow one another in one major version."""
    last: dict[int | None, Release] = {}
    for item in releases:
        if item.major in last:
            yield last[item.major], item
        last[item.major] = item


def smallest_conflict(parties: Sequence[Versions]) -> list[int]:
    """Of parties that share one medium the smallest set (by number, then by position) without a version in common.

    Pairs that all agree say nothing of three where sets have holes. Empty where all have one in common.
    """
    for size in range(1, len(parties) + 1):
        for chosen in combinations(range(len(parties)), size):
            if not all_common([parties[index] for index in chosen]):
                return list(chosen)
    return []


def all_common(parties: Sequence[Versions]) -> Versions:
    """What all of them speak."""
    return reduce(common, parties)


class Field(NamedTuple):
    """A field of a packed version: its name, its weight and its largest value."""

    name: str
    weight: int
    most: int


def carried(fields: Sequence[Field]) -> Iterator[tuple[Field, int]]:
    """Each field that is ever above 0, with the most that all fields behind it add up to.

    One step of the field must outweigh that: then, and only then, a greater version has a greater number (the tightest
    neighbours are (…, f, most, most) and (…, f + 1, 0, 0)).
    """
    for at, field in enumerate(fields):
        if field.most:
            yield field, sum(lower.weight * lower.most for lower in fields[at + 1 :])


def packed(fields: Sequence[Field], version: Sequence[int]) -> int:
    """The number of a version; fields that it does not name are 0."""
    return sum(field.weight * part for field, part in zip(fields, version, strict=False))


def last_before(fields: Sequence[Field], version: Sequence[int]) -> tuple[int, ...] | None:
    """The greatest version of the declared range before this one; None where it is the first."""
    parts = [*version, *[0] * (len(fields) - len(version))]
    for at in reversed(range(len(fields))):
        if parts[at]:
            return (*parts[:at], min(parts[at] - 1, fields[at].most), *(field.most for field in fields[at + 1 :]))
    return None

"""Least cuts: disjoint paths between endpoints, and how much flows between two halves of them."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from conformance.checks.fabric.flow import Flow
from conformance.checks.fabric.graph import Fabric
from conformance.findings.named import NamedTuple

MOST_PAIRS = 400
"""Pairs of unlike endpoints with several ports; each takes up to a tenth of a second in a fabric of 100,000 endpoints."""


class Diversity(NamedTuple):
    """The fewest paths without a common cable between the switches of two endpoints, and between whom; None: no pair at all."""

    paths: int | None
    source: str = ""
    target: str = ""


class TooMany(ValueError):
    """There are more pairs of unlike endpoints than can be decided."""


def path_diversity(fabric: Fabric) -> Diversity:
    """The fewest cable-disjoint paths between the switches of any two endpoints of one zone (Menger 1927).

    Endpoints that share a switch are not counted: they need no cable between switches.

    Raises:
        TooMany: endpoints of several ports are so unlike each other that too many pairs would have to be looked at.
    """
    flow = Flow(fabric, [trunk.count for trunk in fabric.trunks])
    best: Diversity = Diversity(None)
    for members in _by_zone(fabric).values():
        joined: dict[int, None] = {}
        alone = all(len(set(fabric.groups[index].homes)) == 1 for index in members)
        for one, other in _pairs(fabric, members):
            near, far = (dict.fromkeys(fabric.groups[index].homes) for index in (one, other))
            paths = flow.between(far, joined | near, best.paths)
            if best.paths is None or paths < best.paths:
                best = Diversity(int(paths), fabric.groups[one].name(), fabric.groups[other].name())
            if alone:
                # Nothing less than the best separates these from the first: what separates a further one from the first by
                # less than the best leaves them all on the first's side, and is found between it and all of them at once.
                joined |= far
    return best


def _by_zone(fabric: Fabric) -> dict[int, list[int]]:
    """One group for each set of switches, by zone."""
    found: dict[int, dict[frozenset[int], int]] = {}
    for index, group in enumerate(fabric.groups):
        if group.count:
            found.setdefault(group.zone, {}).setdefault(frozenset(group.homes), index)
    return {zone: list(groups.values()) for zone, groups in found.items()}


def _pairs(fabric: Fabric, members: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Pairs of groups among which the least flow is found.

    With one port each, a cut that separates two endpoints separates one of them from any third: the flows from the first to
    all others decide. With several ports the third may itself be cut through, and all pairs count. Groups whose switches have
    the same neighbours can change places, so that one stands for all, or two for a pair of such.
    """
    homes = {index: frozenset(fabric.groups[index].homes) for index in members}
    apart = len({home for ends in homes.values() for home in ends}) == sum(map(len, homes.values()))
    likes = _likes(fabric, members) if apart else []
    if apart and all(len(ends) == 1 for ends in homes.values()):
        seen: set[int] = set()
        for index, like in zip(members[1:], likes[1:], strict=True):
            if like not in seen:
                seen.add(like)
                yield members[0], index
        return
    chosen = _two_of_each(members, likes) if apart else list(members)
    pairs = [pair for pair in itertools.combinations(chosen, 2) if not homes[pair[0]] & homes[pair[1]]]
    if len(pairs) > MOST_PAIRS:
        raise TooMany(str(len(pairs)))
    yield from pairs


def _two_of_each(members: Sequence[int], likes: Sequence[int]) -> list[int]:
    """Two groups of each likeness, where there are two."""
    taken: dict[int, int] = {}
    found: list[int] = []
    for index, like in zip(members, likes, strict=True):
        taken[like] = taken.get(like, 0) + 1
        if taken[like] <= 2:
            found.append(index)
    return found


def _likes(fabric: Fabric, members: Sequence[int]) -> list[int]:
    """Equal numbers for groups whose switches have the same neighbours, over as many cables."""
    known: dict[object, int] = {}
    found: list[int] = []
    for index in members:
        key = tuple(sorted(_neighbours(fabric, home) for home in set(fabric.groups[index].homes)))
        found.append(known.setdefault(key, len(known)))
    return found


def _neighbours(fabric: Fabric, switch: int) -> tuple[tuple[int, int], ...]:
    return tuple(
        sorted((fabric.heads[directed], fabric.trunks[directed >> 1].count) for directed in fabric.outs[switch])
    )

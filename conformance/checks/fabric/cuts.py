"""Least cuts: disjoint paths between endpoints, and how much flows between two halves of them."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from math import prod
from typing import NamedTuple

from conformance.checks.fabric.graph import Fabric
from conformance.expressions.values import Number

MOST_PAIRS = 400
"""Pairs of unlike endpoints with several ports; each takes up to a tenth of a second in a fabric of 100,000 endpoints."""


class Flow:
    """Largest flow by blocking flows (Dinic 1970), every trunk carrying its capacity in both directions at once.

    Args:
        fabric: the switches and trunks.
        capacities: of each trunk in one direction.
    """

    def __init__(self, fabric: Fabric, capacities: Sequence[Number]) -> None:
        """Start with nothing flowing."""
        self._fabric = fabric
        self._capacities = capacities
        self._left: dict[int, Number] = {}
        self._passed: dict[int, int] = {}

    def between(self, sources: dict[int, Number | None], sinks: dict[int, Number | None]) -> Number:
        """The largest flow from the sources to the sinks; each gives or takes so much, None: any amount.

        A switch that is both passes on to itself first.
        """
        self._left = {}
        supply, demand = dict(sources), dict(sinks)
        total: Number = 0
        for switch in [switch for switch in supply if switch in demand]:
            total += self._swap(supply, demand, switch)
        while True:
            levels = self._levels(supply, demand)
            pushed = self._blocking(levels, supply, demand) if levels else 0
            if not pushed:
                return total
            total += pushed

    @staticmethod
    def _swap(supply: dict[int, Number | None], demand: dict[int, Number | None], switch: int) -> Number:
        give, take = supply[switch], demand[switch]
        amount = min(value for value in (give, take, 1 << 62) if value is not None)
        supply[switch] = None if give is None else give - amount
        demand[switch] = None if take is None else take - amount
        return amount

    def _levels(self, supply: dict[int, Number | None], demand: dict[int, Number | None]) -> dict[int, int]:
        """Distances from the sources through what is left, as far as the nearest sinks; empty where none is reached."""
        heads, outs = self._fabric.heads, self._fabric.outs
        found = {switch: 0 for switch, amount in supply.items() if amount != 0}
        layer = list(found)
        distance = 0
        while layer:
            if any(demand.get(switch, 0) != 0 for switch in layer):
                return found
            distance += 1
            following: list[int] = []
            for switch in layer:
                for directed in outs[switch]:
                    head = heads[directed]
                    if head not in found and self._room(directed) > 0:
                        found[head] = distance
                        following.append(head)
            layer = following
        return {}

    def _room(self, directed: int) -> Number:
        return self._left.get(directed, self._capacities[directed >> 1])

    def _blocking(
        self, levels: dict[int, int], supply: dict[int, Number | None], demand: dict[int, Number | None]
    ) -> Number:
        self._passed = {}
        total: Number = 0
        for switch in [switch for switch, amount in supply.items() if amount != 0]:
            while supply[switch] != 0:
                amount = self._push(switch, supply[switch], levels, demand)
                if not amount:
                    break
                total += amount
                give = supply[switch]
                supply[switch] = None if give is None else give - amount
        return total

    def _push(
        self, source: int, limit: Number | None, levels: dict[int, int], demand: dict[int, Number | None]
    ) -> Number:
        """Push along one way down the levels; dead ends are passed by for good."""
        heads, outs = self._fabric.heads, self._fabric.outs
        way: list[int] = []
        switch = source
        while demand.get(switch, 0) == 0 or switch == source:
            place = self._passed.get(switch, 0)
            out = outs[switch]
            while place < len(out):
                head = heads[out[place]]
                if levels.get(head, -1) == levels[switch] + 1 and self._room(out[place]) > 0:
                    break
                place += 1
            self._passed[switch] = place
            if place < len(out):
                way.append(out[place])
                switch = heads[out[place]]
                continue
            if not way:
                return 0
            switch = heads[way.pop() ^ 1]
            self._passed[switch] = self._passed.get(switch, 0) + 1
        return self._carried(way, limit, switch, demand)

    def _carried(self, way: Sequence[int], limit: Number | None, sink: int, demand: dict[int, Number | None]) -> Number:
        bounds = [self._room(directed) for directed in way]
        bounds += [value for value in (limit, demand[sink]) if value is not None]
        amount = min(bounds)
        for directed in way:
            self._left[directed] = self._room(directed) - amount
            self._left[directed ^ 1] = self._room(directed ^ 1) + amount
        take = demand[sink]
        demand[sink] = None if take is None else take - amount
        return amount


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
        for one, other in _pairs(fabric, members):
            ends = [fabric.groups[index].homes for index in (one, other)]
            paths = flow.between(dict.fromkeys(ends[0]), dict.fromkeys(ends[1]))
            if best.paths is None or paths < best.paths:
                best = Diversity(int(paths), fabric.groups[one].name(), fabric.groups[other].name())
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


class Bisection(NamedTuple):
    """The least rate in one direction between two equal halves of the endpoints.

    Attributes:
        rate: of the best cut that was found: never less than the truth.
        exact: whether no cut can be smaller.
        halves: how the endpoints were halved.
    """

    rate: Number
    exact: bool
    halves: str = ""


def bisection(fabric: Fabric) -> Bisection:
    """The smallest cut among natural halves of the endpoints, and whether a lower bound meets it.

    The exact problem is NP-hard; a claim above the rate found here is refuted by the halves, one below is proved only where
    ``exact`` says so.
    """
    flow = Flow(fabric, [trunk.count * trunk.rate for trunk in fabric.trunks])
    best: Bisection | None = None
    for name, half in _halves(fabric):
        rate = _crossing(fabric, flow, half)
        if best is None or rate < best.rate:
            best = Bisection(rate, exact=False, halves=name)
    if best is None:
        return Bisection(0, exact=True)
    return best._replace(exact=_lower_bound(fabric) == best.rate)


def _crossing(fabric: Fabric, flow: Flow, half: Sequence[int]) -> Number:
    """The largest flow from the first ``half[g]`` endpoints of each group to the others."""
    supply: dict[int, Number | None] = {}
    demand: dict[int, Number | None] = {}
    for group, chosen in zip(fabric.groups, half, strict=True):
        for home in group.homes:
            for side, count in ((supply, chosen), (demand, group.count - chosen)):
                side[home] = (side.get(home) or 0) + count * fabric.endpoint_rate
    return flow.between(_positive(supply), _positive(demand))


def _positive(side: dict[int, Number | None]) -> dict[int, Number | None]:
    return {switch: amount for switch, amount in side.items() if amount != 0}


def _halves(fabric: Fabric) -> Iterator[tuple[str, list[int]]]:
    """Ways to halve the endpoints: in the order of the groups, along each axis of a grid, and within each group."""
    groups = fabric.groups
    if fabric.endpoints < 2:
        return
    orders: list[tuple[str, Iterable[int]]] = [("in order", range(len(groups)))]
    if fabric.grid is not None:
        places = fabric.grid.places
        for axis in range(len(fabric.grid.sizes)):
            by_axis = sorted(range(len(groups)), key=lambda index: (places[groups[index].homes[0]][axis], index))
            orders.append((f"along axis {axis}", by_axis))
    for name, order in orders:
        left = fabric.endpoints // 2
        half = [0] * len(groups)
        for index in order:
            half[index] = min(groups[index].count, left)
            left -= half[index]
        yield name, half
    if all(group.count % 2 == 0 for group in groups):
        yield "within each switch", [group.count // 2 for group in groups]


def _lower_bound(fabric: Fabric) -> Number | None:
    """What no halves of the endpoints can go below; None where no theorem is at hand."""
    injected = (
        fabric.endpoints // 2 * fabric.endpoint_rate * min((len(group.homes) for group in fabric.groups), default=0)
    )
    if fabric.folded and fabric.tiers is not None:
        return _spread_evenly(fabric, injected)
    if fabric.grid is not None:
        return _of_grid(fabric, injected)
    return None


def _spread_evenly(fabric: Fabric, injected: Number) -> Number:
    """A folded Clos network that spreads all traffic evenly carries every pairing of the endpoints, slowed by its narrowest tier.

    Each endpoint sends and receives its share at once, hence no halves can be joined by less (Leiserson 1985).
    """
    from conformance.checks.fabric.counts import tiers

    sent = sum(group.count * len(group.homes) for group in fabric.groups) * fabric.endpoint_rate
    ratios = [Fraction(tier.up) / Fraction(sent) for tier in tiers(fabric)[:-1]] if sent else []
    return injected * min([Fraction(1), *ratios])


def _of_grid(fabric: Fabric, injected: Number) -> Number | None:
    """A grid whose largest dimension is even is cut least across that dimension (Leighton 1992, section 1.9)."""
    grid = fabric.grid
    assert grid is not None
    largest = max(grid.sizes)
    alike = len({(trunk.count, trunk.rate) for trunk in fabric.trunks}) == 1 and len(set(grid.wraps)) == 1
    if largest % 2 or not alike or any(size % 2 and size > 1 for size in grid.sizes):
        return None
    trunk = fabric.trunks[0]
    crossing = prod(grid.sizes) // largest * (2 if grid.wraps[0] and largest > 2 else 1)
    return min(injected, crossing * trunk.count * trunk.rate)

"""Who reaches whom, and over how many switches."""

from __future__ import annotations

from collections.abc import Iterator

from conformance.checks.fabric.minimal import lowest, members
from conformance.checks.fabric.routing import Part, Routes
from conformance.checks.fabric.turns import climbs_before_it_falls
from conformance.findings.named import NamedTuple


class Lost(NamedTuple):
    """Pairs of living endpoints without a route: how many, and the first of them by name."""

    pairs: int
    source: str = ""
    target: str = ""


def unrouted(routes: Routes) -> Lost:
    """The ordered pairs of living endpoints of one zone that no route joins.

    A route that may end at a switch that does not know the way, or run in circles, is none.
    """
    found = [_lost(part) for part in routes.parts if part.entry is None]
    return max(found, key=lambda lost: lost.pairs)


def _lost(part: Part) -> Lost:
    stuck = _stuck(part)
    if not any(stuck):
        return Lost(0)
    fabric, targets, dead = part.fabric, part.targets, part.failed.switches
    zones = targets.zones(dead)
    pairs, first = 0, ("", "")
    for group in fabric.groups:
        homes = [home for home in group.homes if home not in dead]
        if not homes:
            continue
        # An endpoint of several ports sends on the one from which there is a way.
        missing = zones[group.zone]
        for home in homes:
            missing &= stuck[home] & ~targets.local[home]
        if missing:
            if not pairs:
                first = (group.name(), targets.name(lowest(missing)))
            pairs += group.count * _endpoints(part, missing)
    return Lost(pairs, *first)


def _endpoints(part: Part, targets: int) -> int:
    if part.targets.single:
        return targets.bit_count()
    return sum(part.fabric.groups[target].count for target in members(targets))


def _stuck(part: Part) -> list[int]:
    """By switch: targets to which a packet there may fail to come, be it at this switch or further on."""
    fabric, local = part.fabric, part.targets.local
    stuck = _without_a_way(part)
    for switch, targets in _circling(part).items():
        stuck[switch] |= targets
    waiting = [switch for switch, targets in enumerate(stuck) if targets]
    while waiting:
        switch = waiting.pop()
        for directed in fabric.outs[switch]:
            before = fabric.heads[directed]
            new = stuck[switch] & part.masks[directed ^ 1] & ~local[before] & ~stuck[before]
            if new:
                stuck[before] |= new
                waiting.append(before)
    return stuck


def _without_a_way(part: Part) -> list[int]:
    """By switch: targets to which a packet there finds no way on."""
    local, masks, every = part.targets.local, part.masks, part.targets.all
    unknown: list[int] = []
    for switch, outs in enumerate(part.fabric.outs):
        known = local[switch]
        for directed in outs:
            known |= masks[directed]
        unknown.append(every & ~known)
    if not any(unknown):
        return unknown
    entering = any(targets & unknown[switch] for switch, targets in enumerate(part.sources))
    if not entering and not any(mask & unknown[head] for mask, head in zip(masks, part.fabric.heads, strict=True)):
        # Each way on leads to where there is another: nobody need be followed.
        return [0] * len(unknown)
    return [targets & bits for targets, bits in zip(part.at, unknown, strict=True)]


def _circling(part: Part) -> dict[int, int]:
    """Targets whose packets may run in circles, by switch: tables only; other routes come nearer with each hop."""
    if climbs_before_it_falls(part):
        return {}
    remaining: dict[int, int] = {}
    for _step, remaining in _steps(part):
        if _step > len(part.fabric.switches):
            return remaining
    return {}


def _steps(part: Part) -> Iterator[tuple[int, dict[int, int]]]:
    """After each hop: where packets are that have not arrived, and for which targets."""
    fabric, local, masks = part.fabric, part.targets.local, part.masks
    layer = {switch: targets for switch, targets in enumerate(part.sources) if targets}
    step = 0
    while layer and step <= len(fabric.switches) + 1:
        step += 1
        following: dict[int, int] = {}
        for switch, targets in layer.items():
            for directed in fabric.outs[switch]:
                passing = targets & masks[directed]
                if passing:
                    head = fabric.heads[directed]
                    following[head] = following.get(head, 0) | passing
        layer = {head: left for head, targets in following.items() if (left := targets & ~local[head])}
        yield step, layer


def longest(routes: Routes) -> int | None:
    """The most switches on a route; None where packets may run in circles."""
    most = 1
    for part in routes.parts:
        hops = 0
        for step, _left in _steps(part):
            if step > len(part.fabric.switches):
                return None
            hops = step
        most = max(most, hops + 1)
    return most

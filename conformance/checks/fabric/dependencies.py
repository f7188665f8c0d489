"""Deadlock freedom: the dependencies between channels, and the shortest circle among them.

Routes cannot deadlock if no circle of channels exists in which each is followed by the next on some route (Dally and Seitz 1987).
A channel is a directed trunk and a lane. Cables of one trunk are equal alternatives, so that a circle of cables exists exactly
where one of trunks does.
"""

from __future__ import annotations

from typing import NamedTuple

from conformance.checks.fabric.circles import Channel, Dependencies, components, shortest
from conformance.checks.fabric.graph import Fabric
from conformance.checks.fabric.routing import Part, Routes
from conformance.checks.fabric.witnesses import Link, links


class Cycle(NamedTuple):
    """A circle of dependencies, the first channel being its smallest."""

    fabric: Fabric
    links: tuple[Link, ...]
    lanes: int = 1

    def __len__(self) -> int:
        """How many channels wait for each other."""
        return len(self.links)

    def channels(self) -> list[str]:
        """The channels in order, as ``n0>n1``, with ``@lane`` where there are several lanes."""
        return [self._name(link.channel) for link in self.links]

    def described(self) -> list[str]:
        """Each dependency with its route: ``n0>n1>n2 [h0>h3]``."""
        return [self._described(link) for link in self.links]

    def _name(self, channel: Channel) -> str:
        directed, lane = channel
        names, heads = self.fabric.switches, self.fabric.heads
        suffix = f"@{lane}" if self.lanes > 1 else ""
        return f"{names[heads[directed ^ 1]]}>{names[heads[directed]]}{suffix}"

    def _described(self, link: Link) -> str:
        head = self.fabric.switches[self.fabric.heads[link.following[0]]]
        first, second = self._name(link.channel), f">{head}"
        if self.lanes > 1:
            second += f"@{link.following[1]}"
        return f"{first}{second} [{link.source}>{link.target}]"


def cycle(*every: Routes) -> Cycle | None:
    """The shortest circle of dependencies of all routes together, None where there is none.

    Of several shortest circles the one that begins at the smallest channel. Several arguments stand for tables that are in
    force at the same time, as during a change.
    """
    parts = [part for routes in every for part in routes.decisive]
    if not parts or all(_climbs_before_it_falls(part, parts[0].fabric) for part in parts):
        return None
    graph = Dependencies(parts)
    best: list[Channel] = []
    for component in components(graph):
        found = shortest(graph, component, len(best))
        best = found or best
    if not best:
        return None
    lanes = max(routes.lanes for routes in every)
    return Cycle(parts[0].fabric, tuple(links(parts, best)), lanes)


def _climbs_before_it_falls(part: Part, fabric: Fabric) -> bool:
    """Whether no packet climbs after it has fallen, by the distance from the endpoints, ties broken by number.

    Then channels can be numbered so that each dependency leads to a larger number: rising ones by the height of their tail, then
    falling ones. The unions over all channels that fall into, and rise out of, a switch decide for all their pairs.
    """
    if part.rule is not None:
        return False
    height = _heights(fabric)
    heads = fabric.heads
    for switch, outs in enumerate(fabric.outs):
        arriving = 0
        rising = 0
        for directed in outs:
            if height[heads[directed]] > height[switch]:
                rising |= part.masks[directed]
                if part.masks[directed ^ 1]:
                    arriving |= part.used(directed ^ 1)
        if arriving & rising & ~part.targets.local[switch]:
            return False
    return True


def _heights(fabric: Fabric) -> list[tuple[int, int]]:
    from conformance.checks.fabric.routing import Scheme
    from conformance.checks.fabric.up_down import heights

    return heights(fabric, Scheme())

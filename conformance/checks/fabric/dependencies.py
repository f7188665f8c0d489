"""Deadlock freedom: the dependencies between channels, and the shortest circle among them.

Routes cannot deadlock if no circle of channels exists in which each is followed by the next on some route (Dally and Seitz 1987).
A channel is a directed trunk and a lane. Cables of one trunk are equal alternatives, so that a circle of cables exists exactly
where one of trunks does.
"""

from __future__ import annotations

from collections.abc import Sequence

from conformance.checks.fabric.circles import Channel, Dependencies, components, shortest
from conformance.checks.fabric.graph import Fabric
from conformance.checks.fabric.routing import Part, Routes
from conformance.checks.fabric.trees import Tree
from conformance.checks.fabric.turns import climbs_before_it_falls, standing
from conformance.checks.fabric.witnesses import Link, links
from conformance.findings.named import NamedTuple


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
        """Each dependency with its route, ``n0>n1>n2 [h0>h3]``, or its tree, ``n0>n1>n2 [*group]``."""
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
        shown = f"*{link.tree}" if link.tree else f"{link.source}>{link.target}"
        return f"{first}{second} [{shown}]"


def cycle(*every: Routes) -> Cycle | None:
    """The shortest circle of dependencies of all routes and trees together, None where there is none.

    Of several shortest circles the one that begins at the smallest channel. Several arguments stand for tables that are in
    force at the same time, as during a change.
    """
    trees = [tree for routes in every for tree in routes.trees]
    parts: list[Part | Tree] = [*(part for routes in every for part in routes.decisive), *trees]
    climb = all(climb_before_they_fall(routes) for routes in every)
    if not parts or (climb and not trees):
        return None
    graph = Dependencies(parts)
    best: list[Channel] = []
    starts = _valleys(graph, trees) if climb else range(len(graph))
    for component in sorted(components(graph, starts)):
        found = shortest(graph, component, len(best))
        best = found or best
    if not best:
        return None
    lanes = max(routes.lanes for routes in every)
    return Cycle(parts[0].fabric, tuple(links(parts, best)), lanes)


def _valleys(graph: Dependencies, trees: Sequence[Tree]) -> list[int]:
    """The channels of trees that climb after falling: where no route does, each circle leads over one of them."""
    return sorted(
        graph.number((directed, tree.first_lane))
        for tree in trees
        for directed in tree.climbs_after_falling(standing(tree.fabric))
    )


def climb_before_they_fall(routes: Routes) -> bool:
    """Whether no packet climbs after it has fallen, by the distance from the endpoints, ties broken by number.

    Then channels can be numbered so that each dependency leads to a larger number: rising ones by the height of their tail, then
    falling ones.
    """
    return all(climbs_before_it_falls(part) for part in routes.decisive)

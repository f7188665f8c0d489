"""Deadlock freedom: the dependencies between channels, and the shortest circle among them.

Routes cannot deadlock if no circle of channels exists in which each is followed by the next on some route (Dally and Seitz 1987).
A channel is a directed trunk and a lane. Cables of one trunk are equal alternatives, so that a circle of cables exists exactly
where one of trunks does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from conformance.checks.fabric.graph import Fabric
from conformance.checks.fabric.minimal import lowest
from conformance.checks.fabric.routing import Part, Routes

Channel = tuple[int, int]
"""(directed trunk, lane); lanes of several parts are numbered through."""


class Link(NamedTuple):
    """One dependency of a circle: two channels and a route that takes one right after the other."""

    channel: Channel
    following: Channel
    source: str
    target: str
    way: tuple[int, ...]


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
    graph = _Dependencies(parts)
    best: list[Channel] = []
    for component in _components(graph):
        found = _shortest(graph, component, len(best))
        best = found or best
    if not best:
        return None
    lanes = max(routes.lanes for routes in every)
    return Cycle(parts[0].fabric, tuple(_links(parts, best)), lanes)


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
    from conformance.checks.fabric.algorithms import heights
    from conformance.checks.fabric.routing import Scheme

    return heights(fabric, Scheme())


class _Dependencies:
    """The channels of several parts as one graph."""

    def __init__(self, parts: Sequence[Part]) -> None:
        self.parts = parts
        self._plain = len(parts) == 1 and parts[0].first_lane == 0
        self._lanes = max(part.lanes + part.first_lane for part in parts)

    def __len__(self) -> int:
        return len(self.parts[0].masks) * self._lanes

    def channel(self, number: int) -> Channel:
        return divmod(number, self._lanes)

    def number(self, channel: Channel) -> int:
        return channel[0] * self._lanes + channel[1]

    def onward(self, number: int) -> Iterable[int]:
        """The channels that follow a channel on some route."""
        if self._plain:
            return self.parts[0].onward(number)
        directed, lane = self.channel(number)
        found: dict[int, None] = {}
        for part in self.parts:
            own = lane - part.first_lane
            if 0 <= own < part.lanes:
                for after in part.onward(directed * part.lanes + own):
                    further, on = divmod(after, part.lanes)
                    found[further * self._lanes + on + part.first_lane] = None
        return sorted(found)


def _components(graph: _Dependencies) -> Iterator[list[int]]:
    """The strongly connected components with a circle, each ascending (Tarjan 1972, without recursion)."""
    order = [0] * len(graph)
    low = [0] * len(graph)
    stacked = bytearray(len(graph))
    stack: list[int] = []
    count = 0
    for root in range(len(graph)):
        if order[root]:
            continue
        work: list[tuple[int, Iterator[int]]] = []
        entering = root
        while True:
            if entering >= 0:
                count += 1
                order[entering] = low[entering] = count
                stack.append(entering)
                stacked[entering] = 1
                work.append((entering, iter(graph.onward(entering))))
                entering = -1
            node, following = work[-1]
            for after in following:
                if not order[after]:
                    entering = after
                    break
                if stacked[after] and order[after] < low[node]:
                    low[node] = order[after]
            if entering >= 0:
                continue
            work.pop()
            if work and low[node] < low[work[-1][0]]:
                low[work[-1][0]] = low[node]
            if low[node] == order[node]:
                component = _popped(stack, stacked, node)
                if len(component) > 1 or node in graph.onward(node):
                    yield sorted(component)
            if not work:
                break


def _popped(stack: list[int], stacked: bytearray, node: int) -> list[int]:
    component: list[int] = []
    while True:
        top = stack.pop()
        stacked[top] = 0
        component.append(top)
        if top == node:
            return component


def _shortest(graph: _Dependencies, component: Sequence[int], known: int) -> list[Channel]:
    """The first of the shortest circles of a component, empty where none is shorter than ``known`` (0: none known)."""
    inside = set(component)
    edges: Mapping[int, list[int]] = {
        node: [after for after in graph.onward(node) if after in inside] for node in component
    }
    best: list[int] = []
    limit = known or len(component) + 1
    for start in component:
        found = _way_back(edges, start, limit)
        if found:
            best, limit = found, len(found)
    return [graph.channel(number) for number in best]


def _way_back(edges: Mapping[int, list[int]], start: int, limit: int) -> list[int]:
    """The shortest circle through ``start`` with fewer than ``limit`` channels, found in order; empty where there is none."""
    before: dict[int, int] = {}
    layer = [start]
    for _ in range(limit - 1):
        following: list[int] = []
        for node in layer:
            for after in edges[node]:
                if after == start:
                    return _back(before, start, node)
                if after not in before:
                    before[after] = node
                    following.append(after)
        layer = following
        if not layer:
            break
    return []


def _back(before: Mapping[int, int], start: int, node: int) -> list[int]:
    way = [node]
    while way[-1] != start:
        way.append(before[way[-1]])
    return way[::-1]


def _links(parts: Sequence[Part], circle: Sequence[Channel]) -> Iterator[Link]:
    for index, channel in enumerate(circle):
        following = circle[(index + 1) % len(circle)]
        yield next(link for part in parts if (link := _witness(part, channel, following)) is not None)


def _witness(part: Part, channel: Channel, following: Channel) -> Link | None:
    """A route of the part that takes one channel right after the other: to the first such target, from the nearest source."""
    lane = channel[1] - part.first_lane
    if not 0 <= lane < part.lanes:
        return None
    number = channel[0] * part.lanes + lane
    if following[0] * part.lanes + following[1] - part.first_lane not in part.onward(number):
        return None
    head = part.fabric.heads[channel[0]]
    targets = part.used(number) & part.masks[following[0]] & ~part.targets.local[head]
    target = lowest(targets)
    way = [*_upstream(part, number, target), *_downstream(part, following[0], target)]
    source = _sender(part, way[0], target)
    return Link(channel, following, source, part.targets.name(target), tuple(way))


def _upstream(part: Part, number: int, target: int) -> list[int]:
    """The switches from the nearest source of packets for ``target`` to the end of a channel."""
    heads, outs, count, bit = part.fabric.heads, part.fabric.outs, part.lanes, 1 << target
    after: dict[int, int] = {number: -1}
    layer = [number]
    while layer:
        following: list[int] = []
        for channel in layer:
            directed, lane = divmod(channel, count)
            tail = heads[directed ^ 1]
            if part.sources[tail] & bit and (part.rule is None or part.rule.first(directed) == lane):
                return _switches(heads, after, channel, count)
            for entering in outs[tail]:
                for before in range((entering ^ 1) * count, (entering ^ 1) * count + count):
                    if before not in after and part.used(before) & bit and channel in part.onward(before):
                        after[before] = channel
                        following.append(before)
        layer = following
    raise AssertionError(f"no source for channel {number}")


def _switches(heads: Sequence[int], after: Mapping[int, int], channel: int, count: int) -> list[int]:
    found = [heads[(channel // count) ^ 1]]
    while channel >= 0:
        found.append(heads[channel // count])
        channel = after[channel]
    return found


def _downstream(part: Part, directed: int, target: int) -> list[int]:
    """The switches behind a directed trunk on the way to the target, the first of equal ways; a way in circles ends there."""
    fabric, bit = part.fabric, 1 << target
    found: list[int] = []
    switch = fabric.heads[directed]
    while switch not in found:
        found.append(switch)
        if part.targets.local[switch] & bit:
            break
        further = next((after for after in fabric.outs[switch] if part.masks[after] & bit), None)
        if further is None:
            break
        switch = fabric.heads[further]
    return found


def _sender(part: Part, switch: int, target: int) -> str:
    """An endpoint on the switch that sends to the target; the switch itself for what enters on the way."""
    fabric = part.fabric
    zone = fabric.groups[part.targets.endpoint(target)[0]].zone
    for group in fabric.homed[switch]:
        if fabric.groups[group].zone == zone:
            return fabric.groups[group].name()
    return fabric.switches[switch]

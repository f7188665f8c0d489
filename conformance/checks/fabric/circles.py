"""The dependencies of channels as a graph, its strongly connected parts and its shortest circle."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from conformance.checks.fabric.routing import Part
from conformance.checks.fabric.trees import Tree

Channel = tuple[int, int]
"""(directed trunk, lane); lanes of several parts are numbered through."""


class Dependencies:
    """The channels of several parts and trees as one graph."""

    def __init__(self, parts: Sequence[Part | Tree]) -> None:
        self.parts = parts
        self._plain = len(parts) == 1 and parts[0].first_lane == 0
        self._lanes = max(part.lanes + part.first_lane for part in parts)

    def __len__(self) -> int:
        return len(self.parts[0].fabric.heads) * self._lanes

    def channel(self, number: int) -> Channel:
        """The channel of a node."""
        return divmod(number, self._lanes)

    def number(self, channel: Channel) -> int:
        """The node of a channel."""
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


def components(graph: Dependencies, starts: Iterable[int]) -> Iterator[list[int]]:
    """The strongly connected components with a circle that are met from the starts, each ascending.

    Tarjan 1972, without recursion.
    """
    order = [0] * len(graph)
    low = [0] * len(graph)
    stacked = bytearray(len(graph))
    stack: list[int] = []
    count = 0
    for root in starts:
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


def shortest(graph: Dependencies, component: Sequence[int], known: int) -> list[Channel]:
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

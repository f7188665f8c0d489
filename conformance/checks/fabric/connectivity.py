"""What alone separates endpoints when it fails: bridges and articulation points (Hopcroft and Tarjan 1973, without recursion)."""

from __future__ import annotations

from collections.abc import Iterator

from conformance.checks.fabric.graph import Fabric
from conformance.findings.named import NamedTuple


class _Edge(NamedTuple):
    to: int
    number: int


def separating(fabric: Fabric, of: str) -> list[str]:
    """The links or switches that alone cut living endpoints of one zone off from each other, in the order of the document.

    Cables to endpoints count among the links; an endpoint whose only cable or only switch fails is cut off.

    Args:
        fabric: the fabric.
        of: ``link`` or ``switch``.
    """
    found: dict[str, None] = {}
    for zone in dict.fromkeys(group.zone for group in fabric.groups):
        graph = _Graph(fabric, zone)
        cut = graph.links() if of == "link" else graph.switches()
        found.update(dict.fromkeys(cut))
    return list(found)


class _Graph:
    """Switches and groups of endpoints of one zone as nodes; cables as edges, of a trunk or a group at most two."""

    def __init__(self, fabric: Fabric, zone: int) -> None:
        self._fabric = fabric
        self._groups = [index for index, group in enumerate(fabric.groups) if group.zone == zone and group.count]
        self._size = len(fabric.switches)
        self._edges: list[list[_Edge]] = [[] for _ in range(self._size + len(self._groups))]
        self._names: list[str] = []
        for index, trunk in enumerate(fabric.trunks):
            for _ in range(min(2, trunk.count)):
                self._join(trunk.a, trunk.b, fabric.trunk_name(index))
        for node, index in enumerate(self._groups):
            group = fabric.groups[index]
            for home in group.homes:
                self._join(home, self._size + node, f"{group.name()}-{fabric.switches[home]}")
        # Several endpoints on the same switches are cut off together, and from each other.
        self._weights = [0] * self._size + [min(2, fabric.groups[index].count) for index in self._groups]

    def _join(self, one: int, other: int, name: str) -> None:
        number = len(self._names)
        self._names.append(name)
        self._edges[one].append(_Edge(other, number))
        self._edges[other].append(_Edge(one, number))

    def links(self) -> list[str]:
        """Names of the bridges with endpoints on both sides."""
        found: list[int] = []
        for root, order in self._walks():
            total = order[root].below
            for node, seen in order.items():
                if node != root and seen.low > order[seen.parent].number and 0 < seen.below < total:
                    found.append(seen.edge)
        return [self._names[number] for number in sorted(found)]

    def switches(self) -> list[str]:
        """Names of the switches without which endpoints lie in two parts, or all that hang on one."""
        found: set[int] = set()
        for root, order in self._walks():
            total = order[root].below
            for node, seen in order.items():
                parent = seen.parent
                if node == root or parent >= self._size or not seen.below:
                    continue
                cut = parent == root or seen.low >= order[parent].number
                if cut and seen.low >= order[parent].number and seen.below < total:
                    found.add(parent)
            # Equal endpoints that hang on one switch are parts of their own without it.
            for node in order:
                if node >= self._size and self._weights[node] > 1:
                    homes = set(self._fabric.groups[self._groups[node - self._size]].homes)
                    if len(homes) == 1:
                        found |= homes
        return [self._fabric.switches[switch] for switch in sorted(found)]

    def _walks(self) -> Iterator[tuple[int, dict[int, _Seen]]]:
        """(root, what was seen of each node) of a depth-first walk through each part that holds endpoints."""
        known: set[int] = set()
        for root in range(self._size, len(self._edges)):
            if root not in known:
                order = self._walk(root)
                known |= order.keys()
                yield root, order

    def _walk(self, root: int) -> dict[int, _Seen]:
        order = {root: _Seen(0, -1, -1, self._weights[root])}
        work = [(root, iter(self._edges[root]))]
        while work:
            node, edges = work[-1]
            seen = order[node]
            for edge in edges:
                if edge.number == seen.edge:
                    continue
                other = order.get(edge.to)
                if other is None:
                    order[edge.to] = _Seen(len(order), node, edge.number, self._weights[edge.to])
                    work.append((edge.to, iter(self._edges[edge.to])))
                    break
                seen.low = min(seen.low, other.number)
            else:
                work.pop()
                if work:
                    parent = order[work[-1][0]]
                    parent.low = min(parent.low, seen.low)
                    parent.below += seen.below
        return order


class _Seen:
    """What a walk knows of a node: its number, the lowest number that is reached from below it, endpoints at and below it."""

    __slots__ = ("below", "edge", "low", "number", "parent")

    def __init__(self, number: int, parent: int, edge: int, weight: int) -> None:
        self.number = number
        self.low = number
        self.parent = parent
        self.edge = edge
        self.below = weight

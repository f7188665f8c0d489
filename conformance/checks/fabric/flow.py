"""Largest flows through a fabric."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from conformance.checks.fabric.graph import Fabric
from conformance.expressions.values import Number


class Flow:
    """Largest flow by blocking flows (Dinic 1970), every trunk carrying its capacity in both directions at once.

    Args:
        fabric: the switches and trunks.
        capacities: of each trunk in one direction.
    """

    def __init__(self, fabric: Fabric, capacities: Sequence[Number]) -> None:
        """Start with nothing flowing."""
        self._fabric = fabric
        self._rooms = [capacity for capacity in capacities for _ in (0, 1)]
        self._left = self._rooms
        self._passed: dict[int, int] = {}

    def between(
        self, sources: Mapping[int, Number | None], sinks: Mapping[int, Number | None], enough: Number | None = None
    ) -> Number:
        """The largest flow from the sources to the sinks; each gives or takes so much, None: any amount.

        A switch that is both passes on to itself first.

        Args:
            sources: what gives.
            sinks: what takes.
            enough: the search ends once so much flows; what is returned is then at least that, and perhaps not the most.
        """
        self._left = self._rooms.copy()
        supply, demand = dict(sources), dict(sinks)
        total: Number = 0
        for switch in [switch for switch in supply if switch in demand]:
            total += self._swap(supply, demand, switch)
        while enough is None or total < enough:
            levels = self._levels(supply, demand)
            pushed = self._blocking(levels, supply, demand) if levels else 0
            if not pushed:
                break
            total += pushed
        return total

    @staticmethod
    def _swap(supply: dict[int, Number | None], demand: dict[int, Number | None], switch: int) -> Number:
        give, take = supply[switch], demand[switch]
        amount = min(value for value in (give, take, 1 << 62) if value is not None)
        supply[switch] = None if give is None else give - amount
        demand[switch] = None if take is None else take - amount
        return amount

    def _levels(self, supply: dict[int, Number | None], demand: dict[int, Number | None]) -> dict[int, int]:
        """Distances from the sources through what is left, as far as the nearest sinks; empty where none is reached."""
        heads, outs, left = self._fabric.heads, self._fabric.outs, self._left
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
                    if head not in found and left[directed] > 0:
                        found[head] = distance
                        following.append(head)
            layer = following
        return {}

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
        heads, outs, left = self._fabric.heads, self._fabric.outs, self._left
        way: list[int] = []
        switch = source
        while demand.get(switch, 0) == 0 or switch == source:
            place, further = self._passed.get(switch, 0), levels[switch] + 1
            out = outs[switch]
            while place < len(out):
                head = heads[out[place]]
                if left[out[place]] > 0 and levels.get(head, -1) == further:
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
        bounds = [self._left[directed] for directed in way]
        bounds += [value for value in (limit, demand[sink]) if value is not None]
        amount = min(bounds)
        for directed in way:
            self._left[directed] -= amount
            self._left[directed ^ 1] += amount
        take = demand[sink]
        demand[sink] = None if take is None else take - amount
        return amount

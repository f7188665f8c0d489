"""Which virtual lane a packet takes next."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from conformance.checks.fabric.graph import Fabric
from conformance.findings.named import NamedTuple


class Unroutable(ValueError):
    """An algorithm or a lane rule does not fit the fabric: ``reason`` is a word of the catalogue."""

    def __init__(self, reason: str) -> None:
        """Keep the reason."""
        super().__init__(reason)
        self.reason = reason


class LaneRule(NamedTuple):
    """The lane on the first directed trunk, and that on the next, from the one before and its lane."""

    first: Callable[[int], int]
    after: Callable[[int, int, int], int]


def rule(name: str, lanes: int, fabric: Fabric) -> LaneRule | None:
    """The lane rule of that name; None where there is one lane.

    Raises:
        Unroutable: the rule needs a grid or groups that the fabric does not have.
    """
    made = RULES[name](lanes, fabric)
    return made if lanes > 1 else None


def _single(_lanes: int, _fabric: Fabric) -> LaneRule:
    return LaneRule(lambda _directed: 0, lambda _before, lane, _after: lane)


def _dateline(lanes: int, fabric: Fabric) -> LaneRule:
    """Lane 1 from the wrap-around link on, in each dimension anew (Dally and Seitz 1987)."""
    if fabric.grid is None:
        raise Unroutable("no-grid")
    places, heads = fabric.grid.places, fabric.heads
    axes: list[int] = []
    wraps: list[int] = []
    for trunk in fabric.trunks:
        apart = [abs(one - other) for one, other in zip(places[trunk.a], places[trunk.b], strict=True)]
        axis = next(index for index, distance in enumerate(apart) if distance)
        axes.append(axis)
        wraps.append(int(apart[axis] > 1))
    highest = lanes - 1

    def first(directed: int) -> int:
        return min(wraps[directed >> 1], highest)

    def after(before: int, lane: int, directed: int) -> int:
        same = axes[before >> 1] == axes[directed >> 1] and heads[before ^ 1] != heads[directed]
        return max(lane, first(directed)) if same else first(directed)

    return LaneRule(first, after)


def _per_hop(lanes: int, _fabric: Fabric) -> LaneRule:
    """One lane higher with each hop, as far as there are lanes."""
    return LaneRule(lambda _directed: 0, lambda _before, lane, _after: min(lane + 1, lanes - 1))


def _per_group(lanes: int, fabric: Fabric) -> LaneRule:
    """One lane higher after each link between groups (Kim et al., ISCA 2008, section 4)."""
    if fabric.clusters is None:
        raise Unroutable("no-groups")
    clusters, heads = fabric.clusters, fabric.heads

    def after(before: int, lane: int, _directed: int) -> int:
        crossed = clusters[heads[before]] != clusters[heads[before ^ 1]]
        return min(lane + 1, lanes - 1) if crossed else lane

    return LaneRule(lambda _directed: 0, after)


RULES: Mapping[str, Callable[[int, Fabric], LaneRule]] = {
    "single": _single,
    "dateline": _dateline,
    "per_hop": _per_hop,
    "per_group": _per_group,
}

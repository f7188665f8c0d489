"""How much flows between two halves of the endpoints."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from math import prod

from conformance.checks.fabric.flow import Flow
from conformance.checks.fabric.graph import Fabric
from conformance.expressions.values import Number
from conformance.findings.named import NamedTuple


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

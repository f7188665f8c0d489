"""Dimension-order routes through tori and meshes."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from operator import or_

from conformance.checks.fabric.graph import Fabric
from conformance.checks.fabric.lanes import Unroutable
from conformance.checks.fabric.minimal import Made, Masks, Targets, alive, living
from conformance.checks.fabric.routing import Failed, Scheme


def dimension_order(fabric: Fabric, scheme: Scheme, failed: Failed) -> Made:
    """One dimension after the other, each the shorter way round, both ways where they are equally long.

    Several orders are several sets of routes side by side. There is no way around what is dead.

    Raises:
        Unroutable: the fabric is no grid, or an order does not name each dimension once.
    """
    grid = fabric.grid
    if grid is None:
        raise Unroutable("no-grid")
    natural = tuple(range(len(grid.sizes)))
    orders = scheme.orders or (natural,)
    if any(tuple(sorted(order)) != natural for order in orders):
        raise Unroutable("not-an-order")
    targets = Targets(fabric)
    return [(targets, _in_order(fabric, order, failed, targets)) for order in orders]


def _in_order(fabric: Fabric, order: Sequence[int], failed: Failed, targets: Targets) -> Masks:
    grid = fabric.grid
    assert grid is not None
    slabs = [[0] * size for size in grid.sizes]
    for switch, bits in enumerate(living(targets, failed.switches)):
        for axis, position in enumerate(grid.places[switch]):
            slabs[axis][position] |= bits
    masks: Masks = [0] * len(fabric.heads)
    for switch, outs in enumerate(alive(fabric, *failed)):
        here = grid.places[switch]
        for directed in outs:
            there = grid.places[fabric.heads[directed]]
            axis = next(index for index in range(len(here)) if here[index] != there[index])
            ahead = _ahead(here[axis], there[axis], grid.sizes[axis], wraps=grid.wraps[axis])
            bits = reduce(or_, (slabs[axis][position] for position in ahead), 0)
            for earlier in order[: order.index(axis)]:
                bits &= slabs[earlier][here[earlier]]
            masks[directed] = bits
    return masks


def _ahead(here: int, there: int, size: int, *, wraps: bool) -> list[int]:
    """The positions to which the step from ``here`` to ``there`` is the shorter way."""
    if not wraps:
        return list(range(there, size)) if there > here else list(range(there + 1))
    step = 1 if (there - here) % size == 1 else -1
    return [(here + step * distance) % size for distance in range(1, size // 2 + 1)]

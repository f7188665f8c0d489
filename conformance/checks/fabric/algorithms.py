"""The named algorithms that make routes. Each gives, for every set of routes, its targets and their masks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import reduce
from operator import or_

from conformance.checks.fabric.graph import Fabric
from conformance.checks.fabric.lanes import Unroutable
from conformance.checks.fabric.minimal import Masks, Targets, alive, spread
from conformance.checks.fabric.routing import NOTHING, Algorithm, Failed, Scheme

Made = list[tuple[Targets, Masks]]


def shortest(fabric: Fabric, _scheme: Scheme, failed: Failed) -> Made:
    """All ways with the fewest hops."""
    targets = Targets(fabric)
    masks = [0] * len(fabric.heads)
    spread(fabric, alive(fabric, *failed), _living(targets, failed), masks)
    return [(targets, masks)]


def _living(targets: Targets, failed: Failed) -> list[int]:
    return [0 if switch in failed.switches else bits for switch, bits in enumerate(targets.local)]


def heights(fabric: Fabric, scheme: Scheme, failed: Failed = NOTHING) -> list[tuple[int, int]]:
    """How high each switch stands for up/down: no two are equally high.

    Given roots stand highest, and each living hop away from them is one lower, so that failures change it; else the tiers of the
    family; else the distance from the nearest endpoint; where all have endpoints, the first living switch is the root.
    """
    if is_rooted(fabric, scheme):
        living = [root for root in scheme.roots if root not in failed.switches]
        first = next((switch for switch in range(len(fabric.switches)) if switch not in failed.switches), 0)
        return _ranked([-distance for distance in distances(fabric, living or [first], alive(fabric, *failed))])
    if fabric.tiers is not None:
        return _ranked(fabric.tiers)
    return _ranked(distances(fabric, [switch for switch, groups in enumerate(fabric.homed) if groups]))


def is_rooted(fabric: Fabric, scheme: Scheme) -> bool:
    """Whether heights are counted from roots, and so move with failures."""
    return bool(scheme.roots) or (fabric.tiers is None and all(fabric.homed))


def _ranked(levels: Sequence[int]) -> list[tuple[int, int]]:
    return [(level, -switch) for switch, level in enumerate(levels)]


def distances(fabric: Fabric, starts: Sequence[int], outs: Sequence[Sequence[int]] | None = None) -> list[int]:
    """Hops of each switch from the nearest start; the number of switches where there is no way."""
    outs = fabric.outs if outs is None else outs
    far = len(fabric.switches)
    found = [far] * far
    layer, distance = list(dict.fromkeys(starts)), 0
    for switch in layer:
        found[switch] = 0
    while layer:
        distance += 1
        following: dict[int, None] = {}
        for switch in layer:
            for directed in outs[switch]:
                head = fabric.heads[directed]
                if found[head] == far and head not in following:
                    following[head] = None
        layer = list(following)
        for switch in layer:
            found[switch] = distance
    return found


def up_down(fabric: Fabric, scheme: Scheme, failed: Failed) -> Made:
    """Climb no further than needed, then descend the shortest way; never climb again (up*/down*, all equal ways)."""
    targets = Targets(fabric)
    return [(targets, climbing(fabric, scheme, failed, targets)[0])]


def climbing(fabric: Fabric, scheme: Scheme, failed: Failed, targets: Targets) -> tuple[Masks, list[int]]:
    """The masks of up/down routes, and by switch the targets below it."""
    height = heights(fabric, scheme, failed)
    heads, outs = fabric.heads, alive(fabric, *failed)
    rises = [height[heads[directed]] > height[heads[directed ^ 1]] for directed in range(len(heads))]
    masks: Masks = [0] * len(heads)
    known = _living(targets, failed)
    spread(fabric, outs, known, masks, admits=lambda directed: not rises[directed])
    below = list(known)
    spread(fabric, outs, known, masks, admits=lambda directed: rises[directed])
    return masks, below


def d_mod_k(fabric: Fabric, scheme: Scheme, failed: Failed) -> Made:
    """Up/down with one way up for each endpoint: its number, divided by the ways up of the tiers below, modulo those here.

    Source: Zahavi, CCIT report 776 (2010). Where links are dead, the ways that are left are counted.
    """
    groups = Targets(fabric)
    masks, below = climbing(fabric, scheme, failed, groups)
    targets = Targets(fabric, single=True)
    height = [level for level, _ in heights(fabric, scheme, failed)]
    strides = _strides(fabric, height)
    wide = _Widened(targets)
    found: Masks = [0] * len(masks)
    for switch, outs in enumerate(fabric.outs):
        ways: dict[int, list[int]] = {}
        for directed in outs:
            climbs = masks[directed] & ~below[switch]
            if not climbs:
                found[directed] = wide(masks[directed])
            # Ways up may differ in what they reach only after failures; each set of targets has its own ways.
            elif ways:
                ways = _split(ways, climbs, directed)
            else:
                ways = {climbs: [directed]}
        for climbs, choices in ways.items():
            everything = climbs | groups.local[switch]
            for number, directed in enumerate(choices):
                # What is local never leaves: with it, switches of one tier share their masks.
                part = wide.residue(everything, strides[height[switch]], len(choices), number)
                # Not `|=` alone: it would copy what many switches share.
                found[directed] = found[directed] | part if found[directed] else part
    return [(targets, found)]


def _split(ways: Mapping[int, list[int]], climbs: int, directed: int) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    left = climbs
    for bits, choices in ways.items():
        both = bits & climbs
        if both:
            found[both] = [*choices, directed]
        if bits & ~climbs:
            found[bits & ~climbs] = choices
        left &= ~bits
    if left:
        found[left] = [directed]
    return found


def _strides(fabric: Fabric, height: Sequence[int]) -> dict[int, int]:
    """By tier: the product of the ways up of the tiers below."""
    ways: dict[int, int] = {}
    for switch, outs in enumerate(fabric.outs):
        up = sum(height[fabric.heads[directed]] > height[switch] for directed in outs)
        ways[height[switch]] = max(ways.get(height[switch], 0), up)
    strides: dict[int, int] = {}
    product = 1
    for tier in sorted(ways):
        strides[tier] = product
        product *= max(1, ways[tier])
    return strides


class _Widened:
    """Bit sets of groups as bit sets of endpoints, each made once."""

    def __init__(self, targets: Targets) -> None:
        self._targets = targets
        self._wide: dict[int, int] = {}
        self._residues: dict[tuple[int, int, int], int] = {}
        self._cut: dict[tuple[int, int, int, int], int] = {}

    def __call__(self, mask: int) -> int:
        if mask not in self._wide:
            self._wide[mask] = self._targets.widened([mask])[0]
        return self._wide[mask]

    def residue(self, mask: int, stride: int, modulus: int, rest: int) -> int:
        key = (mask, stride, modulus, rest)
        if key not in self._cut:
            self._cut[key] = self(mask) & self._residue(stride, modulus, rest)
        return self._cut[key]

    def _residue(self, stride: int, modulus: int, rest: int) -> int:
        """The endpoints ``e`` with ``e // stride % modulus == rest``."""
        key = (stride, modulus, rest)
        if key not in self._residues:
            period = stride * modulus
            block = ((1 << stride) - 1) << (rest * stride)
            length = period
            while length < self._targets.count:
                block |= block << length
                length *= 2
            self._residues[key] = block & self._targets.all
        return self._residues[key]


def dimension_order(fabric: Fabric, scheme: Scheme, failed: Failed) -> Made:
    """One dimension after the other, each the shorter way round, both ways where they are equally long.

    Several orders are several sets of routes side by side. There is no way around what is dead.
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
    for switch, bits in enumerate(_living(targets, failed)):
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


def group_minimal(fabric: Fabric, _scheme: Scheme, failed: Failed) -> Made:
    """At most one link between groups: to a switch that has a link to the target's group, across, and on to the target."""
    clusters = fabric.clusters
    if clusters is None:
        raise Unroutable("no-groups")
    heads, outs = fabric.heads, alive(fabric, *failed)
    targets = Targets(fabric)
    masks: Masks = [0] * len(heads)
    inside = _living(targets, failed)
    inner = [clusters[heads[directed]] == clusters[heads[directed ^ 1]] for directed in range(len(heads))]
    spread(fabric, outs, inside, masks, admits=lambda directed: inner[directed])
    gates = [0] * len(outs)
    for switch, leaving in enumerate(outs):
        for directed in leaving:
            if not inner[directed]:
                masks[directed] = inside[heads[directed]] & ~inside[switch]
                gates[switch] |= masks[directed]
    known = [one | other for one, other in zip(inside, gates, strict=True)]
    start = {switch: bits for switch, bits in enumerate(gates) if bits}
    spread(fabric, outs, known, masks, start, admits=lambda directed: inner[directed])
    return [(targets, masks)]


def tables(fabric: Fabric, scheme: Scheme, failed: Failed) -> Made:
    """Output ports by switch and endpoint, as they were read; there is no way around what is dead."""
    if scheme.tables is None:
        raise Unroutable("no-tables")
    local = [0] * len(fabric.switches)
    masks: Masks = [0] * len(fabric.heads)
    numbered = Targets(fabric, single=True, local=local)
    for switch, outs in enumerate(alive(fabric, *failed)):
        ports = {_port(fabric, directed): directed for directed in outs}
        doors = {door: group for group in fabric.homed[switch] for door in _doors(fabric, group, switch)}
        for target, port in scheme.tables.get(switch, {}).items() if switch not in failed.switches else ():
            if port in ports:
                masks[ports[port]] |= 1 << target
            elif doors.get(port) == numbered.endpoint(target)[0]:
                local[switch] |= 1 << target
    return [(numbered, masks)]


def _port(fabric: Fabric, directed: int) -> int:
    ports = fabric.trunks[directed >> 1].ports
    if ports is None:
        raise Unroutable("no-ports")
    return ports[directed & 1]


def _doors(fabric: Fabric, group: int, switch: int) -> list[int]:
    """The ports of a switch on which the endpoints of a group hang."""
    found = fabric.groups[group]
    if found.ports is None:
        raise Unroutable("no-ports")
    return [port for home, port in zip(found.homes, found.ports, strict=True) if home == switch]


ALGORITHMS: Mapping[str, Algorithm] = {
    "shortest": shortest,
    "up_down": up_down,
    "d_mod_k": d_mod_k,
    "dimension_order": dimension_order,
    "group_minimal": group_minimal,
    "tables": tables,
}

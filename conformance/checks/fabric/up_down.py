"""Up/down routes: how high switches stand, and ways that climb before they descend (Schroeder et al., Autonet, 1991)."""

from __future__ import annotations

from collections.abc import Sequence

from conformance.checks.fabric.graph import Fabric
from conformance.checks.fabric.minimal import Made, Masks, Targets, alive, living, spread
from conformance.checks.fabric.routing import NOTHING, Failed, Scheme


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


def ranks(standing: Sequence[tuple[int, int]]) -> list[int]:
    """The same order of heights by one number for each switch, which takes half as long to compare."""
    return [level * len(standing) + tie for level, tie in standing]


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


def climbing(fabric: Fabric, scheme: Scheme, failed: Failed, targets: Targets) -> tuple[Masks, list[list[int]]]:
    """The masks of up/down routes, and by switch the living directed trunks on which it climbs."""
    height = ranks(heights(fabric, scheme, failed))
    heads = fabric.heads
    rising: list[list[int]] = []
    falling: list[list[int]] = []
    for switch, outs in enumerate(alive(fabric, *failed)):
        own = height[switch]
        rising.append([directed for directed in outs if height[heads[directed]] > own])
        falling.append([directed for directed in outs if height[heads[directed]] < own])
    masks: Masks = [0] * len(heads)
    known = living(targets, failed.switches)
    # The search goes back from the targets: up where packets fall, then down where they rise.
    spread(fabric, rising, known, masks)
    spread(fabric, falling, known, masks)
    return masks, rising

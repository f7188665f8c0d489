"""D-mod-k: up/down routes with one way up for each endpoint."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from conformance.checks.fabric.graph import Fabric
from conformance.checks.fabric.minimal import Made, Masks, Targets
from conformance.checks.fabric.routing import Failed, Scheme
from conformance.checks.fabric.up_down import climbing, heights


def d_mod_k(fabric: Fabric, scheme: Scheme, failed: Failed) -> Made:
    """Up/down with one way up for each endpoint: its number, divided by the ways up of the tiers below, modulo those here.

    Source: Zahavi, CCIT report 776 (2010). Where links are dead, the ways that are left are counted.
    """
    groups = Targets(fabric)
    masks, rising = climbing(fabric, scheme, failed, groups)
    targets = Targets(fabric, single=True)
    height = [level for level, _ in heights(fabric, scheme, failed)]
    strides = _strides(fabric, height)
    wide = _Widened(targets)
    up = {directed for outs in rising for directed in outs}
    found = wide.every([0 if directed in up else mask for directed, mask in enumerate(masks)])
    for switch, outs in enumerate(rising):
        ways: dict[int, list[int]] = {}
        for directed in outs:
            climbs = masks[directed]
            # Ways up may differ in what they reach only after failures; each set of targets has its own ways.
            if climbs in ways:
                ways[climbs].append(directed)
            elif climbs:
                ways = _split(ways, climbs, directed)
        for climbs, choices in ways.items():
            # What is local never leaves: with it, switches of one tier share their masks.
            parts = wide.residues(climbs | groups.local[switch], strides[height[switch]], len(choices))
            for directed, part in zip(choices, parts, strict=True):
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
    heads = fabric.heads
    ways: dict[int, int] = {}
    for switch, outs in enumerate(fabric.outs):
        own = height[switch]
        up = len([directed for directed in outs if height[heads[directed]] > own])
        ways[own] = max(ways.get(own, 0), up)
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
        self._residues: dict[tuple[int, int, int], list[int]] = {}

    def every(self, masks: Masks) -> Masks:
        """All of them."""
        return self._targets.widened(masks, self._wide)

    def residues(self, mask: int, stride: int, modulus: int) -> list[int]:
        """The endpoints of a mask, by what their number leaves."""
        key = (mask, stride, modulus)
        if key not in self._residues:
            wide = self.every([mask])[0]
            self._residues[key] = [wide & self._residue(stride, modulus, rest) for rest in range(modulus)]
        return self._residues[key]

    def _residue(self, stride: int, modulus: int, rest: int) -> int:
        """The endpoints ``e`` with ``e // stride % modulus == rest``."""
        block = ((1 << stride) - 1) << (rest * stride)
        length = stride * modulus
        while length < self._targets.count:
            block |= block << length
            length *= 2
        return block & self._targets.all

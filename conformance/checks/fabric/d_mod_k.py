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
    masks, below = climbing(fabric, scheme, failed, groups)
    targets = Targets(fabric, single=True)
    height = [level for level, _ in heights(fabric, scheme, failed)]
    strides = _strides(fabric, height)
    wide = _Widened(targets)
    found: Masks = [0] * len(masks)
    for switch, outs in enumerate(fabric.outs):
        ways: dict[int, list[int]] = {}
        above = groups.all & ~below[switch]
        for directed in outs:
            climbs = masks[directed] & above
            if not climbs:
                found[directed] = wide(masks[directed])
            # Ways up may differ in what they reach only after failures; each set of targets has its own ways.
            elif climbs in ways:
                ways[climbs].append(directed)
            elif ways:
                ways = _split(ways, climbs, directed)
            else:
                ways = {climbs: [directed]}
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

    def __call__(self, mask: int) -> int:
        known = self._wide.get(mask)
        if known is None:
            known = self._wide[mask] = self._targets.widened([mask])[0]
        return known

    def residues(self, mask: int, stride: int, modulus: int) -> list[int]:
        """The endpoints of a mask, by what their number leaves."""
        key = (mask, stride, modulus)
        if key not in self._residues:
            self._residues[key] = [self(mask) & self._residue(stride, modulus, rest) for rest in range(modulus)]
        return self._residues[key]

    def _residue(self, stride: int, modulus: int, rest: int) -> int:
        """The endpoints ``e`` with ``e // stride % modulus == rest``."""
        block = ((1 << stride) - 1) << (rest * stride)
        length = stride * modulus
        while length < self._targets.count:
            block |= block << length
            length *= 2
        return block & self._targets.all

"""Targets as bits, and the two searches that all route algorithms are made of."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import cached_property, reduce
from operator import or_

from conformance.checks.fabric.graph import Fabric

Masks = list[int]
"""Bit set of targets by directed trunk."""


class Targets:
    """What the bits of a mask mean: groups of endpoints, or single endpoints.

    Attributes:
        local: by switch, the targets that hang on it.
        single: whether each endpoint is a target of its own.
    """

    def __init__(self, fabric: Fabric, *, single: bool = False, local: Sequence[int] | None = None) -> None:
        """Number the targets in the order of the groups."""
        self._fabric = fabric
        self.single = single
        self._firsts: list[int] = []
        total = 0
        for group in fabric.groups:
            self._firsts.append(total)
            total += group.count if single else 1
        self.count = total
        self.local: Sequence[int] = local if local is not None else self._locals()

    def bits(self, group: int) -> int:
        """The targets of a group."""
        size = self._fabric.groups[group].count if self.single else 1
        return ((1 << size) - 1) << self._firsts[group]

    def endpoint(self, target: int) -> tuple[int, int]:
        """(group, number within it) of a target; the first endpoint stands for its group."""
        import bisect

        group = bisect.bisect_right(self._firsts, target) - 1
        return group, target - self._firsts[group]

    def name(self, target: int) -> str:
        """The name of the endpoint."""
        group, number = self.endpoint(target)
        return self._fabric.groups[group].name(number)

    def wanted(self, dead: Collection[int] = ()) -> list[int]:
        """By switch, the targets to which its endpoints send through the fabric: the living ones of their zones."""
        found: list[int] = []
        zones = self.zones(dead)
        for switch, groups in enumerate(self._fabric.homed):
            reached = 0
            if switch not in dead:
                for zone in {self._fabric.groups[group].zone for group in groups}:
                    reached |= zones[zone]
            found.append(reached & ~self.local[switch])
        return found

    def zones(self, dead: Collection[int] = ()) -> dict[int, int]:
        """The living targets of each zone."""
        found: dict[int, int] = {}
        for index, group in enumerate(self._fabric.groups):
            alive = not dead or any(home not in dead for home in group.homes)
            found[group.zone] = found.get(group.zone, 0) | (self.bits(index) if alive else 0)
        return found

    def widened(self, masks: Sequence[int], known: dict[int, int] | None = None) -> list[int]:
        """Bit sets of groups as bit sets of these targets; ``known`` keeps what has been widened already."""
        if not self.single:
            return list(masks)
        known = {} if known is None else known
        return [known[mask] if mask in known else known.setdefault(mask, self._wide(mask)) for mask in masks]

    def _wide(self, mask: int) -> int:
        wide = 0
        for group in members(mask):
            wide |= self.bits(group)
        return wide

    def _locals(self) -> list[int]:
        found: list[int] = []
        for groups in self._fabric.homed:
            bits = 0
            for group in groups:
                bits |= self.bits(group)
            found.append(bits)
        return found

    @cached_property
    def all(self) -> int:
        """Every target."""
        return (1 << self.count) - 1


Made = list[tuple[Targets, Masks]]
"""What an algorithm gives: for every set of routes, what its targets are and where they lead."""


def members(mask: int) -> list[int]:
    """The numbers of the bits that are set, ascending."""
    text = bin(mask)[:1:-1]
    found: list[int] = []
    place = text.find("1")
    while place >= 0:
        found.append(place)
        place = text.find("1", place + 1)
    return found


def lowest(mask: int) -> int:
    """The number of the lowest bit that is set."""
    return (mask & -mask).bit_length() - 1


def alive(fabric: Fabric, switches: Collection[int], trunks: Collection[int]) -> list[list[int]]:
    """The directed trunks that leave each switch, without what is dead."""
    if not switches and not trunks:
        return fabric.outs
    heads = fabric.heads
    return [
        []
        if switch in switches
        else [directed for directed in out if directed >> 1 not in trunks and heads[directed] not in switches]
        for switch, out in enumerate(fabric.outs)
    ]


def living(targets: Targets, dead: Collection[int]) -> list[int]:
    """By switch, the targets that hang on it; none where the switch is dead."""
    return [0 if switch in dead else bits for switch, bits in enumerate(targets.local)]


def spread(
    fabric: Fabric,
    outs: Sequence[Sequence[int]],
    known: list[int],
    masks: Masks,
    start: Mapping[int, int] | None = None,
) -> None:
    """Search backwards from the targets in layers, all targets at once; each layer is one hop further away.

    Args:
        fabric: the fabric.
        outs: by switch, the directed trunks that leave it against which the search may go: living, and their way back admitted.
        known: by switch, targets that need no more search; grows.
        masks: by directed trunk, the targets it leads to on a shortest way; grows.
        start: the first layer; what is known where it is left out.
    """
    heads = fabric.heads
    fresh = dict(start) if start is not None else {switch: bits for switch, bits in enumerate(known) if bits}
    # Long negative numbers, which `~known` would be, take twice as long to combine.
    every = reduce(or_, fresh.values(), 0)
    unknown = [every & ~bits for bits in known]
    while fresh:
        following: dict[int, int] = {}
        for switch, bits in fresh.items():
            # Most masks are met once, and many are all that is left to know: what is kept as it is need not be copied.
            whole = bits == every
            for leaving in outs[switch]:
                before = heads[leaving]
                new = unknown[before] if whole else bits & unknown[before]
                if new:
                    back = leaving ^ 1
                    masks[back] = masks[back] | new if masks[back] else new
                    met = following.get(before)
                    if met is not new:
                        following[before] = met | new if met else new
        for switch, bits in following.items():
            known[switch] |= bits
            unknown[switch] ^= bits
        fresh = following

"""Multicast: trees over which a packet is copied, from wherever it enters, to all other branches.

A tree is shared by all who send to its group, so that it is used in both directions: at each of its switches every channel that
comes in is followed by every other channel of the tree that goes out. A packet that is copied waits for all of these at once;
where their graph has no circle, the last channel of each way frees up first, and so on backwards, as for a single way.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from conformance.checks.fabric.graph import Fabric
from conformance.findings.named import NamedTuple


class Plan(NamedTuple):
    """How the tree of a group is laid.

    Attributes:
        name: of the group, or of the groups that share it.
        links: trunks of the tree; None: by breadth-first search, as subnet managers do.
        root: where the search begins; None, or where it is dead: at the lowest-numbered living switch.
        lane: that its packets keep to.
    """

    name: str
    links: tuple[int, ...] | None = None
    root: int | None = None
    lane: int = 0


@dataclass(frozen=True, eq=False)
class Tree:
    """A tree as it lies; a part of the dependencies like routes are.

    Attributes:
        fabric: that it crosses.
        name: of its plan.
        trunks: of it, ascending. A trunk of several cables stands for the one of them that the tree takes, whichever it is.
        first_lane: the only lane it uses.
    """

    fabric: Fabric
    name: str
    trunks: tuple[int, ...]
    first_lane: int = 0
    lanes: int = 1

    @cached_property
    def _outs(self) -> dict[int, list[int]]:
        """The directed trunks of the tree that leave each of its switches."""
        found: dict[int, list[int]] = {}
        for trunk in self.trunks:
            for directed in (2 * trunk, 2 * trunk + 1):
                found.setdefault(self.fabric.tail(directed), []).append(directed)
        return found

    def onward(self, channel: int) -> list[int]:
        """The directed trunks to which a packet is copied that came on this one: none if it is not of the tree."""
        if channel not in self._outs.get(self.fabric.tail(channel), ()):
            return []
        return [after for after in self._outs[self.fabric.heads[channel]] if after != channel ^ 1]

    def climbs_after_falling(self, heights: Sequence[int]) -> list[int]:
        """The directed trunks on which copies climb that fell into the switch before: where it meets two higher ones."""
        found: list[int] = []
        for switch, outs in self._outs.items():
            rising = [directed for directed in outs if heights[self.fabric.heads[directed]] > heights[switch]]
            found += rising if len(rising) > 1 else []
        return found


def laid(
    fabric: Fabric, plans: Iterable[Plan], switches: Collection[int] = (), trunks: Collection[int] = ()
) -> tuple[Tree, ...]:
    """The trees of all plans over what is alive, each without branches that lead to no endpoint.

    Searched trees are laid anew, and one for each zone of endpoints, since only these talk; listed ones lose what is dead.

    Args:
        fabric: the fabric.
        plans: of the trees.
        switches: that are dead.
        trunks: that are dead.
    """
    zones = _zones(fabric)
    everybody = set[int]().union(*zones)
    found: list[Tree] = []
    for plan in plans:
        links = spanned(fabric, plan, switches, trunks)
        for homes in zones if plan.links is None else [everybody]:
            kept = _pruned(fabric, links, homes)
            if kept:
                found.append(Tree(fabric, plan.name, kept, plan.lane))
    return tuple(found)


def spanned(fabric: Fabric, plan: Plan, switches: Collection[int] = (), trunks: Collection[int] = ()) -> list[int]:
    """The living trunks of a plan, with branches that lead to no endpoint."""
    if plan.links is None:
        return searched(fabric, plan.root, switches, trunks)
    return [link for link in plan.links if link not in trunks and _ends(fabric, link).isdisjoint(switches)]


def searched(
    fabric: Fabric, root: int | None = None, switches: Collection[int] = (), trunks: Collection[int] = ()
) -> list[int]:
    """The trunks over which a breadth-first search first meets each living switch, neighbours in the order of the document.

    Parts of the fabric that are not joined are searched one by one, those without the root from their lowest-numbered switch.
    """
    heads, outs = fabric.heads, fabric.outs
    found: list[int] = []
    met = set(switches)
    for start in [*([] if root is None else [root]), *range(len(outs))]:
        if start in met:
            continue
        met.add(start)
        waiting = [start]
        for switch in waiting:
            for directed in outs[switch]:
                if heads[directed] not in met and directed >> 1 not in trunks:
                    met.add(heads[directed])
                    waiting.append(heads[directed])
                    found.append(directed >> 1)
    return found


def is_joined(fabric: Fabric, trunks: Sequence[int]) -> bool:
    """Whether all of the trunks hang together."""
    others = set(range(len(fabric.trunks))) - set(trunks)
    ends = {switch for trunk in trunks for switch in _ends(fabric, trunk)}
    return len(searched(fabric, fabric.trunks[trunks[0]].a, (), others)) == len(ends) - 1


def _ends(fabric: Fabric, trunk: int) -> set[int]:
    return {fabric.trunks[trunk].a, fabric.trunks[trunk].b}


def _zones(fabric: Fabric) -> list[set[int]]:
    """The switches of the endpoints of each zone."""
    found: dict[int, set[int]] = {}
    for group in fabric.groups:
        found.setdefault(group.zone, set()).update(group.homes)
    return list(found.values())


def _pruned(fabric: Fabric, trunks: Iterable[int], homes: Collection[int]) -> tuple[int, ...]:
    """The trunks, ascending, without the branches at whose end no endpoint hangs: nothing is ever copied there."""
    met: dict[int, set[int]] = {}
    for trunk in trunks:
        for switch in _ends(fabric, trunk):
            met.setdefault(switch, set()).add(trunk)
    bare = [switch for switch, own in met.items() if len(own) == 1 and switch not in homes]
    for switch in bare:
        for trunk in met.pop(switch):
            (other,) = _ends(fabric, trunk) - {switch}
            met[other].discard(trunk)
            if len(met[other]) == 1 and other not in homes:
                bare.append(other)
    return tuple(sorted({trunk for own in met.values() for trunk in own}))

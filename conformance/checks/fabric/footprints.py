"""Whether failures that are harmless one by one are harmless together, from what each of them alone has examined.

A failure takes routes away at some switches for some targets (``retreat``): there another way was looked for, and either found or
the loss passed back. Two failures can only meet where both looked: whatever one of them alone examined, the other one left all its
next hops as they were. So what both together lose is what each loses alone, unless at a switch and for a target that both
examined no next hop is left that neither has taken away. Where that is so, or one is not harmless alone, this says nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations

from conformance.checks.fabric.minimal import members
from conformance.checks.fabric.retreat import Retreat, without_another_way
from conformance.checks.fabric.routing import Failed, Part
from conformance.findings.named import NamedTuple

Spread = tuple[tuple[int, int], ...]
"""Targets at switches, as few pairs (targets, switches): a failed link concerns the same targets nearly everywhere."""

_KEPT = 50_000
"""Footprints that are kept: of each link of twenty thousand endpoints, some tens of megabytes."""


class Footprint(NamedTuple):
    """What a failure that is harmless alone has examined, and what is lost at switches that need not send there."""

    examined: Spread
    lost: Spread


class Footprints:
    """The footprints of single failures, each worked out when it is first asked for.

    Attributes:
        work: directed trunks that were looked at, and pairs of footprints' parts that were compared.
    """

    def __init__(self, part: Part) -> None:
        """Nothing is known yet of the routes before."""
        self.work = 0
        self._part = part
        self._known: dict[Failed, Footprint | None] = {}

    def harmless(self, failed: Failed, alone: Sequence[Failed]) -> bool:
        """Whether some failures are known to be harmless together; of a single one, whether it is.

        Args:
            failed: all of them.
            alone: each by itself.
        """
        found = [self._of(one) for one in alone]
        prints = [one for one in found if one is not None]
        if len(prints) < len(found):
            return False
        lost = [pair for one in prints for pair in one.lost]
        return all(self._apart(failed, lost, *pair) for pair in combinations(prints, 2))

    def _of(self, failed: Failed) -> Footprint | None:
        """The footprint of one failure; None where it is not harmless alone."""
        if failed in self._known:
            return self._known[failed]
        retreat = Retreat(self._part, failed)
        found = Footprint(_spread(retreat.examined), _spread(retreat.lost)) if retreat.is_harmless() else None
        self.work += retreat.work
        if len(self._known) < _KEPT:
            self._known[failed] = found
        return found

    def _apart(self, failed: Failed, lost: Sequence[tuple[int, int]], one: Footprint, other: Footprint) -> bool:
        """Whether each switch and target that two failures examined keeps a way, or is among what they lose alone."""
        self.work += len(one.examined) * len(other.examined)
        for targets, switches in one.examined:
            for others, elsewhere in other.examined:
                if targets & others and switches & elsewhere:
                    for switch in members(switches & elsewhere):
                        if switch not in failed.switches and not self._keeps(failed, lost, switch, targets & others):
                            return False
        return True

    def _keeps(self, failed: Failed, lost: Sequence[tuple[int, int]], switch: int, targets: int) -> bool:
        wanted = targets & ~_at(lost, switch)
        missing, looked = without_another_way(self._part, failed, lambda head: _at(lost, head), switch, wanted)
        self.work += looked
        return not missing


def _spread(by_switch: Mapping[int, int]) -> Spread:
    found: dict[int, int] = {}
    for switch, targets in by_switch.items():
        found[targets] = found.get(targets, 0) | 1 << switch
    return tuple(found.items())


def _at(spread: Sequence[tuple[int, int]], switch: int) -> int:
    """The targets at one switch."""
    found = 0
    for targets, switches in spread:
        if switches >> switch & 1:
            found |= targets
    return found

"""Whether a failure only takes routes away: what is lost at a switch is passed back until all have another equal way."""

from __future__ import annotations

from collections.abc import Callable

from conformance.checks.fabric.routing import Failed, Part


class Retreat:
    """Passes back, from what is dead, the targets for which a switch no longer has a way of the old length.

    Args:
        part: the routes before.
        failed: what is dead.

    Attributes:
        work: directed trunks that were looked at.
        examined: by switch, the targets to which one of its next hops was dead, or had lost them.
        lost: by switch, those of them to which it has no other way of the old length.
    """

    def __init__(self, part: Part, failed: Failed) -> None:
        """Nothing is lost yet."""
        self.work = 0
        self.examined: dict[int, int] = {}
        self.lost: dict[int, int] = {}
        self._part = part
        self._failed = failed
        self._dead = self._of_nobody()

    def is_harmless(self) -> bool:
        """Whether every source keeps a way of the old length to all its targets."""
        masks, outs, heads = self._part.masks, self._part.fabric.outs, self._part.fabric.heads
        waiting = self._cut_off()
        while waiting:
            switch, counted = waiting.pop()
            missing = counted & ~self._dead & ~self.lost.get(switch, 0)
            if not missing or switch in self._failed.switches:
                continue
            self.examined[switch] = self.examined.get(switch, 0) | missing
            missing, looked = without_another_way(self._part, self._failed, self.lost.get, switch, missing)
            self.work += looked
            if not missing:
                continue
            if missing & self._part.sources[switch]:
                return False
            self.lost[switch] = self.lost.get(switch, 0) | missing
            self.work += len(outs[switch])
            for directed in outs[switch]:
                if masks[directed ^ 1] & missing:
                    waiting.append((heads[directed], masks[directed ^ 1] & missing))
        return True

    def _of_nobody(self) -> int:
        """The targets all of whose switches are dead: nobody sends to them any more."""
        if not self._failed.switches:
            return 0
        targets = self._part.targets
        return _together(targets.zones()) & ~_together(targets.zones(self._failed.switches))

    def _cut_off(self) -> list[tuple[int, int]]:
        """The switches that led to what is dead, and for which targets."""
        masks, outs, heads = self._part.masks, self._part.fabric.outs, self._part.fabric.heads
        both = [directed for trunk in self._failed.trunks for directed in (2 * trunk, 2 * trunk + 1)]
        found = [(heads[directed ^ 1], masks[directed]) for directed in both]
        for switch in self._failed.switches:
            found += [(heads[directed], masks[directed ^ 1]) for directed in outs[switch]]
        return found


def without_another_way(
    part: Part, failed: Failed, lost: Callable[[int], int | None], switch: int, missing: int
) -> tuple[int, int]:
    """Those of the targets to which no living next hop of the switch leads on a way of the old length; how many were looked at.

    Args:
        part: the routes before.
        failed: what is dead.
        lost: the targets that a switch has lost.
        switch: who asks.
        missing: for which targets.
    """
    masks, heads, looked = part.masks, part.fabric.heads, 0
    for directed in part.fabric.outs[switch]:
        looked += 1
        alive = directed >> 1 not in failed.trunks and heads[directed] not in failed.switches
        if alive and masks[directed] & missing:
            missing &= ~masks[directed] | (lost(heads[directed]) or 0)
            if not missing:
                break
    return missing, looked


def _together(zones: dict[int, int]) -> int:
    """All targets of all zones."""
    found = 0
    for bits in zones.values():
        found |= bits
    return found

"""Routes of a fabric, as bit sets of targets for every directed trunk.

A target is a group of endpoints, or one endpoint where the algorithm tells endpoints of a group apart. ``masks[d]`` holds the
targets for which a packet at the tail of directed trunk ``d`` may leave on it; all equal alternatives are routes. Which lane
a packet takes follows from the lane it came on (``lanes.py``).
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from conformance.checks.fabric import lanes as lane_rules
from conformance.checks.fabric.graph import Fabric
from conformance.checks.fabric.lanes import LaneRule
from conformance.checks.fabric.minimal import Made, Masks, Targets
from conformance.checks.fabric.trees import Plan, Tree, laid
from conformance.findings.named import NamedTuple


class Failed(NamedTuple):
    """What is dead: switches, and trunks of which no cable is left."""

    switches: frozenset[int] = frozenset()
    trunks: frozenset[int] = frozenset()


NOTHING = Failed()


class Scheme(NamedTuple):
    """How routes are made.

    Attributes:
        algorithm: a key of ``ALGORITHMS``, or ``tables``.
        lanes: how many virtual lanes the routes use.
        lane_rule: a key of ``lanes.RULES``.
        orders: of the dimensions, for dimension order; several are used side by side.
        roots: switches at the top for up/down; none: the tops of the tiers.
        tables: output ports of switches by target, read from a file: ``{switch: {endpoint: port}}``.
        escape: the scheme of the last lane, which a packet on the other lanes may enter anywhere and never leaves.
        trees: of multicast groups.
    """

    algorithm: str = "shortest"
    lanes: int = 1
    lane_rule: str = "single"
    orders: tuple[tuple[int, ...], ...] = ()
    roots: tuple[int, ...] = ()
    tables: Mapping[int, Mapping[int, int]] | None = None
    escape: Scheme | None = None
    trees: tuple[Plan, ...] = ()


@dataclass(frozen=True, eq=False)
class Part:
    """Routes that a packet keeps to from end to end.

    Attributes:
        fabric: that they cross.
        targets: what the bits of the masks mean.
        masks: targets by directed trunk.
        rule: of the lanes, None where there is one lane.
        lanes: how many.
        entry: targets of the packets that enter at each switch; None: those that its endpoints send.
        first_lane: number of the lowest lane that this part uses.
        failed: what is dead.
        derived: what has been worked out from it already.
    """

    fabric: Fabric
    targets: Targets
    masks: Masks
    rule: LaneRule | None = None
    lanes: int = 1
    entry: Sequence[int] | None = None
    first_lane: int = 0
    failed: Failed = NOTHING
    derived: dict[Hashable, object] = field(default_factory=dict)

    @cached_property
    def sources(self) -> Sequence[int]:
        """The targets of what enters the fabric at each switch."""
        if self.entry is not None:
            return self.entry
        return self.targets.wanted(self.failed.switches)

    @cached_property
    def at(self) -> list[int]:
        """The targets of all traffic that comes to each switch; with several lanes as well."""
        found = list(self.sources)
        waiting = [switch for switch, targets in enumerate(found) if targets]
        fresh = {switch: found[switch] for switch in waiting}
        local, heads, outs, masks = self.targets.local, self.fabric.heads, self.fabric.outs, self.masks
        while waiting:
            following: dict[int, int] = {}
            for switch in waiting:
                arriving = fresh[switch] & ~local[switch]
                for directed in outs[switch]:
                    passing = arriving & masks[directed]
                    if passing:
                        head = heads[directed]
                        new = passing & ~found[head]
                        if new:
                            following[head] = following.get(head, 0) | new
            for switch, targets in following.items():
                found[switch] |= targets
            waiting, fresh = list(following), following
        return found

    @cached_property
    def _used(self) -> list[int] | None:
        """The targets of each channel (directed trunk, lane); None with one lane, where they follow from ``at``."""
        if self.rule is None:
            return None
        count, rule, masks, heads, outs = self.lanes, self.rule, self.masks, self.fabric.heads, self.fabric.outs
        used = [0] * (len(masks) * count)
        fresh: dict[int, int] = {}
        for switch, targets in enumerate(self.sources):
            for directed in outs[switch] if targets else ():
                passing = targets & masks[directed] & ~self.targets.local[switch]
                if passing:
                    channel = directed * count + rule.first(directed)
                    fresh[channel] = fresh.get(channel, 0) | passing
        while fresh:
            following: dict[int, int] = {}
            for channel, targets in fresh.items():
                new = targets & ~used[channel]
                if not new:
                    continue
                used[channel] |= new
                directed, lane = divmod(channel, count)
                new &= ~self.targets.local[heads[directed]]
                for after in outs[heads[directed]] if new else ():
                    passing = new & masks[after]
                    if passing:
                        further = after * count + rule.after(directed, lane, after)
                        following[further] = following.get(further, 0) | passing
            fresh = following
        return used

    @property
    def channels(self) -> int:
        """How many channels there can be: channel ``directed * lanes + lane``."""
        return len(self.masks) * self.lanes

    def used(self, channel: int) -> int:
        """The targets of the packets on a channel."""
        if self._used is not None:
            return self._used[channel]
        switch = self.fabric.heads[channel ^ 1]
        return self.masks[channel] & self.at[switch] & ~self.targets.local[switch]

    def onward(self, channel: int) -> list[int]:
        """The channels that some packet takes right after this one."""
        directed = channel // self.lanes
        head = self.fabric.heads[directed]
        going = self.used(channel) & ~self.targets.local[head]
        if not going:
            return []
        masks = self.masks
        if self.rule is None:
            return [after for after in self.fabric.outs[head] if going & masks[after]]
        lane, count, rule = channel % self.lanes, self.lanes, self.rule
        return [
            after * count + rule.after(directed, lane, after)
            for after in self.fabric.outs[head]
            if going & masks[after]
        ]


@dataclass(frozen=True, eq=False, repr=False)
class Routes:
    """All routes of a fabric; equal only to themselves.

    Attributes:
        fabric: that they cross.
        parts: sets of routes side by side: a packet stays in one of them.
        lanes: how many lanes all parts and trees together use.
        deciding: parts whose dependencies decide about deadlock: all, but for the escape routes of adaptive routing.
        trees: of multicast groups; they decide beside the parts.
        derived: what has been worked out from them already (``reading.remembered``).
    """

    fabric: Fabric
    parts: tuple[Part, ...]
    lanes: int = 1
    deciding: tuple[Part, ...] = ()
    trees: tuple[Tree, ...] = ()
    derived: dict[Hashable, object] = field(default_factory=dict)

    def __repr__(self) -> str:
        """Shown in formulas: how many switches they cross."""
        return f"<routes over {len(self.fabric.switches)} switches>"

    @property
    def decisive(self) -> tuple[Part, ...]:
        """The parts whose channels must not wait for each other in a circle."""
        return self.deciding or self.parts


Algorithm = Callable[[Fabric, Scheme, Failed], Made]


def routes(fabric: Fabric, scheme: Scheme, failed: Failed = NOTHING) -> Routes:
    """The routes that an algorithm makes of what is alive.

    Raises:
        Unroutable: the algorithm does not fit the fabric.
    """
    found = _unicast(fabric, scheme, failed)
    if not scheme.trees:
        return found
    trees = laid(fabric, scheme.trees, *failed)
    lanes = max([found.lanes, *(tree.first_lane + 1 for tree in trees)])
    return replace(found, trees=trees, lanes=lanes, derived={})


def _unicast(fabric: Fabric, scheme: Scheme, failed: Failed) -> Routes:
    from conformance.checks.fabric.algorithms import ALGORITHMS

    if scheme.escape is not None:
        return _with_escape(fabric, scheme, scheme.escape, failed)
    rule = lane_rules.rule(scheme.lane_rule, scheme.lanes, fabric)
    parts = tuple(
        Part(fabric, targets, masks, rule, scheme.lanes if rule is not None else 1, failed=failed)
        for targets, masks in ALGORITHMS[scheme.algorithm](fabric, scheme, failed)
    )
    return Routes(fabric, parts, parts[0].lanes)


def _with_escape(fabric: Fabric, scheme: Scheme, escape: Scheme, failed: Failed) -> Routes:
    """Adaptive routes with escape lanes that a packet may enter at any switch on its way and then keeps to.

    Since no packet comes back from an escape lane, there are no indirect dependencies, and the escape lanes' own graph decides:
    Duato, IEEE TPDS 4 (1993), theorem 1. Trees may share the adaptive lanes: whoever stands there in their way can escape.
    """
    free = _unicast(fabric, scheme._replace(escape=None, lane_rule="single", lanes=1), failed).parts[0]
    inner = _unicast(fabric, escape, failed)
    parts = tuple(
        Part(
            fabric, part.targets, part.masks, part.rule, part.lanes, part.targets.widened(free.at), scheme.lanes, failed
        )
        for part in inner.parts
    )
    return Routes(fabric, (free, *parts), scheme.lanes + inner.lanes, parts)

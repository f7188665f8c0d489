"""How much of its bandwidth a pair keeps when one part of a fabric fails: largest flows along the routes."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from functools import reduce
from operator import or_

from conformance.checks.fabric.flow import Flow
from conformance.checks.fabric.graph import Fabric
from conformance.checks.fabric.minimal import Masks
from conformance.checks.fabric.reading import Memo
from conformance.checks.fabric.routing import NOTHING, Failed, Routes, Scheme
from conformance.checks.fabric.up_down import heights
from conformance.expressions.scalars import Undecided
from conformance.expressions.values import Number
from conformance.findings.named import NamedTuple

MOST = 40_000
"""Flows that one question may take, about half a minute."""

KEPT = Memo(lambda _kept: 10_000)
"""The last answers, by what describes the plane, its routes and the fault."""

Route = Callable[[Failed], Routes]


class Kept(NamedTuple):
    """What the worst pair keeps, after which fault, and whether classes of equal faults stood for their members."""

    share: Number
    after: str = ""
    source: str = ""
    target: str = ""
    assurance: str = "exact"


class Fault(NamedTuple):
    """One fault: its name, what is dead of switches and trunks, and by trunk how many cables are left."""

    name: str
    failed: Failed
    left: tuple[int, int] | None = None


def worst_share(fabric: Fabric, scheme: Scheme | None, route: Route, fault: str, *, forwarding: bool) -> Kept:
    """The least share over all faults of a sort and all pairs of groups of endpoints.

    Args:
        fabric: one plane.
        scheme: of the routes, None for those of full meshes, which a symmetry of the fabric keeps.
        route: routes when something is dead.
        fault: ``link``, ``trunk``, ``switch``, ``spine``, ``plane`` or ``card``.
        forwarding: whether an endpoint and its switch are one part: nothing is asked of the endpoints of a dead switch, and an
            endpoint has all links of its switch.
    """
    if fault == "plane":
        return Kept(0, "plane", *_any_pair(fabric))
    if fault == "link" and not forwarding:
        # Without its cable an endpoint has nothing left in this plane.
        return Kept(0, f"{fabric.groups[0].name()}-{fabric.switches[fabric.groups[0].homes[0]]}", *_any_pair(fabric))
    if fault == "card" and not forwarding:
        return Kept(1)
    return _Search(fabric, route, forwarding=forwarding).least(
        *_faults(fabric, fault, alike=_symmetric(fabric, scheme))
    )


class _Search:
    """Tries fault after fault and pair after pair; flows before the fault are worked out once."""

    def __init__(self, fabric: Fabric, route: Route, *, forwarding: bool) -> None:
        self._fabric = fabric
        self._route = route
        self._forwarding = forwarding
        self._healthy = _Flows(fabric, route(NOTHING), forwarding=forwarding)
        self._before: dict[tuple[int, int], Number] = {}
        self._pairs = [
            pair for pair in itertools.permutations(range(len(fabric.groups)), 2) if _together(fabric, *pair)
        ]
        self._flows = 0

    def least(self, faults: Sequence[Fault], assurance: str) -> Kept:
        """The worst pair after the worst fault; nothing is worse than a pair that is cut off."""
        worst = Kept(1)
        for fault in faults:
            flows = _Flows(self._fabric, self._route(fault.failed), fault, forwarding=self._forwarding)
            for pair in self._pairs:
                if not self._concerns(pair, fault):
                    continue
                share = self._share(flows, pair, worst.share)
                if share < worst.share:
                    worst = Kept(share, fault.name, *(self._fabric.groups[group].name() for group in pair))
                if not worst.share:
                    return worst
        return worst._replace(assurance=assurance)

    def _concerns(self, pair: tuple[int, int], fault: Fault) -> bool:
        """Whether the fault touches a route to the target; where not, its routes stay what they are."""
        dead = fault.failed.switches
        if dead and any(home in dead for group in pair for home in self._fabric.groups[group].homes):
            return not self._forwarding
        return self._healthy.uses(fault, pair[1])

    def _share(self, flows: _Flows, pair: tuple[int, int], enough: Number) -> Fraction:
        """What a pair keeps, or at least ``enough``."""
        self._flows += 2
        if self._flows > MOST:
            raise Undecided("CHECK-too-many-flows", {"flows": str(MOST)})
        if pair not in self._before:
            self._before[pair] = self._healthy.of_pair(*pair)
        before = self._before[pair]
        return Fraction(flows.of_pair(*pair, enough * before)) / Fraction(before) if before else Fraction(0)


def _symmetric(fabric: Fabric, scheme: Scheme | None) -> bool:
    """Whether every permutation that keeps the fabric keeps the routes, so that one fault stands for its class."""
    if scheme is None or (scheme.algorithm in {"shortest", "group_minimal"} and scheme.escape is None):
        return True
    if scheme.algorithm != "up_down" or scheme.escape is not None or scheme.roots:
        return False
    level = [level for level, _ in heights(fabric, scheme)]
    return all(level[trunk.a] != level[trunk.b] for trunk in fabric.trunks)


def _faults(fabric: Fabric, fault: str, *, alike: bool) -> tuple[list[Fault], str]:
    """The faults of a sort, one of each class of equal ones, and how sure that is."""
    from conformance.checks.fabric.symmetry import orbits

    cables = fault in {"link", "trunk"}
    every: Sequence[int] = range(len(fabric.trunks) if cables else len(fabric.switches))
    if alike:
        classes = orbits(fabric)
        every = list(dict.fromkeys(classes.trunks if cables else classes.switches))
    whole = len(every) == (len(fabric.trunks) if cables else len(fabric.switches))
    assurance = "exact" if whole else "proved"
    if cables:
        return [_cable(fabric, trunk) for trunk in every], assurance
    chosen = [switch for switch in every if fault != "spine" or not fabric.homed[switch]]
    return [Fault(fabric.switches[switch], Failed(frozenset({switch}))) for switch in chosen], assurance


def _cable(fabric: Fabric, trunk: int) -> Fault:
    count = fabric.trunks[trunk].count
    gone = frozenset({trunk}) if count == 1 else frozenset()
    return Fault(fabric.trunk_name(trunk), Failed(frozenset(), gone), (trunk, count - 1))


def _together(fabric: Fabric, one: int, other: int) -> bool:
    a, b = fabric.groups[one], fabric.groups[other]
    return a.zone == b.zone and not set(a.homes) & set(b.homes)


def _any_pair(fabric: Fabric) -> Iterator[str]:
    yield from (group.name() for group in (fabric.groups[0], fabric.groups[-1]))


class _Flows(Flow):
    """Flows over the directed trunks that the routes use for one target."""

    def __init__(self, fabric: Fabric, routes: Routes, fault: Fault | None = None, *, forwarding: bool) -> None:
        rates = [trunk.count * (trunk.rate or 1) for trunk in fabric.trunks]
        if fault is not None and fault.left is not None:
            trunk, count = fault.left
            rates[trunk] = count * (fabric.trunks[trunk].rate or 1)
        super().__init__(fabric, rates)
        self._rates: Sequence[Number] = rates
        self._targets = routes.parts[0].targets
        self._masks = _united([part.masks for part in routes.parts])
        self._groups = fabric.groups
        self._port = None if forwarding else fabric.endpoint_rate or 1
        self._outs = fabric.outs
        self._dead = routes.parts[0].failed.switches
        self._towards: dict[int, list[Number]] = {}

    def of_pair(self, source: int, target: int, enough: Number | None = None) -> Number:
        """What all endpoints of one group can send to all of another at once; at least ``enough`` where that much is reached."""
        if target not in self._towards:
            bits = self._targets.bits(target)
            self._towards[target] = [
                self._rates[directed >> 1] if mask & bits else 0 for directed, mask in enumerate(self._masks)
            ]
        self._rooms = self._towards[target]
        return self.between(self._ends(source), self._ends(target), enough)

    def uses(self, fault: Fault, target: int) -> bool:
        """Whether some route to the target comes over what is dead, or over a cable of a trunk that has lost one."""
        trunks = {directed >> 1 for switch in fault.failed.switches for directed in self._outs[switch]}
        if fault.left is not None:
            trunks.add(fault.left[0])
        bits = self._targets.bits(target)
        return any(self._masks[2 * trunk + way] & bits for trunk in trunks for way in (0, 1))

    def _ends(self, group: int) -> dict[int, Number | None]:
        found: dict[int, Number | None] = {}
        for home in self._groups[group].homes:
            if home not in self._dead:
                found[home] = (
                    None if self._port is None else (found.get(home) or 0) + self._groups[group].count * self._port
                )
        return found


def _united(every: Sequence[Masks]) -> Masks:
    """The targets that each directed trunk leads to on any of several sets of routes."""
    return [reduce(or_, masks) for masks in zip(*every, strict=True)] if len(every) > 1 else every[0]

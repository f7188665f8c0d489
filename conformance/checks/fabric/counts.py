"""How many of everything there is, and what each tier carries down and up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from fractions import Fraction

from conformance.checks.fabric.graph import Fabric
from conformance.checks.fabric.up_down import distances
from conformance.expressions.values import Number
from conformance.findings.named import NamedTuple


class Counts(NamedTuple):
    """Numbers of parts; ``endpoint_ports`` are ports of endpoints, ``most_ports`` is the largest number of ports in use on one switch, ``fullest`` that switch."""

    endpoints: int
    switches: int
    links: int
    endpoint_ports: int
    most_ports: int
    fullest: str


def counts(fabric: Fabric) -> Counts:
    """Count the parts of a fabric. Cables between switches and cables to endpoints are counted apart."""
    ports = [0] * len(fabric.switches)
    for trunk in fabric.trunks:
        ports[trunk.a] += trunk.count
        ports[trunk.b] += trunk.count
    links = sum(trunk.count for trunk in fabric.trunks)
    attached = 0
    for group in fabric.groups:
        for home in group.homes:
            ports[home] += group.count if fabric.cabled else 0
            attached += group.count
    most = max(ports, default=0)
    fullest = fabric.switches[ports.index(most)] if ports else ""
    return Counts(fabric.endpoints, len(fabric.switches), links, attached, most, fullest)


class Tier(NamedTuple):
    """One tier of a fabric.

    Attributes:
        level: 0 next to the endpoints.
        switches: in it.
        down, up: rates of all its links in one direction.
        worst: the largest quotient of down and up of a switch, None at the top.
        switch: which switch that is.
        spared: the same after the loss of the widest neighbour above or below: what is left of ``up`` where one upper switch is dead.
    """

    level: int
    switches: int
    down: Number
    up: Number
    worst: Fraction | None
    switch: str
    spared: Fraction | None


def tiers(fabric: Fabric) -> list[Tier]:
    """The tiers from the endpoints upward; tiers are the family's, else distances from the nearest endpoint."""
    level = levels(fabric)
    down: list[Number] = [0] * len(level)
    up: list[Number] = [0] * len(level)
    widest: list[Number] = [0] * len(level)
    for group in fabric.groups:
        for home in group.homes:
            down[home] += group.count * fabric.endpoint_rate
    for trunk in fabric.trunks:
        low, high = (trunk.a, trunk.b) if level[trunk.a] <= level[trunk.b] else (trunk.b, trunk.a)
        if level[low] != level[high]:
            rate = trunk.count * trunk.rate
            up[low] += rate
            down[high] += rate
            widest[low] = max(widest[low], rate)
    found: list[Tier] = []
    for number in range(max(level, default=-1) + 1):
        members = [switch for switch in range(len(level)) if level[switch] == number]
        if members:
            found.append(_tier(fabric, number, members, down, up, widest))
    return found


def levels(fabric: Fabric) -> list[int]:
    """The tier of each switch."""
    if fabric.tiers is not None:
        return list(fabric.tiers)
    return distances(fabric, [switch for switch, groups in enumerate(fabric.homed) if groups])


def uneven(fabric: Fabric) -> list[str]:
    """Switches that meet some switches of the next tier over more cables than others, as ``leaf0: 3 to spine0, 4 to spine1``."""
    level = levels(fabric)
    above: dict[int, dict[int, int]] = defaultdict(dict)
    for a, b, count, *_ in fabric.trunks:
        if level[a] != level[b]:
            low, high = (a, b) if level[a] < level[b] else (b, a)
            met = above[low]
            met[high] = met.get(high, 0) + count
    return [_unequal(fabric, low, met) for low, met in sorted(above.items()) if len(set(met.values())) > 1]


def _unequal(fabric: Fabric, low: int, met: Mapping[int, int]) -> str:
    least, most = min(met, key=lambda high: met[high]), max(met, key=lambda high: met[high])
    names = fabric.switches
    return f"{names[low]}: {met[least]} to {names[least]}, {met[most]} to {names[most]}"


def _tier(
    fabric: Fabric, number: int, members: list[int], down: list[Number], up: list[Number], widest: list[Number]
) -> Tier:
    climbing = [switch for switch in members if up[switch] > 0]
    # Most switches of a tier are alike: a quotient is worked out once for each sort.
    sorts = {(down[switch], up[switch]): switch for switch in reversed(climbing)}
    worst = max(sorted(sorts.values()), key=lambda switch: Fraction(down[switch]) / up[switch], default=None)
    left = {(down[switch], up[switch] - widest[switch]) for switch in climbing}
    spared = (
        None
        if any(rest == 0 for _, rest in left)
        else max((Fraction(below) / rest for below, rest in left), default=None)
    )
    return Tier(
        number,
        len(members),
        sum(down[switch] for switch in members),
        sum(up[switch] for switch in members),
        None if worst is None else Fraction(down[worst]) / up[worst],
        "" if worst is None else fabric.switches[worst],
        spared,
    )

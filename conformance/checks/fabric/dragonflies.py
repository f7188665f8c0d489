"""Dragonflies: groups of switches that are joined by few long links.

Shapes: Kim et al., ISCA 2008 (dragonfly); Shpiner et al., HiPINEB 2017 (dragonfly+).
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from conformance.checks.fabric.graph import Fabric, Group, Permutation, Trunk
from conformance.checks.fabric.parameters import Parameters, Unbuildable, bounded, whole
from conformance.expressions.values import Number


def dragonfly(parameters: Parameters, rate: Number) -> Fabric:
    """Groups of fully meshed switches; between two groups the same number of global links, spread over their switches."""
    groups, switches = whole(parameters, "groups"), whole(parameters, "switches_per_group")
    hosts, ports = whole(parameters, "endpoints_per_switch"), whole(parameters, "global_links_per_switch")
    cables = whole(parameters, "local_cables", 1)
    bounded(groups * switches, groups * switches * (switches + ports))
    local = [
        Trunk(group * switches + one, group * switches + other, cables, rate)
        for group in range(groups)
        for one, other in itertools.combinations(range(switches), 2)
    ]
    links = _between_groups(groups, switches * ports)
    far = _joined(
        (group * switches + port // ports, other * switches + peer // ports) for group, port, other, peer in links
    )
    names = [f"group{group}-switch{number}" for group in range(groups) for number in range(switches)]
    return Fabric(
        names,
        local + [Trunk(a, b, count, rate) for (a, b), count in far.items()],
        [Group((number,), hosts, (f"{name}-host",)) for number, name in enumerate(names)],
        rate,
        clusters=[number // switches for number in range(len(names))],
        generators=lambda: [[(number + switches) % len(names) for number in range(len(names))]],
    )


def dragonfly_plus(parameters: Parameters, rate: Number) -> Fabric:
    """Groups of leaves and spines, fully meshed between both; the spines carry the global links."""
    groups, leaves = whole(parameters, "groups"), whole(parameters, "leaves")
    spines, hosts = whole(parameters, "spines"), whole(parameters, "endpoints_per_leaf")
    ports, cables = whole(parameters, "global_links_per_spine"), whole(parameters, "leaf_cables", 1)
    size = leaves + spines
    bounded(groups * size, groups * spines * (leaves + ports))
    local = [
        Trunk(group * size + leaf, group * size + leaves + spine, cables, rate)
        for group, leaf, spine in itertools.product(range(groups), range(leaves), range(spines))
    ]
    links = _between_groups(groups, spines * ports)
    far = _joined(
        (group * size + leaves + port // ports, other * size + leaves + peer // ports)
        for group, port, other, peer in links
    )
    names = [
        f"group{group}-{'leaf' if number < leaves else 'spine'}{number if number < leaves else number - leaves}"
        for group in range(groups)
        for number in range(size)
    ]
    edge = [group * size + leaf for group in range(groups) for leaf in range(leaves)]

    def generators() -> Iterator[Permutation]:
        yield [(number + size) % len(names) for number in range(len(names))]
        yield [
            number - number % size + (number % size + 1) % leaves if number % size < leaves else number
            for number in range(len(names))
        ]

    return Fabric(
        names,
        local + [Trunk(a, b, count, rate) for (a, b), count in far.items()],
        [Group((leaf,), hosts, (f"{names[leaf]}-host",)) for leaf in edge],
        rate,
        tiers=[0 if number % size < leaves else 1 for number in range(len(names))],
        clusters=[number // size for number in range(len(names))],
        generators=generators,
    )


def _between_groups(groups: int, ports: int) -> Iterator[tuple[int, int, int, int]]:
    """(group, port, other group, its port) of each global link, in the consecutive arrangement; left-over ports stay free."""
    if groups < 2:
        return
    rounds = ports // (groups - 1)
    if not rounds:
        raise Unbuildable("too-many-groups", f"{groups} > {ports + 1}")
    for group, turn, step in itertools.product(range(groups), range(rounds), range(1, groups)):
        other = (group + step) % groups
        if group < other:
            yield group, turn * (groups - 1) + step - 1, other, turn * (groups - 1) + groups - step - 1


def _joined(ends: Iterator[tuple[int, int]]) -> dict[tuple[int, int], int]:
    """How many cables join each pair of switches."""
    found: dict[tuple[int, int], int] = {}
    for pair in ends:
        found[pair] = found.get(pair, 0) + 1
    return found

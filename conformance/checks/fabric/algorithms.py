"""The named algorithms that make routes. Each gives, for every set of routes, its targets and their masks."""

from __future__ import annotations

from collections.abc import Mapping

from conformance.checks.fabric.d_mod_k import d_mod_k
from conformance.checks.fabric.dimension_order import dimension_order
from conformance.checks.fabric.graph import Fabric
from conformance.checks.fabric.lanes import Unroutable
from conformance.checks.fabric.minimal import Made, Masks, Targets, alive, living, spread
from conformance.checks.fabric.routing import Algorithm, Failed, Scheme
from conformance.checks.fabric.up_down import up_down


def shortest(fabric: Fabric, _scheme: Scheme, failed: Failed) -> Made:
    """All ways with the fewest hops."""
    targets = Targets(fabric)
    masks = [0] * len(fabric.heads)
    spread(fabric, alive(fabric, *failed), living(targets, failed.switches), masks)
    return [(targets, masks)]


def group_minimal(fabric: Fabric, _scheme: Scheme, failed: Failed) -> Made:
    """At most one link between groups: to a switch that has a link to the target's group, across, and on to the target.

    Raises:
        Unroutable: the fabric has no groups.
    """
    clusters = fabric.clusters
    if clusters is None:
        raise Unroutable("no-groups")
    heads, outs = fabric.heads, alive(fabric, *failed)
    targets = Targets(fabric)
    masks: Masks = [0] * len(heads)
    inside = living(targets, failed.switches)
    inner = [
        [directed for directed in leaving if clusters[heads[directed]] == clusters[switch]]
        for switch, leaving in enumerate(outs)
    ]
    spread(fabric, inner, inside, masks)
    gates = [0] * len(outs)
    for switch, leaving in enumerate(outs):
        for directed in leaving:
            if clusters[heads[directed]] != clusters[switch]:
                masks[directed] = inside[heads[directed]] & ~inside[switch]
                gates[switch] |= masks[directed]
    known = [one | other for one, other in zip(inside, gates, strict=True)]
    start = {switch: bits for switch, bits in enumerate(gates) if bits}
    spread(fabric, inner, known, masks, start)
    return [(targets, masks)]


def tables(fabric: Fabric, scheme: Scheme, failed: Failed) -> Made:
    """Output ports by switch and endpoint, as they were read; there is no way around what is dead.

    Raises:
        Unroutable: no tables were handed in.
    """
    if scheme.tables is None:
        raise Unroutable("no-tables")
    local = [0] * len(fabric.switches)
    masks: Masks = [0] * len(fabric.heads)
    numbered = Targets(fabric, single=True, local=local)
    for switch, outs in enumerate(alive(fabric, *failed)):
        ports = {_port(fabric, directed): directed for directed in outs}
        doors = {door: group for group in fabric.homed[switch] for door in _doors(fabric, group, switch)}
        for target, port in scheme.tables.get(switch, {}).items() if switch not in failed.switches else ():
            if port in ports:
                masks[ports[port]] |= 1 << target
            elif doors.get(port) == numbered.endpoint(target)[0]:
                local[switch] |= 1 << target
    return [(numbered, masks)]


def _port(fabric: Fabric, directed: int) -> int:
    ports = fabric.trunks[directed >> 1].ports
    if ports is None:
        raise Unroutable("no-ports")
    return ports[directed & 1]


def _doors(fabric: Fabric, group: int, switch: int) -> list[int]:
    """The ports of a switch on which the endpoints of a group hang."""
    found = fabric.groups[group]
    if found.ports is None:
        raise Unroutable("no-ports")
    return [port for home, port in zip(found.homes, found.ports, strict=True) if home == switch]


ALGORITHMS: Mapping[str, Algorithm] = {
    "shortest": shortest,
    "up_down": up_down,
    "d_mod_k": d_mod_k,
    "dimension_order": dimension_order,
    "group_minimal": group_minimal,
    "tables": tables,
}

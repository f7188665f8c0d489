"""Fabrics given switch by switch and cable by cable: in a descriptor, or in a file that a subnet manager's tools wrote."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from conformance.checks.fabric.graph import Fabric, Group, Trunk
from conformance.checks.fabric.parameters import MAX_SWITCHES, MAX_TRUNKS, Unbuildable, plain
from conformance.expressions.values import Number

Fields = Mapping[str, object]


def explicit(
    switches: Sequence[str], links: Mapping[str, Fields], endpoints: Mapping[str, Fields], rate: Number = 0
) -> Fabric:
    """A fabric from names.

    Args:
        switches: names, in order.
        links: by name: ``a`` and ``b`` (switches), optionally ``count``, ``rate`` and ``bundle``.
        endpoints: by name: ``ports`` (switches, one for each port), optionally ``count`` and ``zone``.
        rate: of what states none, in one direction.

    Raises:
        Unbuildable: an end is not there, a link leads back to its own switch, or there is too much of it.
    """
    if len(switches) > MAX_SWITCHES or len(links) > MAX_TRUNKS:
        raise Unbuildable("too-large", f"{len(switches)}, {len(links)}")
    numbers = {name: number for number, name in enumerate(switches)}
    trunks = [_trunk(name, link, numbers, rate) for name, link in links.items()]
    zones: dict[str, int] = {}
    groups = [_group(name, fields, numbers, zones) for name, fields in endpoints.items()]
    return Fabric(list(switches), trunks, groups, rate)


def _end(numbers: Mapping[str, int], name: object, where: str) -> int:
    if not isinstance(name, str) or name not in numbers:
        raise Unbuildable("no-such-switch", f"{where}: {name}")
    return numbers[name]


def _trunk(name: str, link: Fields, numbers: Mapping[str, int], rate: Number) -> Trunk:
    a, b = (_end(numbers, link.get(end), name) for end in ("a", "b"))
    if a == b:
        raise Unbuildable("loop", name)
    count, own = link.get("count", 1), link.get("rate", rate)
    assert isinstance(count, int)
    return Trunk(a, b, count, plain(own), name, str(link.get("bundle", "")))  # type: ignore[arg-type]


def _group(name: str, fields: Fields, numbers: Mapping[str, int], zones: dict[str, int]) -> Group:
    on, count, zone = fields.get("ports", ()), fields.get("count", 1), str(fields.get("zone", ""))
    assert isinstance(on, Sequence)
    assert isinstance(count, int)
    homes = tuple(_end(numbers, home, name) for home in on)
    names = (name,)
    return Group(homes, count, names, zones.setdefault(zone, len(zones)))


def from_file(nodes: Sequence[Fields], cables: Sequence[Fields], rate: Number = 0) -> Fabric:
    """A fabric as ``ibnetdiscover`` lists it: every cable is a trunk of its own with its ports.

    Args:
        nodes: ``id``, ``name`` and whether it is a ``switch``.
        cables: ``a``, ``a_port``, ``b``, ``b_port`` and ``rate`` (0 where it is not stated).
        rate: of what states none.
    """
    numbers: dict[str, int] = {}
    names: list[str] = []
    hosts: dict[str, tuple[str, list[tuple[int, int]]]] = {}
    for node in nodes:
        name, key = str(node["name"]), str(node["id"])
        if node["switch"]:
            numbers[key] = len(names)
            names.append(name if name not in names else f"{name}/{key}")
        else:
            hosts[key] = (name, [])
    trunks: list[Trunk] = []
    fastest: Number = 0
    for cable in cables:
        a, b = str(cable["a"]), str(cable["b"])
        ports = (int(str(cable["a_port"])), int(str(cable["b_port"])))
        own = plain(cable["rate"] or rate)  # type: ignore[arg-type]
        if a in numbers and b in numbers:
            trunks.append(
                Trunk(
                    numbers[a],
                    numbers[b],
                    1,
                    own,
                    f"{names[numbers[a]]}/{ports[0]}-{names[numbers[b]]}/{ports[1]}",
                    "",
                    ports,
                )
            )
        elif a in numbers or b in numbers:
            host, switch, port = (b, a, ports[0]) if a in numbers else (a, b, ports[1])
            hosts[host][1].append((numbers[switch], port))
            fastest = max(fastest, own)
    groups = [
        Group(tuple(switch for switch, _ in on), 1, (name,), 0, tuple(port for _, port in on))
        for name, on in hosts.values()
        if on
    ]
    return Fabric(names, trunks, groups, fastest or rate)

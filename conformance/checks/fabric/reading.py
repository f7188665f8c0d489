"""From ``design.topology`` and ``design.routing`` of a descriptor to a fabric and a scheme of routes.

Both are remembered by value for the rules that look at one descriptor after each other; a few entries, so that nothing grows.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence

from conformance.checks.fabric.explicit import explicit, from_file
from conformance.checks.fabric.families import FAMILIES, family
from conformance.checks.fabric.graph import Fabric
from conformance.checks.fabric.lanes import Unroutable
from conformance.checks.fabric.parameters import Unbuildable, plain
from conformance.checks.fabric.routing import Routes, Scheme, routes
from conformance.checks.fabric.trees import Plan, is_joined
from conformance.expressions.values import Number
from conformance.findings.type_hints import TypeVar

Fields = Mapping[str, object]
Value = TypeVar("Value")
_MOST = 100_000
"""Trunks of the fabrics that are kept for another look, a few hundred megabytes with all that was worked out from them."""


class Memo:
    """The last few results by what they were made of; equal inputs give the result itself again.

    Args:
        weigh: how much a result takes; of heavy ones only the last two are kept, of light ones as many as weigh ``_MOST``.
    """

    def __init__(self, weigh: Callable[[object], int] = lambda _value: _MOST) -> None:
        """Start empty."""
        self._weigh = weigh
        self._entries: list[tuple[object, object]] = []

    def get(self, key: object, make: Callable[[], Value]) -> Value:
        """The result for ``key``, made where it is not known."""
        for index, (known, value) in enumerate(self._entries):
            if known is key or known == key:
                self._entries.insert(0, self._entries.pop(index))
                return value  # type: ignore[return-value]
        value = make()
        self._entries = [(key, value), *self._lightest()]
        return value

    def _lightest(self) -> list[tuple[object, object]]:
        """The entries that stay beside a new one."""
        total = 0
        for index, (_, value) in enumerate(self._entries):
            total += self._weigh(value)
            if total > _MOST and index:
                return self._entries[:index]
        return self._entries


def _trunks(value: object) -> int:
    return len((value.fabric if isinstance(value, Routes) else value).trunks)  # type: ignore[attr-defined]


_FABRICS, _ROUTES = Memo(_trunks), Memo(_trunks)


def fabric_of(design: Fields) -> Fabric:
    """The fabric that ``design.topology`` describes, its ports at ``design.port_rate`` where that is stated.

    Raises:
        Unbuildable: it describes none.
    """
    topology = _fields(design, "topology")
    rate = _rate(design.get("port_rate", 0))
    return _FABRICS.get((topology, rate), lambda: _built(topology, rate))


def _built(topology: Fields, rate: Number) -> Fabric:
    name = str(topology.get("family"))
    if name in FAMILIES:
        return family(name, _fields(topology, "parameters"), rate)
    if name == "file":
        if "file" not in topology:
            raise Unbuildable("missing", "file")
        file = _fields(topology, "file")
        return from_file(_records(file, "nodes"), _records(file, "cables"), rate)
    switches = topology.get("switches")
    if not isinstance(switches, Sequence):
        raise Unbuildable("missing", "switches")
    links, endpoints = _fields(topology, "links"), _fields(topology, "endpoints")
    return explicit([str(switch) for switch in switches], _mappings(links), _mappings(endpoints), rate)


def scheme_of(design: Fields, fabric: Fabric) -> Scheme:
    """How ``design.routing`` makes routes.

    Raises:
        Unroutable: it names a switch or link that is not there, or a table or tree that does not fit.
    """
    routing = _fields(design, "routing")
    scheme = _scheme(routing, fabric)._replace(trees=_plans(routing, fabric))
    escape = routing.get("escape")
    return scheme._replace(escape=_scheme(escape, fabric)) if isinstance(escape, Mapping) else scheme


def _scheme(routing: Fields, fabric: Fabric) -> Scheme:
    algorithm = str(routing.get("algorithm", "shortest"))
    lanes, orders, roots = routing.get("lanes", 1), routing.get("orders", ()), routing.get("roots", ())
    assert isinstance(lanes, int)
    assert isinstance(orders, Sequence)
    assert isinstance(roots, Sequence)
    numbers = {name: number for number, name in enumerate(fabric.switches)} if roots else {}
    if any(root not in numbers for root in roots):
        raise Unroutable("no-such-root")
    return Scheme(
        algorithm=algorithm,
        lanes=lanes,
        lane_rule=str(routing.get("lane_rule", "single")),
        orders=tuple(tuple(order) for order in orders),
        roots=tuple(numbers[root] for root in roots),
        tables=_tables(_fields(routing, "table"), fabric) if algorithm == "tables" and "table" in routing else None,
    )


def _plans(routing: Fields, fabric: Fabric) -> tuple[Plan, ...]:
    """The trees of multicast groups; root and links by their names."""
    records = _records(routing, "multicast")
    switches = {name: number for number, name in enumerate(fabric.switches)}
    found: list[Plan] = []
    for record in records:
        root, lane = record.get("root"), record.get("lane", 0)
        assert isinstance(lane, int)
        if root is not None and root not in switches:
            raise Unroutable("no-such-root")
        listed = record.get("algorithm") == "explicit"
        links = _links(record.get("links", ()), fabric) if listed else None
        found.append(Plan(str(record["id"]), links, None if root is None else switches[str(root)], lane))
    return tuple(found)


def _links(names: object, fabric: Fabric) -> tuple[int, ...]:
    """The trunks of a listed tree: by their names, or as ``a-b`` or ``b-a`` where only one joins these two."""
    known: dict[str, set[int]] = {}
    for number, trunk in enumerate(fabric.trunks):
        a, b = fabric.switches[trunk.a], fabric.switches[trunk.b]
        for name in (f"{a}-{b}", f"{b}-{a}"):
            known.setdefault(name, set()).add(number)
    known |= {trunk.name: {number} for number, trunk in enumerate(fabric.trunks) if trunk.name}
    assert isinstance(names, Sequence)
    found = [known.get(str(name), set()) for name in names]
    if not found or any(len(trunks) != 1 for trunks in found):
        raise Unroutable("no-such-link")
    links = tuple(dict.fromkeys(trunk for trunks in found for trunk in trunks))
    if not is_joined(fabric, links):
        raise Unroutable("tree-in-pieces")
    return links


def _tables(file: Fields, fabric: Fabric) -> dict[int, dict[int, int]]:
    """Ports by switch and endpoint; switches and endpoints are matched by their names."""
    if file.get("repeated"):
        raise Unroutable("several-paths")
    switches = {name: number for number, name in enumerate(fabric.switches)}
    endpoints = {group.name(): number for number, group in enumerate(fabric.groups)}
    if len(endpoints) < len(fabric.groups):
        raise Unroutable("equal-names")
    found: dict[int, dict[int, int]] = {}
    for switch, entries in _fields(file, "tables").items():
        if switch not in switches or not isinstance(entries, Mapping):
            raise Unroutable("foreign-table")
        found[switches[switch]] = {endpoints[name]: port for name, port in entries.items() if name in endpoints}
    return found


def routes_of(design: Fields) -> Routes:
    """The routes of a design.

    Raises:
        Unbuildable: there is no fabric.
        Unroutable: the algorithm does not fit it.
    """
    fabric = fabric_of(design)
    scheme = scheme_of(design, fabric)
    return _ROUTES.get((_Same(fabric), scheme), lambda: routes(fabric, scheme))


def remembered(owner: Fabric | Routes, key: Hashable, make: Callable[[], Value]) -> Value:
    """A result that follows from a fabric or from routes alone: worked out once, kept as long as they are.

    Args:
        owner: what it follows from.
        key: which result it is.
        make: works it out.
    """
    if key not in owner.derived:
        owner.derived[key] = make()
    return owner.derived[key]  # type: ignore[return-value]


class _Same(Hashable):
    """Equal for the same object only, and keeps it alive."""

    def __init__(self, value: object) -> None:
        self._value = value

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self._value is other._value

    def __hash__(self) -> int:
        return id(self._value)


def _rate(value: object) -> Number:
    from fractions import Fraction

    return plain(value) if isinstance(value, int | Fraction) else 0


def _fields(record: Fields, name: str) -> Fields:
    value = record.get(name)
    return value if isinstance(value, Mapping) else {}


def _mappings(record: Fields) -> dict[str, Fields]:
    return {name: value for name, value in record.items() if isinstance(value, Mapping)}


def _records(record: Fields, name: str) -> list[Fields]:
    value = record.get(name)
    return [item for item in value if isinstance(item, Mapping)] if isinstance(value, Sequence) else []

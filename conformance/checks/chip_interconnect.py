"""What rules of chip interconnect ask of a supernode's fabric and of a negotiation; thin over ``conformance.checks.fabric``.

``design.topology`` describes one plane; ``design.planes`` says how many equal ones there are, which are not joined. Beside the
algorithms of the library there are the two of direct full meshes: ``direct`` (only the link that joins two switches) and
``detour`` (that link, or two links over any third switch). All functions are structural.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction

from conformance.checks import networking
from conformance.checks.declared import DESIGN, NAMES, NUMBER, TEXT, record, structural
from conformance.checks.waiting import class_circle, endless_states, needs_circle, stuck_states
from conformance.documents.dimensions import of
from conformance.expressions.functions import PythonFunction
from conformance.expressions.types import ListType, NumberType, RecordType, Type
from conformance.expressions.values import Number, Record
from conformance.findings.type_hints import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from conformance.checks.fabric.graph import Fabric
    from conformance.checks.fabric.routing import Failed, Routes, Scheme

Design = Mapping[str, Any]

MESHED = frozenset({"direct", "detour"})
"""Algorithms of full meshes, which never look for another way: failures only take routes away."""


def fabric_problems(design: Design) -> list[str]:
    """Why the design describes no fabric, empty where it does."""
    return networking.fabric_problems(_plain(design))


def routing_problems(design: Design) -> list[str]:
    """Why the routing does not fit the fabric, empty where it does."""
    if design.get("routing", {}).get("algorithm") not in MESHED:
        return networking.routing_problems(_plain(design))
    from conformance.checks.fabric.lanes import Unroutable
    from conformance.checks.meshed import meshed

    try:
        meshed(_fabric(design), design["routing"])
    except Unroutable as why:
        return [why.reason]
    return []


def fabric_counts(design: Design) -> Record:
    """How many of everything there is in one plane."""
    return networking.fabric_counts(_plain(design))


def fabric_routes(design: Design) -> Routes:
    """The routes through one plane."""
    if design.get("routing", {}).get("algorithm") not in MESHED:
        return networking.routes(_plain(design))
    from conformance.checks.fabric.routing import NOTHING

    return _after(design, NOTHING)


def longest_path(design: Design) -> Record:
    """Switches and links on the longest route; where cards forward themselves, the cards at its ends are no switches."""
    most = networking.longest_route(fabric_routes(design))
    direct = 2 if design.get("cards_forward") else 0
    return Record({"switches": most - direct, "links": most + 1 - direct})


def single_failures(design: Design, of: str) -> Record:
    """What becomes of the routes after any one failure of a sort, old and new tables together (``failure_sweep``)."""
    if design.get("routing", {}).get("algorithm") not in MESHED:
        return networking.failure_sweep(_plain(design), of, 1, "live")
    from conformance.checks.fabric.dependencies import cycle
    from conformance.checks.fabric.elements import elements

    # What a failure takes away adds no dependency, so that the routes before it decide.
    routes = fabric_routes(design)
    found = cycle(routes)
    return Record(
        {
            "sets": len(elements(routes.fabric, of)),
            "circle": [] if found is None else found.described(),
            "after": [],
            "assurance": "exact",
        }
    )


def oversubscription(design: Design) -> Record:
    """The largest quotient of what hangs below a switch and what leads up from it, and where; 0 where nothing leads up.

    Endpoints that the topology does not name (``design.other_endpoints``) are spread evenly over the lowest tier.
    """
    from conformance.checks.fabric.counts import tiers

    others = _others(design)
    found = [(Fraction(0), "")]
    for tier in tiers(_fabric(design)):
        if tier.worst is not None:
            beside = _share(others, design.get("planes", 1) * tier.up) if tier.level == 0 else 0
            found.append((tier.worst + beside, tier.switch))
    ratio, switch = max(found, key=lambda item: item[0])
    return Record({"ratio": ratio, "switch": switch})


def uneven_spread(design: Design) -> list[str]:
    """Switches that meet some switches of the next tier over more cables than others."""
    return networking.uneven_spread(_plain(design))


def injection(design: Design) -> Number:
    """What all endpoints together send into one plane in one direction."""
    return networking.injection(_plain(design))


def bisection(design: Design) -> Record:
    """The smallest cut between halves of the endpoints of one plane, in one direction."""
    return networking.bisection(_plain(design))


def halves_of_all(design: Design) -> Record:
    """The smallest cut between halves of one plane where everybody sends, and what the smaller half can send, in one direction.

    Endpoints that the topology does not name send beside those that it names, in proportion to them. Of an odd number of
    endpoints the smaller half decides.
    """
    from dataclasses import replace

    from conformance.checks.fabric.bisection import bisection as cut
    from conformance.checks.fabric.reading import remembered

    fabric, named = _fabric(design), injection(design)
    others = _share(_others(design), design.get("planes", 1))
    if others and named:
        fabric = replace(fabric, endpoint_rate=fabric.endpoint_rate * (1 + others / Fraction(named)), derived={})
    found = remembered(fabric, "bisection", lambda: cut(fabric))
    half = Fraction(fabric.endpoints // 2, max(fabric.endpoints, 1))
    return Record(
        {
            "rate": found.rate,
            "halves": found.halves,
            "wanted": half * (named + others),
            "assurance": "proved" if found.exact else "tested",
        }
    )


def _others(design: Design) -> Number:
    """What the endpoints that the topology does not name send, in all planes."""
    groups = design.get("other_endpoints", ())
    return sum((Fraction(group.get("count", 0)) * group.get("bandwidth", 0) for group in groups), Fraction(0))


def residual(design: Design, fault: str) -> Record:
    """The share of its bandwidth that the worst pair keeps after the worst single fault.

    A pair is all endpoints of one place against all of another, over the routes alone. ``fault``: ``link`` (any cable),
    ``trunk`` (between switches), ``switch``, ``spine`` (a switch without endpoints), ``plane`` or ``card``.
    """
    from conformance.checks.residual import KEPT, worst_share

    planes, forwarding = design.get("planes", 1), bool(design.get("cards_forward"))
    plain = _plain(design)
    # Flows of a plane are asked for again and again while other fields are repaired.
    found = KEPT.get(
        (plain["topology"], plain["routing"], fault, forwarding),
        lambda: worst_share(
            _fabric(design), _scheme(design), lambda failed: _after(design, failed), fault, forwarding=forwarding
        ),
    )
    return Record(
        {
            "share": _share(planes - 1 + found.share, planes),
            "after": found.after,
            "source": found.source,
            "target": found.target,
            "assurance": found.assurance,
        }
    )


def _plain(design: Design) -> Record:
    """The design as the library reads it."""
    link = design.get("link", {})
    return Record(
        {
            "topology": design.get("topology", Record({})),
            "routing": design.get("routing", Record({})),
            "port_rate": link.get("rate", 1),
        }
    )


def _fabric(design: Design) -> Fabric:
    return networking.fabric_in(_plain(design))


def _scheme(design: Design) -> Scheme | None:
    """How the library makes the routes; None for those that are made here."""
    made_here = design.get("routing", {}).get("algorithm") in MESHED
    return None if made_here else networking.scheme_in(_plain(design))


def _after(design: Design, failed: Failed) -> Routes:
    """The routes when something is dead."""
    from conformance.checks.fabric.lanes import Unroutable
    from conformance.checks.fabric.routing import routes
    from conformance.checks.meshed import meshed

    scheme = _scheme(design)
    try:
        if scheme is None:
            return meshed(_fabric(design), design["routing"], failed)
        return routes(_fabric(design), scheme, failed)
    except Unroutable as why:
        raise networking.unroutable(why) from why


def _share(one: Number, other: Number) -> Fraction:
    return Fraction(one) / Fraction(other)


_ROUTES = RecordType({}, "routes")
_RATE = NumberType(of([("bit", 1), ("s", -1)]))


def _of_design(number: Callable[..., object], returns: Type, **more: Type) -> PythonFunction:
    return structural(number, {"design": DESIGN, **more}, returns)


_COUNTS = record(
    "counts",
    endpoints=NUMBER, switches=NUMBER, links=NUMBER, endpoint_links=NUMBER, most_ports=NUMBER, fullest=TEXT,
)  # fmt: skip
_FAILURES = record("failures", sets=NUMBER, circle=NAMES, after=NAMES, assurance=TEXT)
_ITEMS = ListType(RecordType({}, "item"))


def _of_list(number: Callable[..., object], parameter: str) -> PythonFunction:
    return structural(number, {parameter: _ITEMS}, NAMES)


FUNCTIONS = [
    _of_design(fabric_problems, NAMES),
    _of_design(routing_problems, NAMES),
    _of_design(fabric_counts, _COUNTS),
    _of_design(fabric_routes, _ROUTES),
    _of_design(longest_path, record("path", switches=NUMBER, links=NUMBER)),
    _of_design(single_failures, _FAILURES, of=TEXT),
    _of_design(oversubscription, record("oversubscription", ratio=NUMBER, switch=TEXT)),
    _of_design(uneven_spread, NAMES),
    _of_design(bisection, record("bisection", rate=_RATE, halves=TEXT, assurance=TEXT)),
    _of_design(halves_of_all, record("halves_of_all", rate=_RATE, halves=TEXT, wanted=_RATE, assurance=TEXT)),
    _of_design(
        residual,
        record("residual", share=NUMBER, after=TEXT, source=TEXT, target=TEXT, assurance=TEXT),
        fault=TEXT,
    ),
    _of_list(class_circle, "classes"),
    _of_list(needs_circle, "parameters"),
    _of_list(stuck_states, "states"),
    _of_list(endless_states, "states"),
    structural(networking.dependency_cycle, {"every": _ROUTES}, NAMES),
]

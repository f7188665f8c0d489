"""What rules of networking ask of fabrics: thin functions over ``conformance.checks.fabric``, imported when first called.

All are structural. A design that describes no fabric, or an algorithm that does not fit, is ``not-tested`` for every rule but the
one that reports it (``fabric_problems``, ``routing_problems``).
"""

from __future__ import annotations

from collections.abc import Mapping

from conformance.checks.declared import DESIGN, NAMES, NUMBER, TEXT, record, structural
from conformance.documents.dimensions import of
from conformance.expressions.scalars import Undecided
from conformance.expressions.types import ListType, NumberType, RecordType, TruthType
from conformance.expressions.values import Number, Record
from conformance.findings.type_hints import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from conformance.checks.fabric.failures import Breakage
    from conformance.checks.fabric.graph import Fabric
    from conformance.checks.fabric.lanes import Unroutable
    from conformance.checks.fabric.routing import Routes, Scheme

Design = Mapping[str, Any]
_OPEN = ("several-paths", "equal-names")
"""What a table leaves open: the vendor's routes may be right, and cannot be told."""


def unroutable(why: Unroutable) -> Undecided:
    """What is not decided since an algorithm or a table does not fit; ``routing_problems`` is where it is reported."""
    return Undecided(f"CHECK-unroutable-{why.reason}")


def fabric_in(design: Design) -> Fabric:
    """The fabric that a design describes; ``Undecided`` where it describes none."""
    from conformance.checks.fabric.parameters import Unbuildable
    from conformance.checks.fabric.reading import fabric_of

    try:
        return fabric_of(design)
    except Unbuildable as why:
        raise Undecided("CHECK-no-fabric") from why


def scheme_in(design: Design) -> Scheme:
    """How the routes of a design are made; ``Undecided`` where that does not fit its fabric, or there is none."""
    from conformance.checks.fabric.lanes import Unroutable
    from conformance.checks.fabric.reading import scheme_of

    try:
        return scheme_of(design, fabric_in(design))
    except Unroutable as why:
        raise unroutable(why) from why


def fabric_problems(design: Design) -> list[str]:
    """Why the design describes no fabric, empty where it does: ``no-such-switch (link3: leaf9)``."""
    from conformance.checks.fabric.parameters import Unbuildable
    from conformance.checks.fabric.reading import fabric_of

    try:
        fabric_of(design)
    except Unbuildable as why:
        return [f"{why.reason} ({why.detail})"]
    return []


def routing_problems(design: Design) -> list[str]:
    """Why the routing does not fit the fabric, empty where it does: ``no-grid``; the rule's hints put it into words.

    Raises:
        Undecided: there is no fabric, or a table that cannot be read for what it leaves open.
    """
    from conformance.checks.fabric.lanes import Unroutable
    from conformance.checks.fabric.reading import routes_of

    fabric_in(design)
    try:
        routes_of(design)
    except Unroutable as why:
        if why.reason in _OPEN:
            raise unroutable(why) from why
        return [why.reason]
    return []


def fabric_counts(design: Design) -> Record:
    """How many of everything there is."""
    from conformance.checks.fabric.counts import counts
    from conformance.checks.fabric.reading import remembered

    fabric = fabric_in(design)
    return Record(remembered(fabric, "counts", lambda: counts(fabric))._asdict())


def fabric_tiers(design: Design) -> list[Record]:
    """The tiers below the top, from the endpoints upward."""
    from conformance.checks.fabric.counts import tiers
    from conformance.checks.fabric.reading import remembered

    fabric = fabric_in(design)
    found = remembered(fabric, "tiers", lambda: tiers(fabric))
    return [
        Record(
            {
                "level": tier.level,
                "down": tier.down,
                "up": tier.up,
                "worst": tier.worst,
                "switch": tier.switch,
                "survives": tier.spared is not None,
                "spared": tier.spared if tier.spared is not None else 0,
            }
        )
        for tier in found
        if tier.worst is not None
    ]


def uneven_spread(design: Design) -> list[str]:
    """Switches that meet some switches of the next tier over more cables than others, as ``leaf0: 3 to spine0, 4 to spine1``."""
    from conformance.checks.fabric.counts import uneven
    from conformance.checks.fabric.reading import remembered

    fabric = fabric_in(design)
    return remembered(fabric, "uneven", lambda: uneven(fabric))


def injection(design: Design) -> Number:
    """What all endpoints together send in one direction."""
    fabric = fabric_in(design)
    return sum(group.count * len(group.homes) for group in fabric.groups) * fabric.endpoint_rate


def bisection(design: Design) -> Record:
    """The smallest cut between halves of the endpoints, in one direction; tested where no lower bound meets it."""
    from conformance.checks.fabric.bisection import bisection as cut
    from conformance.checks.fabric.reading import remembered

    fabric = fabric_in(design)
    found = remembered(fabric, "bisection", lambda: cut(fabric))
    return Record({"rate": found.rate, "halves": found.halves, "assurance": "proved" if found.exact else "tested"})


def path_diversity(design: Design) -> Record:
    """The fewest cable-disjoint paths between the switches of two endpoints, and between which.

    Raises:
        Undecided: there are no two endpoints, or too many pairs to look at.
    """
    from conformance.checks.fabric.cuts import TooMany
    from conformance.checks.fabric.cuts import path_diversity as diversity
    from conformance.checks.fabric.reading import remembered

    fabric = fabric_in(design)
    try:
        found = remembered(fabric, "diversity", lambda: diversity(fabric))
    except TooMany as pairs:
        raise Undecided("CHECK-too-many-pairs", {"pairs": str(pairs)}) from pairs
    if found.paths is None:
        raise Undecided("CHECK-no-pairs")
    return Record(found._asdict())


def cut_off(design: Design, of: str) -> list[str]:
    """What alone separates living endpoints when it fails: names of links or switches, of endpoints by their only cable."""
    from conformance.checks.fabric.connectivity import separating
    from conformance.checks.fabric.reading import remembered

    fabric = fabric_in(design)
    return remembered(fabric, ("separating", of), lambda: separating(fabric, of))


def routes(design: Design) -> Routes:
    """The routes of a design."""
    from conformance.checks.fabric.lanes import Unroutable
    from conformance.checks.fabric.reading import routes_of

    fabric_in(design)
    try:
        return routes_of(design)
    except Unroutable as why:
        raise unroutable(why) from why


def dependency_cycle(every: Routes) -> list[str]:
    """The shortest circle of dependent channels, a route beside each dependency; empty where there is none."""
    from conformance.checks.fabric.dependencies import cycle
    from conformance.checks.fabric.reading import remembered

    found = remembered(every, "cycle", lambda: cycle(every))
    return [] if found is None else found.described()


def unrouted_pairs(every: Routes) -> Record:
    """How many ordered pairs of endpoints have no route, and the first of them."""
    from conformance.checks.fabric.reach import unrouted
    from conformance.checks.fabric.reading import remembered

    return Record(remembered(every, "unrouted", lambda: unrouted(every))._asdict())


def longest_route(every: Routes) -> int:
    """The most switches on a route.

    Raises:
        Undecided: a route goes in a circle.
    """
    from conformance.checks.fabric.reach import longest
    from conformance.checks.fabric.reading import remembered

    found = remembered(every, "longest", lambda: longest(every))
    if found is None:
        raise Undecided("CHECK-routes-circle")
    return found


def failure_sweep(design: Design, of: str, at_once: Number, transition: str) -> Record:
    """What becomes of the routes after every set of failures.

    Args:
        design: the fabric with its routing.
        of: what fails: ``link``, ``switch`` or ``bundle``.
        at_once: how many of them at the most.
        transition: whether old and new routes are used side by side for a while (``live``) or not (``drained``).

    Raises:
        Undecided: routes or trees are listed, so that nobody can say what replaces them, or there are too many sets.
    """
    from conformance.checks.fabric.failures import sweep
    from conformance.checks.fabric.lanes import Unroutable
    from conformance.checks.fabric.reading import remembered

    fabric, scheme = fabric_in(design), scheme_in(design)
    if scheme.algorithm == "tables":
        raise Undecided("CHECK-no-tables-after-failure")
    if any(plan.links is not None for plan in scheme.trees):
        raise Undecided("CHECK-no-trees-after-failure")
    try:
        most, live = int(at_once), transition == "live"
        found = remembered(
            fabric, ("sweep", scheme, of, most, live), lambda: sweep(fabric, scheme, of, most, live=live)
        )
    except Unroutable as why:
        raise unroutable(why) from why
    if not found.whole and (found.cyclic is None and found.cut is None):
        raise Undecided("CHECK-sweep-too-large", {"decided": str(found.decided), "sets": str(found.sets)})
    circle = [] if found.cyclic is None or found.cyclic.cycle is None else found.cyclic.cycle.described()
    return Record(
        {
            "sets": found.sets,
            "circle": circle,
            "after": _failed(found.cyclic),
            "lost": 0 if found.cut is None else found.cut.lost.pairs,
            "cut": _failed(found.cut),
            "source": "" if found.cut is None else found.cut.lost.source,
            "target": "" if found.cut is None else found.cut.lost.target,
            "assurance": "proved" if found.by_symmetry else "exact",
        }
    )


def _failed(broken: Breakage | None) -> list[str]:
    return [] if broken is None else list(broken.failed)


_ROUTES = RecordType({}, "routes")
_RATE = NumberType(of([("bit", 1), ("s", -1)]))

_TIER = record(
    "tier",
    level=NUMBER, down=_RATE, up=_RATE, worst=NUMBER, switch=TEXT, survives=TruthType(), spared=NUMBER,
)  # fmt: skip
_COUNTS = record(
    "counts",
    endpoints=NUMBER, switches=NUMBER, links=NUMBER, endpoint_ports=NUMBER, most_ports=NUMBER, fullest=TEXT,
)  # fmt: skip
_SWEEP = record(
    "sweep",
    sets=NUMBER, circle=NAMES, after=NAMES, lost=NUMBER, cut=NAMES, source=TEXT, target=TEXT, assurance=TEXT,
)  # fmt: skip

FUNCTIONS = [
    structural(fabric_problems, {"design": DESIGN}, NAMES),
    structural(routing_problems, {"design": DESIGN}, NAMES),
    structural(fabric_counts, {"design": DESIGN}, _COUNTS),
    structural(fabric_tiers, {"design": DESIGN}, ListType(_TIER)),
    structural(uneven_spread, {"design": DESIGN}, NAMES),
    structural(injection, {"design": DESIGN}, _RATE),
    structural(bisection, {"design": DESIGN}, record("bisection", rate=_RATE, halves=TEXT, assurance=TEXT)),
    structural(path_diversity, {"design": DESIGN}, record("diversity", paths=NUMBER, source=TEXT, target=TEXT)),
    structural(cut_off, {"design": DESIGN, "of": TEXT}, NAMES),
    structural(routes, {"design": DESIGN}, _ROUTES),
    structural(dependency_cycle, {"every": _ROUTES}, NAMES),
    structural(unrouted_pairs, {"every": _ROUTES}, record("lost", pairs=NUMBER, source=TEXT, target=TEXT)),
    structural(longest_route, {"every": _ROUTES}, NUMBER),
    structural(failure_sweep, {"design": DESIGN, "of": TEXT, "at_once": NUMBER, "transition": TEXT}, _SWEEP),
]

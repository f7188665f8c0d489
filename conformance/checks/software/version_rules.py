"""What rules of the software stack ask of versions: thin functions over ``versions``, all structural."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from conformance.checks.declared import NAMES, NUMBER, TEXT, record, structural
from conformance.checks.software import versions as v
from conformance.expressions.scalars import Undecided
from conformance.expressions.types import ListType, RecordType, Type
from conformance.expressions.values import Record
from conformance.findings.type_hints import Any

Data = Mapping[str, Any]
_DEFAULT = "highest_common"
_SHOWN = 3
"""Examples that a message names; the others are counted."""


def negotiations(served: Data, asked: Data, provider: Data, client: Data) -> Record:
    """Every pair of releases that both sides promise, at one interface.

    Raises:
        Undecided: a promise covers pairs that cannot be counted.
    """
    sides = v.line(served, provider["design"]["release"]), v.line(asked, client["design"]["release"])
    promises = _promise(provider, served["id"], client), _promise(client, served["id"], provider)
    this = provider["design"]["release"]["order_key"], client["design"]["release"]["order_key"]
    try:
        count, apart, astray = v.failing(_strategy(served), v.pairs(*sides, promises, this))
    except v.UncountableError as why:
        raise Undecided("CHECK-promise-uncountable", {"promise": str(why)}) from why
    return Record({"pairs": count, **_told("apart", map(_pair, apart)), **_told("astray", map(_pair, astray))})


def _told(name: str, found: Iterable[str]) -> dict[str, object]:
    """How many there are, and the first of them in words."""
    every = list(found)
    more = f" (+{len(every) - _SHOWN})" if len(every) > _SHOWN else ""
    return {name: len(every), f"which_{name}": "; ".join(every[:_SHOWN]) + more}


def _pair(found: tuple[v.Release, v.Release]) -> str:
    return f"{found[0].text} / {found[1].text}"


def _strategy(served: Data) -> str:
    return str(served.get("negotiation", _DEFAULT))


def _promise(mine: Data, interface: str, other: Data) -> Data | None:
    """What a side promises of the interface, or of the other side's line."""
    about = (interface, other["design"]["release"]["line"])
    made = mine.get("claims", {}).get("promises", ())
    return next((promise for promise in made if promise["id"] in about), None)


def setbacks(served: Data, asked: Data, provider: Data, client: Data) -> Record:
    """Upgrades of either side within a major version that lose a pair, or lower its version."""
    sides = v.line(served, provider["design"]["release"]), v.line(asked, client["design"]["release"])
    found = v.setbacks(_strategy(served), *sides, int(served.get("ended", -1)))
    return Record(
        {
            "upgrades": sum(len(list(v.neighbours(side))) for side in sides),
            **_told("lost", (f"{_step(step)} {step.old}" for step in found if step.new is None)),
            **_told("lowered", (f"{_step(step)} {step.old} > {step.new}" for step in found if step.new is not None)),
        }
    )


def _step(step: v.Step) -> str:
    return f"{step.before.text} > {step.after.text} / {step.peer.text}:"


def lost_features(served: Data, asked: Data) -> Record:
    """What the client does without at the version on which this release and that one agree; -1 where on none."""
    agreed = v.negotiated(_strategy(served), v.versions(served["speaks"]), v.versions(asked["speaks"]))
    gates = asked.get("gates", ())
    lost = [feature for gate in gates if agreed is not None and agreed < gate["below"] for feature in gate["loses"]]
    return Record({"version": -1 if agreed is None else agreed, "features": list(dict.fromkeys(lost))})


def promise_evidence(promise: Data, release: Data, tested: Sequence[Data]) -> Record:
    """The pairs that a promise covers, over the ordered list of the peer's releases, beside those that were tested.

    The releases from which is counted are releases of the peer, whether or not the list names them. Of a pair that stands
    more than once every result counts.

    Raises:
        Undecided: they cannot be counted, or those of the described release cannot.
    """
    own = release["order_key"]
    lines = {(line["order_key"], line["anchor"]) for line in promise.get("lines", ())}
    if "anchor" in promise:
        lines.add((own, promise["anchor"]))
    if promise["unit"] != "releases" or "peers" not in promise or own not in {order_key for order_key, _ in lines}:
        raise Undecided("CHECK-promise-uncountable", {"promise": promise["id"]})
    peers, reach = sorted({*promise["peers"], *(at for _, at in lines)}), (promise["backward"], promise["forward"])
    covered = {(order_key, key) for order_key, at in lines for key in v.window(peers, at, *reach)}
    rows: dict[tuple[int, int], set[str]] = {}
    for row in tested:
        if row["peer"] == promise["id"]:
            rows.setdefault((row.get("release", own), row["order_key"]), set()).add(row["result"])
    untested = {pair for pair, results in rows.items() if results == {"untested"}}
    failed = {pair for pair, results in rows.items() if "fail" in results}
    return Record(
        {
            "promised": len(covered),
            "listed": len(covered & rows.keys()),
            **_told("missing", _named(covered - rows.keys())),
            **_told("beyond", _named(rows.keys() - untested - covered)),
            **_told("failed", _named(failed & covered)),
            **_told("untested", _named(untested & covered)),
        }
    )


def _named(found: Iterable[tuple[int, int]]) -> list[str]:
    return [f"{own} / {peer}" for own, peer in sorted(found)]


def encoding_steps(encoding: Data) -> list[Record]:
    """Each field of a formula: its weight, and the most that the fields behind it add up to."""
    return [
        Record({"id": field.name, "weight": field.weight, "carried": behind})
        for field, behind in v.carried(_fields(encoding))
    ]


_PLACES = ("major", "minor", "patch", "build")


def encoding_order(encodings: Sequence[Data]) -> Record:
    """Formulas whose fields are not in the order of a version, and those that do not begin after the one before them."""
    disordered = [
        item["id"]
        for item in encodings
        if [field["id"] for field in item["fields"]] != sorted({f["id"] for f in item["fields"]}, key=_PLACES.index)
    ]
    undated, last = [], _padded(encodings[0].get("since", ())) if encodings else ()
    for item in encodings[1:]:
        begins = _padded(item.get("since", ()))
        if begins <= last:
            undated.append(item["id"])
        last = max(last, begins)
    return Record({"disordered": disordered, "undated": undated})


def _padded(version: Sequence[int]) -> tuple[int, ...]:
    return (*version, *[0] * (len(_PLACES) - len(version)))


def encoding_changes(encodings: Sequence[Data]) -> list[Record]:
    """Where one formula replaces another: the number of the last version before, and that of the first one after."""
    found: list[Record] = []
    for old, new in pairwise(encodings):
        before = v.last_before(_fields(old), new.get("since", ()))
        if before is not None:
            numbers = {
                "before": v.packed(_fields(old), before),
                "after": v.packed(_fields(new), new["since"]),
                "last": ".".join(map(str, before)),
                "first": ".".join(map(str, new["since"])),
            }
            found.append(Record({"id": f"{old['id']}-{new['id']}", **numbers}))
    return found


def _fields(encoding: Data) -> list[v.Field]:
    return [v.Field(field["id"], field["weight"], field["most"]) for field in encoding["fields"]]


_ANY = RecordType({}, "record")
_MANY = ListType(_ANY)
_AT = {"served": _ANY, "asked": _ANY, "provider": _ANY, "client": _ANY}


def _counted(*names: str) -> dict[str, Type]:
    """The types of what ``_told`` tells."""
    return {part: type_ for name in names for part, type_ in ((name, NUMBER), (f"which_{name}", TEXT))}


_EVIDENCE = record("evidence", promised=NUMBER, listed=NUMBER, **_counted("missing", "beyond", "failed", "untested"))
_STEP = record("step", id=TEXT, weight=NUMBER, carried=NUMBER)
_CHANGE = record("change", id=TEXT, before=NUMBER, after=NUMBER, last=TEXT, first=TEXT)

VERSIONS = [
    structural(negotiations, _AT, record("meeting", pairs=NUMBER, **_counted("apart", "astray"))),
    structural(setbacks, _AT, record("setbacks", upgrades=NUMBER, **_counted("lost", "lowered"))),
    structural(lost_features, {"served": _ANY, "asked": _ANY}, record("loss", version=NUMBER, features=NAMES)),
    structural(promise_evidence, {"promise": _ANY, "release": _ANY, "tested": _MANY}, _EVIDENCE),
    structural(encoding_steps, {"encoding": _ANY}, ListType(_STEP)),
    structural(encoding_order, {"encodings": _MANY}, record("order", disordered=NAMES, undated=NAMES)),
    structural(encoding_changes, {"encodings": _MANY}, ListType(_CHANGE)),
]

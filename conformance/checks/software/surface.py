"""What one release shows its users, beside what the next one shows: names, numbers, meanings, guarantees. Domain file, R15."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from conformance.findings.named import NamedTuple
from conformance.findings.type_hints import Any

Data = Mapping[str, Any]
Path = tuple[str | int, ...]

SAFETY = ("none", "per_context", "per_object", "any")
"""Thread safety, from the weakest to the strongest."""
_MUST_BE_THERE = {"optional": 0, "mandatory": 1}
"""A deprecated function is there until the next major version, whatever it was before: to say so early is what is asked for."""
_REPEATS = ("none", "run_to_run", "shape_invariant", "device_invariant")
_ABLE = ("abort", "asynchronous_errors", "capturable", "dmabuf_export", "shrink")
"""Fields that say of an ability whether it is there."""
_LISTED = {"capabilities": "capability", "events": "event", "isas": "isa", "partition_modes": "partition_mode"}
"""Lists of names, and what one of them is called; the events of a runtime are no list."""
_ENTERED = {"profiles": "profile", "resets": "reset"}
"""Lists of entries with an id."""


class Item(NamedTuple):
    """Something that users may rely on.

    Attributes:
        number: what it is called in a program, None where it has no number.
        meaning: what must stay as it is; None of what is not stated.
        strength: what may grow but not shrink; None of what is not stated, or says nothing of strength.
        path: where it stands.
    """

    number: int | None = None
    meaning: tuple[object, ...] = ()
    strength: tuple[Any, ...] = ()
    path: Path = ()


def surface(design: Data, guarantees: Mapping[str, str]) -> dict[str, Item]:
    """Everything that a design shows, by a name that no two of them share.

    Args:
        design: of a descriptor, bound.
        guarantees: ``at_least`` or ``at_most`` for dotted paths of numbers that users rely on.
    """
    found: dict[str, Item] = {}
    for entry in design.get("functions", ()):
        strength = (SAFETY.index(entry["thread_safety"]), _MUST_BE_THERE.get(entry["status"]))
        found[f"function {entry['function']}"] = Item(strength=strength, path=_path(entry))
    for entry in design.get("statuses", ()):
        found[f"status {entry['id']}"] = Item(entry["code"], (entry["status"], entry["sticky"]), path=_path(entry))
    for entry in design.get("matrix", ()):
        for dtype in entry["dtypes"]:
            found[f"{entry['collective']} {entry['redop']} {dtype}"] = Item(path=_path(entry))
    found |= dict(_abilities(design))
    found |= dict(_operators(design))
    found |= dict(_readings(design))
    found |= dict(_codes(design.get("enumerations", {})))
    found |= dict(_promised_numbers(design, guarantees))
    return found


def _abilities(design: Data) -> Iterator[tuple[str, Item]]:
    """What a part says that it can do, by single names."""
    path = _path(design)
    for field, word in _LISTED.items():
        named = design.get(field, ())
        if not isinstance(named, Mapping):
            yield from ((f"{word} {name}", Item(path=(*path, field))) for name in named)
    for field, word in _ENTERED.items():
        yield from ((f"{word} {entry['id']}", Item(path=_path(entry))) for entry in design.get(field, ()))
    yield from ((field, Item(path=(*path, field))) for field in _ABLE if design.get(field, False))
    if "thread_safety" in design:
        yield "thread_safety", Item(strength=(SAFETY.index(design["thread_safety"]),), path=(*path, "thread_safety"))


def _operators(design: Data) -> Iterator[tuple[str, Item]]:
    """Operators by element types: that they run at all, on the device, and how repeatably."""
    for entry in design.get("operators", ()):
        if entry["implementation"] == "unsupported":
            continue
        repeats = _REPEATS.index(entry["determinism"]) if "determinism" in entry else None
        item = Item(strength=(int(entry["implementation"] != "host_fallback"), repeats), path=_path(entry))
        yield from ((f"operator {entry['operator']} {dtype}", item) for dtype in entry["dtypes"])


def _readings(design: Data) -> Iterator[tuple[str, Item]]:
    """Metrics, structures and functions of telemetry."""
    for entry in design.get("metrics", ()):
        meaning = (entry["measures"], entry["unit"], entry["nature"])
        yield f"metric {entry['metric']}", Item(meaning=meaning, path=_path(entry))
    for name, numbers in design.get("structures", {}).items():
        path = (*_path(design), "structures", name)
        yield from ((f"structure {name} {number}", Item(path=path)) for number in numbers)
    for entry in design.get("symbols", ()):
        yield f"symbol {entry['id']}", Item(strength=(entry["revision"],), path=_path(entry))


def _codes(enumerations: Data) -> Iterator[tuple[str, Item]]:
    for name, enumeration in enumerations.items():
        for key, entry in enumeration["codes"].items():
            yield f"{name} {key}", Item(entry["code"], (entry.get("size"),), path=_path(entry))


def _promised_numbers(design: Data, guarantees: Mapping[str, str]) -> Iterator[tuple[str, Item]]:
    for dotted, direction in guarantees.items():
        value: Any = design
        *above, last = dotted.split(".")
        for key in above:
            value = value.get(key, {})
        if last in value:
            sign = 1 if direction == "at_least" else -1
            yield dotted, Item(strength=(sign * value[last],), path=(*_path(value), last))


def _path(entry: Data) -> Path:
    return getattr(entry, "path", ())


class Change(NamedTuple):
    """What became of one item: where it stood, and where it stands now (() where it is gone)."""

    name: str
    before: Item
    after: Item | None


def gone(older: Mapping[str, Item], newer: Mapping[str, Item]) -> list[Change]:
    """What is not there any more."""
    return [Change(name, item, None) for name, item in older.items() if name not in newer]


def altered(older: Mapping[str, Item], newer: Mapping[str, Item]) -> list[Change]:
    """What has another number, or another meaning; what only one of the two states has not changed."""
    return [
        change
        for change in _both(older, newer)
        if change.after
        and (change.before.number != change.after.number or _means_otherwise(change.before, change.after))
    ]


def weakened(older: Mapping[str, Item], newer: Mapping[str, Item]) -> list[Change]:
    """What guarantees less than it did."""
    pairs = (
        (change, zip(change.before.strength, change.after.strength, strict=True))
        for change in _both(older, newer)
        if change.after
    )
    return [
        change
        for change, strengths in pairs
        if any(None not in (before, after) and after < before for before, after in strengths)
    ]


def _both(older: Mapping[str, Item], newer: Mapping[str, Item]) -> Iterator[Change]:
    return (Change(name, item, newer[name]) for name, item in older.items() if name in newer)


def _means_otherwise(before: Item, after: Item) -> bool:
    return any(None not in (old, new) and old != new for old, new in zip(before.meaning, after.meaning, strict=True))

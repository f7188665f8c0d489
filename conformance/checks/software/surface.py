"""What one release shows its users, beside what the next one shows: names, numbers, meanings, guarantees. Domain file, R15."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from conformance.findings.named import NamedTuple
from conformance.findings.type_hints import Any

Data = Mapping[str, Any]
Path = tuple[str | int, ...]

SAFETY = ("none", "per_context", "per_object", "any")
"""Thread safety, from the weakest to the strongest."""
_STATUS = ("deprecated", "optional", "mandatory")


class Item(NamedTuple):
    """Something that users may rely on.

    Attributes:
        number: what it is called in a program, None where it has no number.
        meaning: what must stay as it is.
        strength: what may grow but not shrink.
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
        strength = (SAFETY.index(entry["thread_safety"]), _STATUS.index(entry["status"]))
        found[f"function {entry['function']}"] = Item(strength=strength, path=_path(entry))
    for entry in design.get("statuses", ()):
        found[f"status {entry['id']}"] = Item(entry["code"], (entry["status"], entry["sticky"]), path=_path(entry))
    for entry in design.get("matrix", ()):
        for dtype in entry["dtypes"]:
            found[f"{entry['collective']} {entry['redop']} {dtype}"] = Item(path=_path(entry))
    for name in design.get("capabilities", ()):
        found[f"capability {name}"] = Item(path=(*_path(design), "capabilities"))
    found |= dict(_codes(design.get("enumerations", {})))
    found |= dict(_promised_numbers(design, guarantees))
    return found


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
    """What has another number, or another meaning."""
    return [change for change in _both(older, newer) if _identity(change.before) != _identity(change.after)]


def weakened(older: Mapping[str, Item], newer: Mapping[str, Item]) -> list[Change]:
    """What guarantees less than it did."""
    pairs = (
        (change, zip(change.before.strength, change.after.strength, strict=True))
        for change in _both(older, newer)
        if change.after
    )
    return [change for change, strengths in pairs if any(after < before for before, after in strengths)]


def _both(older: Mapping[str, Item], newer: Mapping[str, Item]) -> Iterator[Change]:
    return (Change(name, item, newer[name]) for name, item in older.items() if name in newer)


def _identity(item: Item | None) -> tuple[object, ...]:
    return () if item is None else (item.number, item.meaning)

"""What the rule on surfaces asks of two releases of one line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from conformance.checks.software import surface as s
from conformance.expressions.functions import PythonFunction
from conformance.expressions.types import Field, ListType, RecordType, TextType
from conformance.expressions.values import Record
from conformance.findings.type_hints import Any

_SHOWN = 6
"""Changes that a verdict points at."""


def surface_changes(older: Mapping[str, Any], newer: Mapping[str, Any], guarantees: Mapping[str, Any]) -> Record:
    """What of an older release's surface the newer one lost, altered or weakened, each with its places."""
    directions = {path: row["direction"] for path, row in guarantees.items()}
    before, after = (s.surface(design, directions) for design in (older, newer))
    return Record(
        {
            **_told("gone", s.gone(before, after)),
            **_told("altered", s.altered(before, after)),
            **_told("weakened", s.weakened(before, after)),
        }
    )


def _told(name: str, changes: Sequence[s.Change]) -> dict[str, object]:
    places = [
        Record({"id": change.name}, item.path)
        for change in changes[:_SHOWN]
        for item in (change.after, change.before)
        if item
    ]
    return {name: places, f"which_{name}": ", ".join(map(_words, changes[:_SHOWN])) + _rest(len(changes))}


def _words(change: s.Change) -> str:
    """``dtype bf16 9 > 11``: signs that need no language."""
    before, after = change.before.number, change.after.number if change.after else None
    return (
        f"{change.name} {before} > {after}"
        if before is not None and after is not None and before != after
        else change.name
    )


def _rest(count: int) -> str:
    return f" (+{count - _SHOWN})" if count > _SHOWN else ""


def _lists(*names: str) -> dict[str, Field]:
    item = RecordType({"id": Field(TextType())}, "change")
    texts = {f"which_{name}": Field(TextType()) for name in names}
    return {**{name: Field(ListType(item)) for name in names}, **texts}


_ANY = RecordType({}, "record")
SURFACES = [
    PythonFunction(
        "surface_changes",
        {"older": _ANY, "newer": _ANY, "guarantees": _ANY},
        RecordType(_lists("gone", "altered", "weakened"), "changes"),
        surface_changes,
        structural=True,
    )
]

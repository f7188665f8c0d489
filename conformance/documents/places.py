"""Where the keys and values of a document stand, found out from the parser's events when somebody asks.

Keeping the events costs nothing while reading; most runs never ask.
"""

from __future__ import annotations

from conformance.documents.libyaml import (
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    whole,
)
from conformance.findings.model import Span
from conformance.findings.named import NamedTuple
from conformance.findings.type_hints import Any

Path = tuple[str | int, ...]

Event = Any
"""An event of ``yaml._yaml``; its ``start_mark`` and ``end_mark`` count lines and columns from 0. In the lists of events
that functions here take, a scalar may stand in parts (``libyaml``)."""

_STARTS = (MappingStartEvent, SequenceStartEvent)
_ENDS = (MappingEndEvent, SequenceEndEvent)


class Place(NamedTuple):
    """Where one value stands.

    Attributes:
        key: the event of its key; None for items of lists and for the root.
        first: the event that starts it.
        last: the event that ends it: of a block its last value, since libyaml ends a block at the next token.
        inner: places of its values, by key or index; empty for scalars and aliases.
    """

    key: Event | None
    first: Event
    last: Event
    inner: dict[str | int, Place]


def index(events: list[Event]) -> Place:
    """The place of the root, with all places below it. ``events`` are those of one whole document."""
    return _place(None, [whole(event) for event in events], 0)[0]


def find(root: Place, path: Path) -> list[Place]:
    """The places along ``path``, from the root to its end or to the nearest existing parent of that."""
    found = [root]
    for step in path:
        child = found[-1].inner.get(step)
        if child is None:
            break
        found.append(child)
    return found


def span(first: Event, last: Event, line_offset: int) -> Span:
    """The stretch from the start of one event to the end of another."""
    start, end = first.start_mark, last.end_mark
    return Span(start.line + 1 + line_offset, start.column + 1, end.line + 1 + line_offset, end.column + 1)


def path_of(events: list[Event]) -> Path:
    """The path of the last event; ``events`` are those of a document up to there."""
    path: list[str | int | None] = []
    mappings: list[bool] = []
    for event in map(whole, events[:-1]):
        _arrive(path, mappings, event)
        if event.__class__ in _STARTS:
            path.append(None)
            mappings.append(event.__class__ is MappingStartEvent)
        elif event.__class__ in _ENDS:
            path.pop()
            mappings.pop()
            if mappings and mappings[-1]:
                path[-1] = None
    _arrive(path, mappings, whole(events[-1]))
    return tuple(step for step in path if step is not None)


def earlier_key(events: list[Event], key: str) -> Event:
    """The event of the same key earlier in the mapping to which the last event, a key, belongs."""
    position = len(events) - 1
    while True:
        position = _start_of(events, position - 1) - 1  # over the value, to its key
        event = whole(events[position])
        if event.value == key:
            return event


def open_bracket(events: list[Event]) -> Event | None:
    """The start event of the innermost flow mapping or list that has no end yet; ``events`` end in the middle."""
    depth = 0
    for event in reversed(events):
        if event.__class__ in _ENDS:
            depth += 1
        elif event.__class__ in _STARTS:
            if depth == 0:
                return event if event.flow_style else None
            depth -= 1
    return None


def _place(key: Event | None, events: list[Event], at: int) -> tuple[Place, int]:
    """The place of the value that starts at ``events[at]``, and where the next one starts. At most 64 deep."""
    first = events[at]
    inner: dict[str | int, Place] = {}
    at += 1
    if first.__class__ not in _STARTS:
        return Place(key, first, first, inner), at
    mapping = first.__class__ is MappingStartEvent
    while events[at].__class__ not in _ENDS:
        if mapping:
            name = events[at].value
            inner[name], at = _place(events[at], events, at + 1)
        else:
            inner[len(inner)], at = _place(None, events, at)
    last = events[at] if first.flow_style or not inner else inner[next(reversed(inner))].last
    return Place(key, first, last, inner), at + 1


def _start_of(events: list[Event], position: int) -> int:
    """Where the value starts that ends at ``position``."""
    depth = 0
    while True:
        depth += (events[position].__class__ in _ENDS) - (events[position].__class__ in _STARTS)
        if not depth:
            return position
        position -= 1


def _arrive(path: list[str | int | None], mappings: list[bool], event: Event) -> None:
    """Move the last step of ``path`` to ``event``: a new index in a list; a key, or past a value, in a mapping."""
    if not mappings or event.__class__ in _ENDS:
        return
    if not mappings[-1]:
        path[-1] = path[-1] + 1 if isinstance(path[-1], int) else 0
    elif event.__class__ not in _STARTS:
        path[-1] = event.value if path[-1] is None and event.__class__ is ScalarEvent else None

"""Who waits for whom: message classes of a link, parameters and states of a negotiation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from conformance.findings.type_hints import Any


def class_circle(classes: Sequence[Mapping[str, Any]]) -> list[str]:
    """The shortest circle in which message classes wait for each other, be it for an answer or behind each other in a lane.

    ``waits_for`` leads from a class to those without whose progress it stops; two classes of one lane stand behind each other.
    Only circles with a ``waits_for`` in them block.
    """
    names = [str(item["id"]) for item in classes]
    lanes = {str(item["id"]): set(item["lanes"]) for item in classes}
    waits = {str(item["id"]): [str(other) for other in item.get("waits_for", ())] for item in classes}
    nexts = {
        name: [*waits[name], *(other for other in names if other != name and lanes[other] & lanes[name])]
        for name in names
    }
    circles = [[name, *way] for name in names for other in waits[name] if (way := _way(nexts, other, name)) is not None]
    return min(circles, key=len, default=[])


def needs_circle(parameters: Sequence[Mapping[str, Any]]) -> list[str]:
    """The shortest circle of negotiated parameters each of which needs the outcome of the next; empty where there is none."""
    needs = {str(item["id"]): [str(other) for other in item.get("depends_on", ())] for item in parameters}
    circles = [[name, *way] for name in needs for other in needs[name] if (way := _way(needs, other, name)) is not None]
    return min(circles, key=len, default=[])


def stuck_states(states: Sequence[Mapping[str, Any]]) -> list[str]:
    """States that can be reached from the first one and from which no end can be reached, or that nobody declares."""
    nexts = {str(item["id"]): [str(other) for other in item.get("next", ())] for item in states}
    ends = [str(item["id"]) for item in states if item.get("ends")]
    named = list(dict.fromkeys([*nexts, *(other for others in nexts.values() for other in others)]))
    return [
        name
        for name in named
        if _way(nexts, next(iter(nexts)), name) is not None and all(_way(nexts, name, end) is None for end in ends)
    ]


def endless_states(states: Sequence[Mapping[str, Any]]) -> list[str]:
    """States without a time-out in which negotiation can wait for ever."""
    return [str(item["id"]) for item in states if not item.get("ends") and item.get("time_out") is None]


def _way(nexts: Mapping[str, Sequence[str]], start: str, goal: str) -> list[str] | None:
    """The shortest way from ``start`` to ``goal``, without the goal; None where there is none."""
    ways: list[list[str]] = [[start]]
    seen = {start}
    while ways:
        longer: list[list[str]] = []
        for way in ways:
            if way[-1] == goal:
                return way[:-1]
            for after in nexts.get(way[-1], ()):
                if after not in seen:
                    seen.add(after)
                    longer.append([*way, after])
        ways = longer
    return None

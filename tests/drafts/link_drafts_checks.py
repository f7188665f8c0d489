"""Structural functions of the drafted area: shortest-path routes of a fabric and their channel dependencies.

A test's stand-in for ``conformance/checks/<area>.py``; an entry point of ``conformance.checks`` names it (``test_drafts.py``).
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from conformance.expressions.functions import PythonFunction
from conformance.expressions.types import ListType, RecordType, TextType

Design = Mapping[str, Any]
Route = list[str]
"""The names of the nodes on the way."""


def elements(design: Design, of: str) -> list[str]:
    """What may fail: the names of the links, or of the switches that carry no endpoints."""
    if of == "link":
        return list(design["links"])
    return [name for name, node in design["nodes"].items() if node["role"] == "spine"]


def routes(design: Design, failed: Sequence[str]) -> list[Route]:
    """All shortest paths between all living leaves."""
    near = _neighbours(design, failed)
    ends = _ends(design, failed)
    return [route for start, end in itertools.permutations(ends, 2) for route in _shortest(near, start, end)]


def unrouted(found: Sequence[Route], design: Design, failed: Sequence[str]) -> list[str]:
    """The pairs of living leaves that no route joins."""
    joined = {(route[0], route[-1]) for route in found}
    pairs = itertools.permutations(_ends(design, failed), 2)
    return [f"{start} to {end}" for start, end in pairs if (start, end) not in joined]


def dependency_cycle(found: Sequence[Route]) -> list[str]:
    """The first shortest cycle among the dependencies of channels (directed links), empty where there is none."""
    follows: dict[str, dict[str, None]] = {}
    for route in found:
        channels = [f"{a}>{b}" for a, b in itertools.pairwise(route)]
        for one, other in itertools.pairwise(channels):
            follows.setdefault(one, {})[other] = None
    cycles = [cycle for start in sorted(follows) if (cycle := _way_back(follows, start))]
    return min(cycles, key=len, default=[])


def _neighbours(design: Design, failed: Sequence[str]) -> dict[str, list[str]]:
    near: dict[str, list[str]] = {name: [] for name in design["nodes"] if name not in failed}
    for name, link in design["links"].items():
        if name not in failed and link["a"] in near and link["b"] in near:
            near[link["a"]].append(link["b"])
            near[link["b"]].append(link["a"])
    return near


def _ends(design: Design, failed: Sequence[str]) -> list[str]:
    return [name for name, node in design["nodes"].items() if node["role"] == "leaf" and name not in failed]


def _shortest(near: Mapping[str, list[str]], start: str, end: str) -> Iterator[Route]:
    paths: list[Route] = [[start]]
    while paths:
        arrived = [path for path in paths if path[-1] == end]
        if arrived:
            yield from arrived
            return
        paths = [[*path, after] for path in paths for after in near[path[-1]] if after not in path]


def _way_back(follows: Mapping[str, Mapping[str, None]], start: str) -> list[str]:
    paths, seen = [[start]], {start}
    while paths:
        longer: list[list[str]] = []
        for path in paths:
            for after in follows.get(path[-1], {}):
                if after == start:
                    return path
                if after not in seen:
                    seen.add(after)
                    longer.append([*path, after])
        paths = longer
    return []


_DESIGN = RecordType({}, "design")
_NAMES = ListType(TextType())
_ROUTES = ListType(_NAMES)

FUNCTIONS = [
    PythonFunction("elements", {"design": _DESIGN, "of": TextType()}, _NAMES, elements, structural=True),
    PythonFunction("routes", {"design": _DESIGN, "failed": _NAMES}, _ROUTES, routes, structural=True),
    PythonFunction(
        "unrouted", {"found": _ROUTES, "design": _DESIGN, "failed": _NAMES}, _NAMES, unrouted, structural=True
    ),
    PythonFunction("dependency_cycle", {"found": _ROUTES}, _NAMES, dependency_cycle, structural=True),
]

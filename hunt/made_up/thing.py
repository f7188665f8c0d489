"""The made-up kind: every sort of field that a descriptor can have, and the area that it stands in, as the texts of their files."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from functools import cache
from typing import Any

import yaml

from hunt.curves import Curve
from hunt.made_up.quantities import QUANTITIES


def _points(*written: str) -> tuple[tuple[Fraction, Fraction], ...]:
    return tuple((Fraction(x), Fraction(y)) for x, y in (one.split() for one in written))


FIELDS = {"a": "number", "b": "number", "extra": "number", "reach": "length", "limit": "temperature"} | {
    "fill": "gauge",
    "sent": "level",
    "mtu": "information",
}
OPTIONAL = "extra"
CLAIMS = {"gain": "number", "span": "length", "received": "level"}
RANGES = {"x": "number", "y": "number", "run": "length", "warmth": "temperature", "charge": "gauge", "light": "level"}
COUNTS = {"n": "number", "size": "information"}
RECORD = {"rate": "number", "width": "length"}
LANE, LANES = "lane", 3
"""The second column of the key of the table ``grid``, which a row may leave out, and its values from zero on."""
CURVES = {
    "line": ("length", "number", "linear", "refuse"),
    "held": ("length", "number", "linear", "hold"),
    "stairs": ("length", "number", "step", "hold"),
    "steps": ("length", "number", "step-up-to", "refuse"),
    "derating": ("temperature", "number", "linear", "hold"),
    "vapour": ("temperature", "pascal", "linear", "refuse"),
    "drag": ("length", "number", "log-log", "refuse"),
    "wear": ("length", "number", "log-log", "hold"),
}
"""Field to what it is read along, what it gives, its law and what lies beyond."""
MODES = "xyz"
GRADES = {
    "x": (Fraction(3, 2), Fraction(2), Curve(_points("0 0.5", "1.5 2", "40 -1"), "linear", "hold")),
    "y": (Fraction(-1, 4), Fraction(1, 10), Curve(_points("0.2 3", "7 3.5", "11 0"), "linear", "hold")),
    "z": (Fraction(0), Fraction(12), Curve(_points("1 -2", "5 1"), "linear", "hold")),
}
"""The lab's table, by mode: a number, a length, and a number along a length."""
AREA = "id: made-up\nversion: v1\ntitle: {en: Made up, zh: 虚构}\nworking_group: WG0\nkinds: [Thing]\n"

_NAMED = {"title": {"en": "x", "zh": "x"}}
_DIMENSIONS = {"pascal": "pressure"} | {name: one.dimension for name, one in QUANTITIES.items() if one.dimension}


@cache
def schema() -> str:
    """The schema of the kind."""
    parts = {"design": _design(), "envelope": _envelope(), "claims": _mapping(_entries(CLAIMS, "claim"), required=())}
    found = _mapping(parts, required=("design", "envelope"))
    return yaml.safe_dump({**found, "description": {"en": "A thing.", "zh": "物"}}, allow_unicode=True)


@cache
def table() -> str:
    """The file of the lab's table."""
    columns = {
        "factor": {"type": "number"},
        "width": {"quantity": "length"},
        "bend": {"curve": {"x": "length", "y": "ratio", "law": "linear", "beyond": "hold"}},
    }
    found = {"table": "grades", "title": {"en": "x", "zh": "x"}, "key": "grade", "columns": columns}
    return yaml.safe_dump({**found, "rows": {mode: _row(*row) for mode, row in GRADES.items()}}, allow_unicode=True)


def _row(factor: Fraction, width: Fraction, bend: Curve) -> dict[str, Any]:
    points = [[float(x), float(y)] for x, y in bend.points]
    source = {"document": "none", "status": "read"}
    bent = {"units": ["m", ""], "points": points}
    return {"factor": float(factor), "width": f"{float(width)} m", "bend": bent, "source": source}


def _design() -> dict[str, Any]:
    mode = {"enum": list(MODES), **_NAMED}
    fields = _entries(FIELDS, "quantity") | {"mode": mode}
    for name, (along, gives, law, beyond) in CURVES.items():
        ends = {"x": _DIMENSIONS[along], "y": _DIMENSIONS[gives], "law": law, "beyond": beyond}
        fields[name] = {"curve": ends, **_NAMED}
    record = {**_entries(RECORD, "quantity"), "mode": mode}
    port = _mapping({"id": {"type": "string", **_NAMED}, **record})
    count = {"type": "integer", "minimum": 1, **_NAMED}
    unit = _mapping({**record, "count": count}, required=tuple(record))
    for name, one in (("ports", port), ("units", unit)):
        fields[name] = {"type": "array", "items": one, **_NAMED}
    lane = {"type": "integer", "minimum": 0, "maximum": LANES - 1, **_NAMED}
    rows = {"columns": {**record, LANE: lane}, "required": list(record), "key": ["mode", LANE]}
    fields["grid"] = {"table": rows, **_NAMED}
    return _mapping(fields, required=tuple(name for name in fields if name != OPTIONAL))


def _envelope() -> dict[str, Any]:
    integer = {"n": {"range": "integer", **_NAMED}, "size": {"range": "information", **_NAMED}}
    return _mapping(_entries(RANGES, "range") | integer)


def _entries(kinds: Mapping[str, str], word: str) -> dict[str, Any]:
    return {name: {word: _DIMENSIONS[kind], **_NAMED} for name, kind in kinds.items()}


def _mapping(properties: dict[str, Any], *, required: tuple[str, ...] | None = None) -> dict[str, Any]:
    return {
        "type": "object",
        "required": list(properties if required is None else required),
        "additionalProperties": False,
        "properties": properties,
        **_NAMED,
    }

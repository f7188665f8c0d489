"""The made-up kind: every sort of field that a descriptor can have, and the area that it stands in, as the texts of their files."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

import yaml

from hunt.made_up.quantities import QUANTITIES

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
CURVES = {
    "line": ("length", "number", "linear", "refuse"),
    "held": ("length", "number", "linear", "hold"),
    "stairs": ("length", "number", "step", "hold"),
    "steps": ("length", "number", "step-up-to", "refuse"),
    "derating": ("temperature", "number", "linear", "hold"),
    "vapour": ("temperature", "pascal", "linear", "refuse"),
}
"""Field to what it is read along, what it gives, its law and what lies beyond."""
MODES = "xyz"
AREA = "id: made-up\nversion: v1\ntitle: {en: Made up, zh: 虚构}\nworking_group: WG0\nkinds: [Thing]\n"

_NAMED = {"title": {"en": "x", "zh": "x"}}
_DIMENSIONS = {"pascal": "pressure"} | {name: one.dimension for name, one in QUANTITIES.items() if one.dimension}


@cache
def schema() -> str:
    """The schema of the kind."""
    parts = {"design": _design(), "envelope": _envelope(), "claims": _mapping(_entries(CLAIMS, "claim"), required=())}
    found = _mapping(parts, required=("design", "envelope"))
    return yaml.safe_dump({**found, "description": {"en": "A thing.", "zh": "物"}}, allow_unicode=True)


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

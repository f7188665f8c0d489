"""Device types of NetBox with many ports, as drafts of switches: how many ports of which rate, and nothing that they do not say.

A device type does not say what a device is: many ports beside management make it a switch, until somebody says otherwise.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from conformance.importers import figures
from conformance.importers.draft import Draft
from conformance.importers.figures import Word

_RATE = re.compile(r"(\d+(?:\.\d+)?)(g?)base-")
"""``400gbase-x-qsfpdd``, ``1000base-t``: the rate of one direction, decimal."""
_LEAST = Decimal(1)
"""Gbit/s that a port of the kind has at least."""
_NO_PORTS = frozenset({"virtual", "lag", "bridge"})
_INFINIBAND = "infiniband-"
_ELSEWHERE = ("u_height", "is_full_depth", "weight", "weight_unit", "airflow")
"""What the kind has no field for; a rack or a tray would have."""


def components(device: Mapping[str, Any], key: str) -> list[dict[str, Any]]:
    """The entries of one sort of a device's components, as ``power-ports``."""
    listed = device.get(key)
    return [one for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []


def ports(device: Mapping[str, Any]) -> list[str]:
    """The types of its ports, without those for management alone and those that are no hardware."""
    data = (one for one in components(device, "interfaces") if one.get("mgmt_only") is not True)
    types = [figures.name(one.get("type"), 60) for one in data]
    return [kind for kind in types if kind is not None and kind not in _NO_PORTS]


def switch(device: Mapping[str, Any], file: str) -> Draft:
    """The draft of one device type, as the strict reader gives it."""
    draft = Draft("networking/v1", "Switch", figures.name(file) or "", "NetBox device type")
    draft.named(device.get("manufacturer"), device.get("model"), device.get("part_number"))
    counts = Counter(ports(device))
    if counts and all(kind.startswith(_INFINIBAND) for kind in counts):
        # Ports of InfiniBand are often listed by their cages, as Ethernet: only what is called InfiniBand says what it is.
        draft.put("design.protocols", [Word("infiniband")], f"{draft.origin}: interfaces")
    rate = _rate(next(iter(counts))) if len(counts) == 1 else None
    if rate is None:
        for kind, count in counts.items():
            draft.keep("interfaces", f"{count} x {kind}")
    else:
        count, written = counts.total(), figures.number(rate)
        mode = {"id": f"{count}x{written}g", "ports": count, "rate": figures.quantity(rate, "Gbit/s")}
        draft.put("design.modes", [mode], f"{draft.origin}: interfaces")
    for key in _ELSEWHERE:
        value = device.get(key)
        draft.keep(key, None if value is None else figures.name(str(value)))
    for port in components(device, "power-ports"):
        if port.get("maximum_draw") is not None:
            draft.keep(f"power-ports {figures.name(port.get('name'), 60) or ''}".rstrip(), f"{port['maximum_draw']} W")
    return draft


def _rate(kind: str) -> Decimal | None:
    """Gbit/s of a type of Ethernet port; None for what says none, or less than a port of the kind has."""
    found = _RATE.match(kind)
    if found is None:
        return None
    rate = Decimal(found[1]) if found[2] else Decimal(found[1]) / 1000
    return rate.normalize() if rate >= _LEAST and figures.plain(rate) is not None else None

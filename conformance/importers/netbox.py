"""``openarch import netbox``: device types of NetBox (``devicetype-library``) to drafts of trays and switches.

A device type does not say what the device is; what it has beside its name does, or the user (``kind``).
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from conformance.documents.inputs import read
from conformance.documents.strict_yaml import load
from conformance.findings.model import Finding, Location, Severity
from conformance.importers import figures
from conformance.importers.draft import Draft
from conformance.importers.figures import Word, converted, quantity
from conformance.importers.netbox_switch import components, ports, switch
from conformance.importers.redfish import Imported

_MASSES = {"kg": Decimal(1), "g": Decimal("0.001"), "lb": Decimal("0.45359237"), "oz": Decimal("0.028349523125")}
"""Exact by the international definition of the pound."""
MOST_INPUTS = 16
"""That the kind takes of one tray."""
MOST_PORTS = 8
"""That a tray is thought to have beside management; what has more is taken for a switch."""
_OTHERS = {
    "power-outlets": {"what": "power outlets", "what_zh": "电源插座"},
    "front-ports": {"what": "a panel's front ports", "what_zh": "配线架前面板端口"},
}
"""What only devices have that the lab has no kind for."""
_INLETS = {"iec-60320-c14": "inlet_c14", "iec-60320-c20": "inlet_c20"}


def import_netbox(file: str, kind: str | None = None) -> Imported:
    """Read a file of device types, one or more documents; ``kind`` says what they are, ``ComputeTray`` or ``Switch``."""
    source = read(file)
    if isinstance(source, Finding):
        return Imported(findings=[source])
    documents, findings = load(source)
    drafts = []
    for document in documents:
        value = document.value
        if isinstance(value, dict) and "model" in value and "manufacturer" in value:
            draft, noted = _drafted(value, file, kind)
            drafts += [draft] if draft is not None else []
            findings += noted
        else:
            findings.append(Finding("IMPORT-no-device-type", Location(file)))
    return Imported(drafts, findings)


def _drafted(device: Mapping[str, Any], file: str, kind: str | None) -> tuple[Draft | None, list[Finding]]:
    """The draft of one device type, and what is to be said of the choice of its kind."""
    if kind is not None:
        return (switch if kind == "Switch" else tray)(device, file), []
    model = figures.name(device.get("model")) or ""
    for key, words in _OTHERS.items():
        if device.get(key):
            return None, [Finding("IMPORT-no-kind", Location(file), {"model": model, **words})]
    count = len(ports(device))
    if count <= MOST_PORTS:
        return tray(device, file), []
    arguments = {"model": model, "count": str(count)}
    return switch(device, file), [Finding("IMPORT-taken-for-switch", Location(file), arguments, severity=Severity.NOTE)]


def tray(device: Mapping[str, Any], file: str) -> Draft:
    """The draft of one device type, as the strict reader gives it."""
    draft = Draft("hardware/v1", "ComputeTray", figures.name(file) or "", "NetBox device type")
    draft.named(device.get("manufacturer"), device.get("model"), device.get("part_number"))
    units = _number(device.get("u_height"))
    if units is not None and units > 0 and units % Decimal("0.5") == 0:
        draft.put("design.place.pitch", Word("ru"), f"{draft.origin}: u_height")
        draft.put("design.place.units", figures.number(units), f"{draft.origin}: u_height")
    depth = device.get("is_full_depth")
    draft.put(
        "design.place.full_depth",
        Word(str(depth).lower()) if isinstance(depth, bool) else None,
        f"{draft.origin}: is_full_depth",
    )
    factor = _MASSES.get(str(device.get("weight_unit")))
    mass = _number(device.get("weight"))
    if factor is not None and mass is not None:
        draft.put("design.mass.dry", converted(mass, factor, "kg"), f"{draft.origin}: weight")
    inputs = [_input(port) for port in components(device, "power-ports")]
    draft.put("design.inputs", [one for one in inputs if one][:MOST_INPUTS], f"{draft.origin}: power-ports")
    for key in ("airflow", "subdevice_role"):
        draft.keep(key, figures.name(device.get(key)))
    return draft


def _input(port: Mapping[str, Any]) -> dict[str, Any]:
    kind = port.get("type")
    values = {
        "id": figures.name(port.get("name"), 60),
        "connector": Word(_INLETS.get(kind, "other")) if isinstance(kind, str) else None,
        "power": quantity(_number(port.get("maximum_draw")), "W"),
        "allocated": quantity(_number(port.get("allocated_draw")), "W"),
    }
    return {key: value for key, value in values.items() if value is not None}


def _number(value: object) -> Decimal | None:
    """A number of the strict reader, exactly as written."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    found = Decimal(str(value))
    return found if figures.plain(found) is not None else None

"""The management of a Redfish tree: protocols, firmware, sensors, and what they read at the moment of the import."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from conformance.importers import figures
from conformance.importers.draft import Draft
from conformance.importers.figures import Word, quantity, reading
from conformance.importers.redfish_source import ROOT
from conformance.importers.redfish_tree import Resource, Tree

_UNITS = {
    "W": "W",
    "kW": "kW",
    "A": "A",
    "V": "V",
    "Cel": "degC",
    "{rev}/min": "rpm",
    "RPM": "rpm",
    "%": "%",
    "J": "J",
    "kW.h": "kWh",
    "Hz": "Hz",
    "Pa": "Pa",
    "kPa": "kPa",
    "L/min": "L/min",
}
"""UCUM codes, as the schema asks for, to the units of the kind."""
_THRESHOLDS = {
    "LowerFatal": "lower_fatal",
    "LowerCritical": "lower_critical",
    "LowerCaution": "lower_caution",
    "UpperCaution": "upper_caution",
    "UpperCritical": "upper_critical",
    "UpperFatal": "upper_fatal",
}
MOST_READINGS = 1_000
"""Of one sort, that the kind takes."""
_SECONDS = re.compile(r"PT([0-9]{1,6}(?:\.[0-9]{1,9})?)S")


def management(tree: Tree) -> list[Draft]:
    """One endpoint for the tree, where it names a manager."""
    managers = list(tree.typed("Manager"))
    if not managers:
        return []
    path, manager = managers[0]
    draft = Draft("hardware/v1", "ManagementEndpoint", path, "Redfish")
    draft.named(manager.get("Manufacturer"), manager.get("Model"))
    draft.put("design.protocols", _protocols(manager, tree))
    firmware = figures.name(manager.get("FirmwareVersion"), 60)
    name = figures.name(manager.get("Id")) or "manager"
    draft.put("design.firmware", [{"id": name, "version": firmware}] if firmware else None)
    sensors = [found for place, one in tree.typed("Sensor") if (found := _sensor(place, one))]
    draft.put("design.sensors", sensors, f"{ROOT}/Chassis (Sensor)")
    for other, _ in managers[1:]:
        draft.keep("Manager", other)
    _readings(draft, tree)
    return [draft]


def _protocols(manager: Resource, tree: Tree) -> list[Word]:
    _, network = tree.linked(manager, "NetworkProtocol")
    ipmi = network.get("IPMI") if network is not None else None
    enabled = isinstance(ipmi, dict) and ipmi.get("ProtocolEnabled") is True
    return [Word("redfish"), *([Word("ipmi_2_0")] if enabled else [])]


def _sensor(path: str, sensor: Resource) -> dict[str, Any] | None:
    """A sensor with its range; one in a unit that the kind does not know is left out."""
    unit = _UNITS.get(str(sensor.get("ReadingUnits")))
    if unit is None:
        return None
    interval = _SECONDS.fullmatch(str(sensor.get("SensingInterval")))
    values = {
        "id": figures.name(path.removeprefix("/redfish/v1/Chassis/").replace("/Sensors/", "/")),
        "unit": Word(unit) if unit != "%" else unit,
        "min": figures.number(sensor.get("ReadingRangeMin")),
        "max": figures.number(sensor.get("ReadingRangeMax")),
        "accuracy": figures.number(sensor.get("ReadingAccuracy")),
        "interval": quantity(Decimal(interval[1]), "s") if interval and float(interval[1]) > 0 else None,
        "thresholds": _thresholds(sensor.get("Thresholds")),
    }
    return {key: value for key, value in values.items() if value}


def _thresholds(found: object) -> list[dict[str, Any]]:
    given = found if isinstance(found, dict) else {}
    listed = [(word, figures.number(reading(given, key))) for key, word in _THRESHOLDS.items()]
    return [{"id": Word(word), "at": at} for word, at in listed if at is not None]


def _readings(draft: Draft, tree: Tree) -> None:
    """What the supplies read at one moment, and what redundancy groups and collections say of themselves."""
    supplies = list(_supplies(tree))[:MOST_READINGS]
    draft.put("claims.readings.supplies", supplies, f"{ROOT}/Chassis (PowerSupplyMetrics)", measured=True)
    draft.put("claims.readings.groups", list(_groups(tree))[:MOST_READINGS], f"{ROOT}/Chassis (PowerSubsystem)")
    draft.put("claims.readings.collections", list(_collections(tree))[:MOST_READINGS], ROOT)


def _supplies(tree: Tree) -> Iterator[dict[str, Any]]:
    for path, supply in tree.typed("PowerSupply"):
        _, metrics = tree.linked(supply, "Metrics")
        if metrics is None:
            continue
        taken = quantity(reading(metrics, "InputPowerWatts"), "W")
        given = quantity(reading(metrics, "OutputPowerWatts"), "W")
        if taken and given:
            capacity = quantity(supply.get("PowerCapacityWatts"), "W")
            name = figures.name(path.removeprefix("/redfish/v1/Chassis/"))
            yield {"id": name, "input": taken, "output": given, **({"capacity": capacity} if capacity else {})}


def _groups(tree: Tree) -> Iterator[dict[str, Any]]:
    for path, subsystem in tree.typed("PowerSubsystem"):
        groups = subsystem.get("PowerSupplyRedundancy")
        for index, group in enumerate(groups if isinstance(groups, list) else []):
            if not isinstance(group, dict):
                continue
            members = group.get("RedundancyGroup")
            needed = figures.count(group.get("MinNeededInGroup"), least=0, most=10_000)
            supported = figures.count(group.get("MaxSupportedInGroup"), least=0, most=10_000)
            if needed is not None and supported is not None and isinstance(members, list):
                name = f"{path.removeprefix('/redfish/v1/Chassis/')}/{index}"
                yield {"id": figures.name(name), "needed": needed, "supported": supported, "members": len(members)}


def _collections(tree: Tree) -> Iterator[dict[str, Any]]:
    for path, collection in tree.resources.items():
        stated = figures.count(collection.get("Members@odata.count"), least=0)
        if stated is not None and isinstance(collection.get("Members"), list):
            fetched = len(tree.listed(path, collection))
            yield {"id": figures.name(path.removeprefix("/redfish/v1/")), "count": stated, "members": fetched}

"""Cooling equipment of a Redfish tree: distribution units, immersion tanks and leak detectors (DSP0268: CoolingUnit, LeakDetector)."""

from __future__ import annotations

from typing import Any

from conformance.importers import figures
from conformance.importers.draft import Draft
from conformance.importers.figures import Word, quantity, reading
from conformance.importers.redfish_tree import Resource, Tree

_GLYCOLS = {"propylene": "propylene_glycol", "ethylene": "ethylene_glycol"}
_DETECTORS = {"FloatSwitch": "float"}
"""Moisture may be a rope or a spot: which of them, the schema does not say."""
MOST_DETECTORS = 200
"""That the kind takes of one controller."""
_ZONES = {"CDUs": "cdu", "ImmersionUnits": "tank"}
_READINGS = {
    "FlowLitersPerMinute": "L/min",
    "HeatRemovedkW": "kW",
    "SupplyTemperatureCelsius": "degC",
    "ReturnTemperatureCelsius": "degC",
    "DeltaTemperatureCelsius": "K",
    "DeltaPressurekPa": "kPa",
}
_RATED = {"RatedFlowLitersPerMinute": "L/min", "RatedFlowPressurekPa": "kPa", "RatedPressurekPa": "kPa"}
"""Of the rated pressure the schema does not say whether it is gauge or absolute: it is kept, not placed."""


def cooling(tree: Tree) -> list[Draft]:
    """The drafts of all cooling equipment."""
    drafts = []
    for path, unit in tree.typed("CoolingUnit"):
        immersed = unit.get("EquipmentType") == "ImmersionUnit"
        draft = Draft("cooling/v1", "ImmersionTank" if immersed else "CoolantDistributionUnit", path, "Redfish")
        draft.named(unit.get("Manufacturer"), unit.get("Model"), unit.get("Version"))
        if immersed:
            capacity = quantity(unit.get("CoolingCapacityWatts"), "W")
            draft.claim("claims.heat", capacity, "at-least", f"{path}#/CoolingCapacityWatts")
        else:
            _distribution_unit(draft, unit, tree)
        drafts.append(draft)
    return [*drafts, *_controllers(tree)]


def _distribution_unit(draft: Draft, unit: Resource, tree: Tree) -> None:
    capacity = quantity(unit.get("CoolingCapacityWatts"), "W")
    draft.claim("claims.capacity", capacity, "at-least", f"{draft.origin}#/CoolingCapacityWatts")
    _pumps(draft, unit, tree)
    draft.put("design.tcs", _coolant(unit.get("Coolant"), draft), f"{draft.origin}#/Coolant")
    for path, reservoir in _only(tree.members(unit, "Reservoirs")):
        draft.put("design.reservoir", quantity(reservoir.get("CapacityLiters"), "L"), f"{path}#/CapacityLiters")
    secondary = tree.members(unit, "SecondaryCoolantConnectors")
    for path, connector in _only(secondary):
        supply = quantity(reading(connector, "SupplyTemperatureCelsius"), "degC")
        draft.claim("claims.supply", supply, "nominal", f"{path}#/SupplyTemperatureCelsius", measured=True)
    for path, connector in (*tree.members(unit, "PrimaryCoolantConnectors"), *secondary):
        _connector(draft, path, connector)


def _only(found: list[tuple[str, Resource]]) -> list[tuple[str, Resource]]:
    """What there is one of: of several, nothing says which one the field would mean."""
    return found if len(found) == 1 else []


def _connector(draft: Draft, path: str, connector: Resource) -> None:
    place = "/".join(path.rsplit("/", 2)[-2:])
    for key, unit in _READINGS.items():
        draft.keep(f"{place} {key} (reading)", quantity(reading(connector, key), unit))
    for key, unit in _RATED.items():
        draft.keep(f"{place} {key}", quantity(connector.get(key), unit))


def _pumps(draft: Draft, unit: Resource, tree: Tree) -> None:
    _, collection = tree.linked(unit, "Pumps")
    pumps = tree.members(unit, "Pumps")
    if collection is None or not pumps:
        return
    draft.put("design.pumps.count", figures.count(len(pumps), most=12), f"{draft.origin}/Pumps")
    redundancy = _redundancy(unit.get("PumpRedundancy"), len(pumps))
    draft.put("design.pumps.redundancy", redundancy, f"{draft.origin}#/PumpRedundancy")


def _redundancy(groups: object, pumps: int) -> Word | None:
    """What one group over all pumps says of their redundancy, where it is one that the kind knows."""
    group = groups[0] if isinstance(groups, list) and len(groups) == 1 else None
    if not isinstance(group, dict):
        return None
    if group.get("RedundancyType") == "NotRedundant":
        return Word("none")
    needed = figures.count(group.get("MinNeededInGroup"), least=1, most=pumps)
    if needed is None:
        return None
    spare = pumps - needed
    known = {0: "none", pumps // 2: "double"}
    return Word("one_spare") if spare == 1 else Word(known[spare]) if spare in known else None


def _coolant(coolant: object, draft: Draft) -> dict[str, Any]:
    """Water and its glycol. The schema does not say whether the per cent are of the mass or of the volume."""
    if not isinstance(coolant, dict):
        return {}
    additive = figures.name(coolant.get("AdditiveName"))
    family = next((word for start, word in _GLYCOLS.items() if additive and start in additive.casefold()), None)
    share = quantity(coolant.get("AdditivePercent"), "%")
    for key, unit in (("DensityKgPerCubicMeter", "kg/m3"), ("SpecificHeatkJoulesPerKgK", "kJ/(kg*K)")):
        draft.keep(f"Coolant {key}", quantity(coolant.get(key), unit))
    if family is None and coolant.get("CoolantType") == "Water" and additive is None and share in (None, "0 %"):
        family = "water"
    if family is None:
        draft.keep("Coolant", additive or figures.name(coolant.get("CoolantType")))
        return {}
    return {"family": Word(family), **({"glycol": share} if share else {})}


def _controllers(tree: Tree) -> list[Draft]:
    """One controller for each place that lists leak detectors."""
    drafts = []
    for path, detection in tree.typed("LeakDetection"):
        found = tree.members(detection, "LeakDetectors")
        if found:
            draft = Draft("cooling/v1", "CoolingController", path, "Redfish")
            above = next((one for up, one in _above(path, tree) if "Manufacturer" in one or "Model" in one), {})
            draft.named(above.get("Manufacturer"), above.get("Model"))
            draft.put("design.detectors", [_detector(place, one) for place, one in found[:MOST_DETECTORS]])
            drafts.append(draft)
    return drafts


def _above(path: str, tree: Tree) -> list[tuple[str, Resource]]:
    parts = path.split("/")
    places = ["/".join(parts[:end]) for end in range(len(parts) - 1, 3, -1)]
    return [(place, tree.resources[place]) for place in places if place in tree.resources]


def _detector(path: str, detector: Resource) -> dict[str, Any]:
    zone = next((word for part, word in _ZONES.items() if f"/{part}/" in path), None)
    kind = _DETECTORS.get(str(detector.get("LeakDetectorType")))
    values = {
        "id": figures.name(detector.get("Id")) or path.rsplit("/", 1)[-1],
        "type": Word(kind) if kind else None,
        "zone": Word(zone) if zone else None,
    }
    return {key: value for key, value in values.items() if value is not None}

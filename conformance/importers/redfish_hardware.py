"""Hardware of a Redfish tree: racks, trays, accelerators and power supplies (DSP0268: Chassis, Processor, PowerSupply)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from conformance.importers import figures
from conformance.importers.draft import Draft
from conformance.importers.figures import Word, quantity, reading
from conformance.importers.redfish_tree import Resource, Tree

_TRAYS = frozenset({"RackMount", "Blade", "Sled", "StandAlone", "Module", "Drawer"})
_ACCELERATORS = frozenset({"GPU", "Accelerator"})
MOST_MODULES = 64
"""Of one model, and models, that the kind takes of one tray."""
_SIZES = {"height": "HeightMm", "width": "WidthMm", "depth": "DepthMm"}
_PHASES = {"OnePhase3Wire": "ac_1ph", "ThreePhase4Wire": "ac_3ph", "ThreePhase5Wire": "ac_3ph"}


def hardware(tree: Tree) -> list[Draft]:
    """The drafts of all hardware; equal parts, by maker and model, are one."""
    return [*_racks(tree), *_trays(tree), *_merged(_accelerators(tree)), *_merged(_supplies(tree))]


def _merged(drafts: Iterator[Draft]) -> list[Draft]:
    known: dict[str, Draft] = {}
    for draft in drafts:
        key = repr((draft.kind, draft.values, draft.unplaced)) if "metadata" in draft.values else draft.origin
        if key in known:
            known[key].count += 1
        else:
            known[key] = draft
    return list(known.values())


def _draft(kind: str, path: str, resource: Resource) -> Draft:
    draft = Draft("hardware/v1", kind, path, "Redfish")
    draft.named(resource.get("Manufacturer"), resource.get("Model"), resource.get("Version"))
    return draft


def _racks(tree: Tree) -> Iterator[Draft]:
    for path, chassis in tree.typed("Chassis"):
        if chassis.get("ChassisType") == "Rack":
            draft = _draft("Rack", path, chassis)
            for side, key in _SIZES.items():
                draft.put(f"design.outer.{side}", quantity(chassis.get(key), "mm"), f"{path}#/{key}")
            yield draft


def _trays(tree: Tree) -> Iterator[Draft]:
    for path, chassis in tree.typed("Chassis"):
        systems = _systems(chassis, tree)
        if chassis.get("ChassisType") not in _TRAYS or not systems:
            continue
        draft = _draft("ComputeTray", path, chassis)
        draft.put("design.modules", _modules(systems, tree), systems[0][0])
        draft.put("design.power.total", quantity(chassis.get("MaxPowerWatts"), "W"), f"{path}#/MaxPowerWatts")
        for side, key in _SIZES.items():
            draft.put(f"design.place.{side}", quantity(chassis.get(key), "mm"), f"{path}#/{key}")
        mass = quantity(chassis.get("WeightKg"), "kg")
        draft.keep("WeightKg", mass)
        _, metrics = tree.linked(chassis, "EnvironmentMetrics")
        if metrics is not None:
            draft.keep("EnvironmentMetrics PowerWatts (reading)", quantity(reading(metrics, "PowerWatts"), "W"))
        yield draft


def _systems(chassis: Resource, tree: Tree) -> list[tuple[str, Resource]]:
    links = chassis.get("Links")
    return tree.listed("", links, "ComputerSystems") if isinstance(links, dict) else []


def _modules(systems: list[tuple[str, Resource]], tree: Tree) -> list[dict[str, Any]]:
    """The accelerators of the systems in a tray by model, with the design power of one where it is stated."""
    found: Counter[tuple[str, Word | None]] = Counter()
    for _, system in systems:
        for _, processor in tree.members(system, "Processors"):
            model = figures.name(processor.get("Model"))
            if processor.get("ProcessorType") in _ACCELERATORS and model:
                found[model, quantity(processor.get("MaxTDPWatts"), "W")] += 1
    return [
        {"id": model, "count": count, **({"power": power} if power else {})}
        for (model, power), count in found.items()
        if count <= MOST_MODULES
    ][:MOST_MODULES]


def _accelerators(tree: Tree) -> Iterator[Draft]:
    for path, processor in tree.typed("Processor"):
        if processor.get("ProcessorType") not in _ACCELERATORS:
            continue
        draft = _draft("AcceleratorModule", path, processor)
        draft.put("design.power.design_power", quantity(processor.get("MaxTDPWatts"), "W"), f"{path}#/MaxTDPWatts")
        draft.keep("TDPWatts", quantity(processor.get("TDPWatts"), "W"))
        memory = processor.get("MemorySummary")
        size = quantity(memory.get("TotalMemorySizeMiB"), "MiB") if isinstance(memory, dict) else None
        if size is not None:
            basis = {"counted": Word("unstated"), "scope": Word("unstated")}
            value = {"value": size, "relation": Word("nominal"), "basis": basis}
            draft.put("claims.memory", value, f"{path}#/MemorySummary/TotalMemorySizeMiB")
        yield draft


def _supplies(tree: Tree) -> Iterator[Draft]:
    for path, supply in tree.typed("PowerSupply"):
        draft = _draft("PowerSupplyUnit", path, supply)
        wiring = _PHASES.get(str(supply.get("PhaseWiringType"))) if supply.get("PowerSupplyType") == "AC" else None
        draft.put("design.input", Word(wiring) if wiring else None, f"{path}#/PhaseWiringType")
        capacity = quantity(supply.get("PowerCapacityWatts"), "W")
        draft.put("design.rated_output", capacity, f"{path}#/PowerCapacityWatts")
        rails = supply.get("OutputRails")
        voltages = (
            [rail.get("NominalVoltage") for rail in rails if isinstance(rail, dict)] if isinstance(rails, list) else []
        )
        if len(voltages) == 1:
            draft.put("design.output_voltage", quantity(voltages[0], "V"), f"{path}#/OutputRails")
        ratings = supply.get("EfficiencyRatings")
        for rating in ratings if isinstance(ratings, list) else []:
            if isinstance(rating, dict):
                load, share = figures.plain(rating.get("LoadPercent")), figures.plain(rating.get("EfficiencyPercent"))
                draft.keep("EfficiencyRatings", f"{share} % at {load} % load" if share and load else None)
        yield draft
